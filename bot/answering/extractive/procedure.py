"""What the procedures say, always verbatim: for a "why", for a "how", for a question to them.

Knows how to choose passages and sentences, and when a procedure and a recommendation disagree.
Never rewords a procedure.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.answering.compose import Draft
from bot.answering.extractive.limits import conflicts
from bot.answering.gather import Logged, Material
from bot.answering.passages import Found
from bot.answering.resolve import Subject
from bot.answering.wording import lowered
from bot.answering.words import content_stems
from bot.speech import tr
from knowledge.answerability import has_steps
from knowledge.echoes import in_a_row
from knowledge.model import Claim, ClaimKind
from knowledge.tongue import ENGLISH, language_of

SURE_SIMILARITY = 0.45
COVERED_AT = ((0.35, 0.5), (0.22, 0.6))
"""From this similarity, this share of the asked words must stand in the passage or its headings.
Chosen on the sample plant's transcripts; the share of figures does not count."""
SHORT_WORDS = 90
SHOWN = 3
ROWS = 3
"""So many documents' rows of a table are told side by side: the general one, one of a product."""
CLOSE = 0.1
_PURPOSE = re.compile(r"\b(purpose|background|introduction|why)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[^\d][.!?])\s+(?=[A-Z0-9])|\n+")
_ABOUT_THE_DOCUMENT = re.compile(
    r"\b(history of revisions?|(revision|change|document) history|records)\b", re.IGNORECASE
)


def fits(question: str, found: Found, *meant: str) -> bool:
    """Whether the passage may be said to answer: close in meaning, or close enough and in words.

    The words are those that were typed, or those that glossary and lexicon put for them.
    """
    if found.consulted:
        return True
    said = (question, *meant)
    if _ABOUT_THE_DOCUMENT.search(" ".join(found.passage.heading_path[-1:])):
        about_it = content_stems("history revision change record keep")
        return any(content_stems(each) & about_it for each in said)
    if found.similarity >= SURE_SIMILARITY:
        return True
    needed = next((share for least, share in COVERED_AT if found.similarity >= least), None)
    if needed is None:
        return False
    stands = content_stems(
        " ".join((found.revision.number, found.revision.title, *found.passage.heading_path))
        + f" {found.passage.text}",
        found.revision.language,
    )
    return max(_covered(each, stands) for each in said) >= needed


def _covered(asked: str, stands: frozenset[str]) -> float:
    """Return the share of the asked words that stand in the text; 0 without a word."""
    stems = {stem for stem in content_stems(asked) if not stem[0].isdigit()}
    return len(stems & stands) / len(stems) if stems else 0.0


def fitting(subject: Subject, material: Material) -> list[Found]:
    """Return the passages that may be quoted, those that are vouched for first.

    Certified-training-only and overdue text is shown only where it routes, never beside other
    advice. A question that was judged answerable is answered from the passages that say most of
    it, whether they fit by words or not.
    """
    today = material.now.date()
    quotable = [each for each in material.shelf.found if each.is_for_chat(today)]
    if material.verdict:
        quotable = [each for each in quotable if each.passage.id in material.verdict.grounds]
    sure = quotable[:SHOWN] if material.verdict else []
    found = [
        each
        for each in quotable
        if each in sure or fits(subject.search_text, each, subject.meant, subject.english)
    ]
    return sorted(found, key=lambda each: not each.vouched_for)


def _missing(material: Material, otherwise: str) -> str:
    unknown = material.shelf.unknown
    if unknown:
        return tr("No document {document} is in force that you may see.", document=unknown)
    return otherwise


def how_to(subject: Subject, material: Material) -> Draft:
    """Quote the passages that say how it is done, whole, the log's own documents first."""
    usable = fitting(subject, material)
    if not usable:
        nothing = tr("No procedure that you may see says how.")
        return Draft(found=False, missing=_missing(material, nothing))
    if not usable[0].consulted:
        asked = subject.english or f"{subject.text} {subject.meant}"
        usable = _named_steps_first(asked, usable)
    first, *others = _sources_first(_varied(usable))
    lead: tuple[Claim, ...] = ()
    if material.log is not None:
        lead = (Claim(_to_do(material.log, first), (material.log.label,)),)
    claims = [*disagreements(material), *lead, _whole(first)]
    claims += [_whole(each, detail=True) for each in others]
    return Draft(tuple(claims))


def _to_do(log: Logged, first: Found) -> str:
    action = lowered(log.recommendation.action)
    if first.revision.is_article:
        return tr("To do: {action}. The knowledge base says:", action=action)
    if first.revision.controlled:
        return tr("To do: {action}. The procedure says:", action=action)
    return tr("To do: {action}. An uncontrolled document says:", action=action)


def from_documents(subject: Subject, material: Material) -> Draft:
    """Quote what answers the question best, then what else speaks to it."""
    usable = fitting(subject, material)
    rows = material.shelf.with_rows[:ROWS]
    usable = [*rows, *(each for each in usable if each not in rows)]
    if not usable:
        nothing = tr("No procedure that you may see says anything about it.")
        return Draft(found=False, missing=_missing(material, nothing))
    if subject.asks_why:
        usable = _purpose_first(usable)
    named = [each for each in usable if each.consulted]
    if named:
        return Draft(tuple(_whole(each, detail=number > 0) for number, each in enumerate(named)))
    shown = _sources_first(_varied(usable))
    first, *others = shown
    claims = [_rows_in_words(rows, material)] if rows else []
    claims.append(_best_part(subject.wanted, first))
    for each in others:
        is_rival = (
            each.revision.id != first.revision.id
            and each.similarity > first.similarity - CLOSE
            and not _stands_in(each, shown)
        )
        claims.append(_best_part(subject.wanted, each, detail=not is_rival))
    return Draft(tuple(claims))


