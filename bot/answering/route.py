"""Matters that are not answered from chat, and where they go instead.

Knows what routes: what a question asks about (``knowledge.hazards``), the class, title, review date
and contradictions of the documents that would answer it. What is said then is the controlled text,
word for word, and whom to call. Rules decide; nothing in a question, a conversation, a document or
a model's words un-routes. Does not know how a request to a role goes on (``bot.requests``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.contradictions import contradicting
from bot.answering.danger import number_first
from bot.answering.extractive.procedure import fits
from bot.answering.gather import Material
from bot.answering.intents import DOCUMENT_INTENTS, OF_WHAT_WAS_SAID, Intent, points_back
from bot.answering.passages import Found, Shelf, first_of_each
from bot.answering.replies import reached
from bot.answering.resolve import Before, Subject
from bot.answering.sources import Sources
from bot.answering.words import content_stems
from bot.speech import spoken, tr
from knowledge.answerability import Answerability, has_steps
from knowledge.model import Answer, Claim, ClaimKind, Directory, Hazard, Route, Status, Viewer

EMERGENCY = "emergency"
NEAR = 3
CLOSE = 0.1
"""A certified document among the first few, nearly as close as the first, is enough to route."""


@dataclass(frozen=True)
class Routed:
    """Where the matter goes, with the controlled text shown verbatim; ``why`` says what is off."""

    route: Route
    claims: tuple[Claim, ...]
    why: str = ""


def emergency(directory: Directory) -> Answer:
    """Return the number and the one line of the site plan, in the language spoken; no more."""
    plan = directory.safety
    number = plan.emergency_number or tr("Call your emergency number now")
    line = plan.emergency_line_in(spoken()) or tr("Then call your supervisor.")
    way = Route(Hazard.EMERGENCY, number, line=line)
    return Answer(Status.ROUTED, f"{number}. {line}", intent=EMERGENCY, route=way)


def hazard_asked(subject: Subject, before: Before, sources: Sources) -> Hazard | None:
    """Return the hazard that the question asks about, in its own words or leaning on the last.

    "Just tell me how" after a question that was routed is the same matter still, and so is "can I
    skip it?".
    """
    texts = [subject.text, subject.search_text]
    of_it = before.intent in DOCUMENT_INTENTS and subject.intent in OF_WHAT_WAS_SAID
    if (subject.intent in DOCUMENT_INTENTS or of_it) and _leans(subject.text, sources):
        texts.append(before.text)
    found = (sources.hazards.asked(text) for text in texts)
    return next((each.hazard for each in found if each is not None), None)


def _leans(text: str, sources: Sources) -> bool:
    return points_back(text, spoken()) or not content_stems(sources.names.without(text))


def put_to_documents(subject: Subject, hazard: Hazard, sources: Sources) -> Subject:
    """Return the subject that looks for the controlled text of the hazard.

    The hazard's own name, if it is known, is looked for too: it bridges slang, typos and other
    languages.
    """
    asked = sources.glossary.expand(subject.text)
    name = "" if hazard is Hazard.UNLISTED else hazard.replace("-", " ")
    return Subject(
        Intent.HOW,
        subject.text,
        f"{asked} {name}".strip(),
        asset=subject.asset or (subject.recommendation.asset if subject.recommendation else None),
    )


def routed_away(hazard: Hazard, material: Material, sources: Sources) -> tuple[Routed, Material]:
    """Return the route of a hazard that was asked about, with its controlled text, if any.

    What was found otherwise is left out of the material: nothing of it is to be suggested.
    """
    own = [each for each in material.shelf.found if _is_controlled_text(each, hazard, sources)]
    quoted = own[:1] + (_steps_beside(own[0], own[1:]) if own else [])
    is_first = bool(own) and own[0] is material.shelf.found[0]
    contents = material.shelf.contents if is_first else ()
    way = _way([hazard], quoted, material, sources)
    routed = Routed(way, tuple(map(_verbatim, quoted)), _overdue(quoted, material))
    return routed, replace(material, shelf=Shelf(tuple(own), contents=contents), verdict=None)


def routed_unlisted(
    subject: Subject, material: Material, *, person: Viewer, sources: Sources
) -> tuple[Routed, Material]:
    """Return the route of what reads hazardous: by the documents, where they tell which work it is.

    It may be an emergency told in a roundabout way, so the number stands beside.
    """
    danger = number_first(sources.directory)
    found = route(subject, material, person=person, sources=sources)
    if found and found.route.rule not in (Hazard.OVERDUE, Hazard.CONFLICT):
        return replace(found, why=found.why or danger), material
    way = _way([Hazard.UNLISTED], [], material, sources)
    nothing = replace(material, shelf=Shelf(()), verdict=None)
    return Routed(way, (), danger), nothing


def _is_controlled_text(found: Found, hazard: Hazard, sources: Sources) -> bool:
    """Whether the passage is about the hazard's work, by its headings; not merely beside it.

    A document for certified people is about it wherever it names it.
    """
    read = " \n ".join((found.revision.title, *found.passage.heading_path))
    if found.certified_only:
        read = f"{read} \n {found.passage.text}"
    return found.revision.controlled and hazard in sources.hazards.named(read)


def route(
    subject: Subject, material: Material, *, person: Viewer, sources: Sources
) -> Routed | None:
    """Return the route when what would answer a question to the documents is not for chat."""
    if subject.intent not in DOCUMENT_INTENTS or _answers_nothing(material):
        return None
    text, english = subject.search_text, subject.english
    # A row that is asked for leads the answer, however near its passage is.
    rows = material.shelf.with_rows
    asked = [each for each in material.shelf.found if fits(text, each, english)]
    asked = [*rows, *(each for each in asked if each not in rows)]
    if not asked:
        return None
    leading = _leading(asked)
    best = leading[0]
    for found in leading[:NEAR]:
        if best.similarity - found.similarity <= CLOSE and found.certified_only:
            return _certified(found, asked, subject, material, sources)
    if named := sources.hazards.named(best.revision.title):
        hazards = [each for each in Hazard if each in named]
        way = _way(hazards, [best], material, sources)
        return Routed(way, (_verbatim(best),), _overdue([best], material))
    if best.revision.overdue(material.now.date()):
        way = _way([Hazard.OVERDUE], [best], material, sources)
        return Routed(way, (_verbatim(best),), _overdue([best], material))
    rivals = contradicting(
        subject, asked, person=person, sources=sources, asks_for_a_row=bool(rows)
    )
    if rivals:
        way = _way([Hazard.CONFLICT], rivals, material, sources)
        return Routed(way, tuple(map(_verbatim, rivals)), _contradiction(rivals))
    return None


def _answers_nothing(material: Material) -> bool:
    """Whether nothing that was found says anything about it: the nearest document is no reason."""
    verdict = material.verdict
    return verdict is not None and verdict.answerability is Answerability.UNANSWERABLE


def _leading(asked: Sequence[Found]) -> list[Found]:
    """Return the best passage of each document, controlled documents first.

    A document that repeats the question, or fills the first places, crowds out none that routes.
    """
    return sorted(first_of_each(asked), key=lambda each: not each.revision.controlled)


def _certified(
    found: Found, asked: list[Found], subject: Subject, material: Material, sources: Sources
) -> Routed:
    quoted = [found]
    if subject.intent is Intent.HOW:
        quoted += _steps_beside(found, [each for each in asked if each is not found])
    way = _way([Hazard.CERTIFIED], quoted, material, sources)
    return Routed(way, tuple(map(_verbatim, quoted)), _overdue(quoted, material))


def _overdue(quoted: Sequence[Found], material: Material) -> str:
    """Say which of the quoted documents is overdue, or ""."""
    today = material.now.date()
    found = next((each.revision for each in quoted if each.revision.overdue(today)), None)
    if found is None or found.review_due is None:
        return ""
    return tr(
        "{document} is overdue: its review was due on {day}.",
        document=f"{found.number} {found.revision}".strip(),
        day=found.review_due.isoformat(),
    )


def _contradiction(rivals: Sequence[Found]) -> str:
    one, other = (each.revision.number for each in rivals[:2])
    return tr("{one} and {other} state different limits for this.", one=one, other=other)


def _steps_beside(first: Found, others: list[Found]) -> list[Found]:
    """Return the steps of the same document when the passage that fits best has none.

    "How do I lock out the drive?" must not be answered with how locks are taken off alone.
    """
    if has_steps(first.passage.text):
        return []
    same = (each for each in others if each.revision.id == first.revision.id)
    return [each for each in same if has_steps(each.passage.text)][:1]


def _verbatim(found: Found) -> Claim:
    return Claim(found.passage.text.strip(), (found.label,), ClaimKind.PROCEDURE, quote=True)


def _way(
    hazards: Sequence[Hazard], quoted: Sequence[Found], material: Material, sources: Sources
) -> Route:
    """Return whom to call, with permit and training: the safety plan, else the directory.

    A plan may speak of the hazard itself or of certified work as such: what it names, counts.
    """
    certified = next((each for each in quoted if each.certified_only), None)
    applying = [*hazards, *([Hazard.CERTIFIED] if certified else [])]
    plan, place = sources.directory.safety, material.place
    planned = [(hazard, plan.referral(hazard, place)) for hazard in applying]
    own = [pair for pair in planned if pair[1] is not None and pair[1].hazard is not None]
    hazard, referral = (own or planned)[0]
    training = f"{certified.revision.number} {certified.revision.title}" if certified else ""
    if referral is None:
        return Route(hazard, _whom(hazard, quoted, material), training)
    called = referral.called[0] if referral.called else None
    role = (f"{called.role}, {called.how}" if called.how else called.role) if called else ""
    return Route(
        hazard,
        role or _whom(hazard, quoted, material),
        referral.training or training,
        referral.permit,
        referral.training_link,
    )


def _whom(hazard: Hazard, quoted: Sequence[Found], material: Material) -> str:
    """Return whom to call when the plan says nothing: an overdue document's owner, a contact."""
    owner = next((each.revision.owner for each in quoted if each.revision.owner), "")
    if hazard is Hazard.OVERDUE and owner:
        return owner
    return reached(material.contacts[0]) if material.contacts else owner or tr("your supervisor")
