"""What is known of a question, gathered for a draft: answers that were confirmed, what the search
finds now, what was accepted, what experts said.

Knows how an old answer leads to the passages of today, and whose rights a source has. Reads for
nobody in particular: a draft inherits what its sources may be seen by. Composes nothing
(``drafting``).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from knowledge import access
from knowledge.curation import seeing
from knowledge.curation.drafting.choosing import common_prefix
from knowledge.curation.drafting.material import Ground, Material
from knowledge.curation.matching import matter_of, of_one_matter
from knowledge.hazards import Hazards
from knowledge.hygiene import unlabelled
from knowledge.model import (
    INSTALLATION_ADMIN,
    Assessment,
    AssessmentTarget,
    Correction,
    Directory,
    DocumentClass,
    ExpertReply,
    Hazard,
    Judgement,
    Matter,
    Passage,
    Person,
    Revision,
    Source,
    SourceKind,
    Standing,
    Status,
    cited_passages,
    place_cited,
)
from knowledge.redaction import Redaction
from knowledge.search import Search
from knowledge.store import Store
from knowledge.store.conversations import Turn

EVERYTHING = Person(INSTALLATION_ADMIN, "", sees_all=True)
"""Sees what anybody may see: what comes of it goes to those alone who may see its sources."""
LOOKED_FOR = 10
"""Wordings that are searched for and whose matter is compared, the most typical ones."""
COUNTED = 4
"""Of them so many count, the nearest to a passage."""
HITS = 20

_OF_DOCUMENTS = frozenset({Hazard.OVERDUE, Hazard.CONFLICT})

Hide = Callable[[str], str]
"""Returns the text without names and other personal data."""


@dataclass(frozen=True)
class Question:
    """A question to draft for: its name, wordings and askings (their turns), and who asked.

    ``replies`` are what experts said of it, as grounds.
    """

    title: str
    wordings: tuple[str, ...]
    turns: tuple[Turn, ...] = ()
    teams: frozenset[str] = frozenset()
    assets: tuple[str, ...] = ()
    replies: tuple[Ground, ...] = ()
    topic: int | None = None


@dataclass
class _Shown:
    """A passage as confirmed answers lead to it."""

    people: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


def gather(question: Question, *, store: Store, search: Search, now: datetime) -> Material:
    """Return everything that a draft of this question may be made from."""
    directory = store.directory.load()
    hazards = Hazards.of(store.glossary.load())
    veil = Redaction.of(directory).veil()
    reading = _Reading(store, search, directory, hazards, now)
    routed = [each for each in question.turns if _routed(each, hazards)]
    keys = {each.key for each in routed}
    turns = [each for each in question.turns if each.key not in keys]
    wordings = [each for each in question.wordings if hazards.asked(each) is None]
    assets = question.assets or tuple(each.asset for each in turns if each.asset)
    asked_in_vain = len(routed) / len(question.turns) if question.turns else 0.0
    if not wordings:
        asked_in_vain = 1.0
    return Material(
        title=veil.hide(question.title),
        wordings=_of_nobody(wordings, veil.hide),
        grounds=(
            *reading.passages(wordings or question.wordings, turns, assets),
            *reading.corrections(wordings, turns, assets, veil.hide),
            *question.replies,
        ),
        now=now,
        assets=assets,
        teams=question.teams,
        routed=asked_in_vain,
        topic=question.topic,
    )


def _of_nobody(wordings: Sequence[str], hide: Hide) -> tuple[str, ...]:
    """Return the wordings in which nobody is named; of none, all without the names."""
    hidden = [(each, hide(each)) for each in wordings]
    kept = tuple(each for each, without in hidden if each == without)
    return kept or tuple(without for _, without in hidden)


def _routed(turn: Turn, hazards: Hazards) -> bool:
    """Whether it was not answered from chat for what it is about.

    What was routed for the state of the documents is told apart from them as they are now.
    """
    rule = (turn.answer.get("route") or {}).get("rule", "")
    hazardous = turn.status == Status.ROUTED.value and rule not in _OF_DOCUMENTS
    return hazardous or hazards.asked(turn.text) is not None


@dataclass(frozen=True)
class _Reading:
    """What is read of the store and the search for one question."""

    store: Store
    search: Search
    directory: Directory
    hazards: Hazards
    now: datetime

    def passages(
        self, wordings: Sequence[str], turns: Sequence[Turn], assets: Sequence[str]
    ) -> list[Ground]:
        """Return the passages that confirmed answers cite and that the search finds now."""
        shown = self._confirmed(turns)
        near = self._near(wordings[:LOOKED_FOR], common_prefix(assets) or None)
        ids = list(dict.fromkeys((*shown, *near)))
        today = self.now.date()
        found = access.binding(self.store, EVERYTHING, ids, on=today)
        return [
            self._ground(*found[each], shown.get(each, _Shown()), near.get(each, 0.0))
            for each in ids
            if each in found and not found[each][1].is_article
        ]

    def _near(self, wordings: Sequence[str], asset: str | None) -> dict[str, float]:
        """Return how near each passage is to the question: the mean of its nearest wordings.

        Those in another language than the passage are far from it whatever they ask.
        """
        found: dict[str, list[float]] = defaultdict(list)
        for each in wordings:
            hits = self.search.find(each, person=EVERYTHING, asset=asset, now=self.now, k=HITS)
            for hit in hits:
                found[hit.passage.id].append(hit.similarity)
        most = min(COUNTED, len(wordings))
        return {key: sum(sorted(each)[-most:]) / most for key, each in found.items()}

    def _confirmed(self, turns: Sequence[Turn]) -> dict[str, _Shown]:
        """Return the passages of today that confirmed answers showed, by id."""
        told = [(each, self._who_confirmed(each)) for each in turns]
        told = [(turn, people) for turn, people in told if people]
        cited = [
            (turn, people, each) for turn, people in told for each in cited_passages(turn.answer)
        ]
        places = self.store.confirmations.places(each["document"] for _, _, each in cited)
        shown: dict[str, _Shown] = {}
        for turn, people, each in cited:
            place = place_cited(each)
            around = places.get(place.document, [])
            same = [key for key, one in around if one == place]
            same = same or [key for key, one in around if one.section == place.section]
            for key in same[:1]:
                found = shown.setdefault(key, _Shown())
                found.people |= people
                found.texts.append(_said(turn.answer, each["label"]))
        return shown

    def _who_confirmed(self, turn: Turn) -> set[str]:
        """Return who found the answer right, by what each said last."""
        last: dict[str, Assessment] = {}
        for each in self.store.assessments.for_target(AssessmentTarget.ANSWER, turn.key):
            if each.feedback is not None:
                last[each.person_id] = each
        if turn.status != Status.ANSWERED.value:
            return set()
        return {who for who, each in last.items() if each.feedback is Judgement.RIGHT}

    def _ground(self, passage: Passage, revision: Revision, shown: _Shown, near: float) -> Ground:
        headings = "\n".join((revision.title, *passage.heading_path))
        hazardous = revision.document_class is DocumentClass.CERTIFIED_TRAINING_ONLY or bool(
            self.hazards.named(headings)
        )
        return Ground(
            Source(
                "",
                SourceKind.PASSAGE,
                passage.id,
                passage.text,
                revision.number,
                revision.revision,
                passage.section,
                revision.audience,
            ),
            title=revision.title,
            headings=passage.heading_path,
            scope=revision.scope,
            owner=revision.owner,
            people=len(shown.people),
            shown=tuple(shown.texts),
            near=near,
            review_due=revision.review_due,
            hazardous=hazardous,
        )

    def corrections(
        self, wordings: Sequence[str], turns: Sequence[Turn], assets: Sequence[str], hide: Hide
    ) -> list[Ground]:
        """Return what was accepted as evidence and is about this question."""
        vouched = [
            each
            for each in seeing.accepted(self.store)
            if each.standing(self.now) is Standing.REVIEWED
        ]
        if not vouched:
            return []
        keys = {each.key for each in turns}
        found = {each.number: each for each in vouched if each.said.target_id in keys}
        for matter in self._matters(wordings, turns, assets):
            for each in of_one_matter(matter, vouched, alike=self.search.alike):
                found.setdefault(each.number, each)
        return [said_by_author(each, store=self.store, hide=hide) for each in found.values()]

    def _matters(
        self, wordings: Sequence[str], turns: Sequence[Turn], assets: Sequence[str]
    ) -> list[Matter]:
        """Return the matters of the question: its wordings, and what was recommended then."""
        asset = common_prefix(assets) or None
        worded = [
            matter_of(each, "document", asset=asset, about=None) for each in wordings[:LOOKED_FOR]
        ]
        recommended: dict[tuple[str, str], Matter] = {}
        for turn in turns:
            if turn.decision_id is None:
                continue
            about = access.recommendation(self.store, EVERYTHING, turn.decision_id)
            matter = matter_of(turn.text, turn.intent, asset=turn.asset, about=about)
            if matter.moves:
                recommended[matter.moves, matter.intent] = matter
        return [*worded, *recommended.values()]


def said_by_author(one: Correction, *, store: Store, hide: Hide) -> Ground:
    """Return an accepted correction as something that an article may rest on."""
    text, why = (hide(unlabelled(each)) for each in (one.text, one.said.rationale))
    return Ground(
        Source(
            "",
            SourceKind.CORRECTION,
            str(one.number),
            f"{text}\n\n{why}".strip(),
            document=f"C-{one.number}",
            audience=seeing.audience_of(store, one),
        ),
        scope=(one.scope,) if one.scope else (),
        near=1.0,
        hazardous=one.routed,
        why=why,
    )


def said_by_expert(reply: ExpertReply, *, directory: Directory, hide: Hide) -> Ground:
    """Return an expert's reply as something that a draft may rest on."""
    return Ground(
        Source(
            "",
            SourceKind.REPLY,
            str(reply.number),
            hide(unlabelled(reply.text)),
            audience=seeing.of_equipment(directory, reply.asset or None),
        ),
        scope=(reply.asset,) if reply.asset else (),
        near=1.0,
        hazardous=reply.routed,
    )


def _said(answer: Mapping[str, Any], label: str) -> str:
    """Return what an answer said from that evidence."""
    return "\n".join(
        each["text"] for each in answer.get("claims", ()) if label in each["citations"]
    )