def _varied(usable: list[Found]) -> list[Found]:
    """Return the best, the best of another document, the best article, and the next.

    A special procedure must not hide the general one, nor all of them what was found out since.
    """
    first = usable[:1]
    others = [each for each in usable if each.revision.id != first[0].revision.id][:1]
    ahead = [*first, *others]
    if not any(each.revision.is_article for each in ahead):
        ahead += [each for each in usable if each.revision.is_article][:1]
    return [*ahead, *(each for each in usable if each not in ahead)][:SHOWN]


def _sources_first(shown: list[Found]) -> list[Found]:
    """Put an article that says what a procedure beside it says, word for word, behind it."""
    return sorted(shown, key=lambda each: _stands_in(each, shown))


def _stands_in(article: Found, shown: Iterable[Found]) -> bool:
    """Whether it is an article of which every sentence stands in a procedure that is shown."""
    if not article.revision.is_article:
        return False
    said = [in_a_row(each) for each in _SENTENCE_END.split(article.passage.text)]
    procedures = (each.passage.text for each in shown if not each.revision.is_article)
    return any(all(each in source for each in said) for source in map(in_a_row, procedures))


def _named_steps_first(question: str, usable: list[Found]) -> list[Found]:
    """Put the steps first whose headings name what is to be done: clean -> "5 Cleaning".

    Steps go before what tells no step and is named as well: "the sensor is not to be trusted".
    """
    asked = content_stems(question)

    def named(found: Found) -> int:
        stems = content_stems(" ".join(found.passage.heading_path))
        return sum(_same_root(one, other) for one in asked for other in stems)

    with_steps = [each for each in usable if has_steps(each.passage.text)]
    best, first = max(with_steps, key=named, default=usable[0]), usable[0]
    if best.revision.id != first.revision.id or not named(best):
        return usable
    if (named(best), True) <= (named(first), has_steps(first.passage.text)):
        return usable
    return [best, *(each for each in usable if each is not best)]


def _same_root(one: str, other: str) -> bool:
    return len(one) > 3 and len(other) > 3 and (one.startswith(other) or other.startswith(one))


def _purpose_first(usable: list[Found]) -> list[Found]:
    """Put the purpose of the best document first: that is where a procedure says why."""
    best = usable[0].revision.id
    return sorted(
        usable,
        key=lambda each: (
            not (each.revision.id == best and _PURPOSE.search(" ".join(each.passage.heading_path)))
        ),
    )


def what_the_procedure_says(subject: Subject, material: Material) -> Iterable[Claim]:
    """Yield, for a "why", what the procedures say that were not quoted as disagreeing."""
    quoted = {label for claim in disagreements(material) for label in claim.citations}
    usable = [each for each in fitting(subject, material) if each.label not in quoted]
    for number, each in enumerate(_varied(usable)[:2]):
        yield _best_part(subject.wanted, each, detail=number > 0)


def disagreements(material: Material) -> Iterable[Claim]:
    """Yield both sides where a procedure's limit and the recommended set point do not agree."""
    if material.log is None:
        return
    for found, setting, said in conflicts(
        material.log.recommendation,
        material.shelf.found,
        material.shelf.naming,
        material.shelf.elsewhere,
    ):
        yield Claim(
            tr(
                "Conflict with a procedure: the recommendation sets {setting}, the procedure says "
                "otherwise. Clarify before you act; I side with neither.",
                setting=setting,
            ),
            (material.log.label,),
            ClaimKind.CONFLICT,
        )
        yield Claim(said, (found.label,), ClaimKind.CONFLICT, quote=True)


def _rows_in_words(found: Sequence[Found], material: Material) -> Claim:
    """Tell the rows that are asked for, each with its document: one may hold for one product."""
    told = []
    for each in found:
        rows = material.shelf.rows_in(each)
        figures = "; ".join(row.figures_in_words() for row in rows)
        title = each.revision.title.partition(" - ")[0]
        told.append(f"{figures} ({each.revision.number}, {title}).")
    labels = tuple(each.label for each in found)
    return Claim(" ".join(told), labels, _kind(found[0]), ours=True)


def _whole(found: Found, *, detail: bool = False) -> Claim:
    return Claim(
        found.passage.text.strip(), (found.label,), _kind(found), quote=True, detail=detail
    )


def _kind(found: Found) -> ClaimKind:
    return ClaimKind.ARTICLE if found.revision.is_article else ClaimKind.PROCEDURE


def _best_part(wanted: frozenset[str], found: Found, *, detail: bool = False) -> Claim:
    """Quote the whole passage if it is short, else its run of lines that fits best."""
    text = found.passage.text.strip()
    if not detail and len(text.split()) > SHORT_WORDS:
        text = _window(text, wanted)
    return Claim(text, (found.label,), _kind(found), quote=True, detail=detail)


def _window(text: str, asked: frozenset[str]) -> str:
    """Return the run of sentences, up to ``SHORT_WORDS``, that holds most of the asked words."""
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    sentences = [text[one:other] for one, other in pairwise(cuts)]
    lengths = [len(each.split()) for each in sentences]
    language = language_of(text, ENGLISH)
    asked_in = [asked & content_stems(each, language) for each in sentences]
    best, best_score = text, -1.0
    for start in range(len(sentences)):
        words, held = 0, frozenset[str]()
        for end in range(start, len(sentences)):
            words += lengths[end]
            if words > SHORT_WORDS:
                break
            held |= asked_in[end]
            score = len(held) + min(words, 40) / 400
            if score > best_score:
                best, best_score = text[cuts[start] : cuts[end + 1]].strip(), score
    return best
