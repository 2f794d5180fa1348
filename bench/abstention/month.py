"""The sample plant's month, asked: what is answered of what its documents answer.

Knows by hand which sections say the answer to each subject (``month_truth.yaml``) and who may see
them. A question is *answered right* when what is shown cites one of them. Every second subject and
one-off is the half that things were chosen on; the other half tells.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bench.abstention.rows import Row
from bot.answering import answer
from bot.answering.extractive import ExtractiveComposer
from bot.answering.gather import gather
from bot.answering.resolve import NOTHING_BEFORE, resolve
from bot.answering.sources import Sources
from bot.messages import Message
from bot.speech import speaking
from examples.plant.month.month import Asked
from examples.plant.month.subjects import subjects
from knowledge.answerability.features import SHOWN, features
from knowledge.model import Answer, EvidenceKind, Person, Status
from knowledge.store import Store
from knowledge.tongue import ENGLISH, language_of
from tests.month import staffed_plant
from tests.plant import NOW

TRUTH = Path(__file__).with_name("month_truth.yaml")
ONCE = "once"
Places = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A question of the month with the places that answer it, () for none; its half, 0 or 1."""

    asked: Asked
    person: Person
    places: Places
    half: int

    @property
    def language(self) -> str:
        """The language it is in; who asks once may ask in a language of the others."""
        return self.asked.language if self.asked.topic else language_of(self.asked.text, ENGLISH)

    def is_at(self, document: str, section: str) -> bool:
        """Whether that place is one that answers it."""
        here = f"{document} {section}".strip()
        return any(
            here == place or here.startswith((f"{place}.", f"{place} ")) for place in self.places
        )


@contextmanager
def month_asked(folder: Path) -> Iterator[tuple[Sources, list[Known]]]:
    """Yield the plant with the month's people in a folder, and the questions of known truth."""
    with staffed_plant(folder) as (assistant, store, asked):
        yield assistant.sources(), list(_known(asked, store))


def _known(asked: Sequence[Asked], store: Store) -> Iterator[Known]:
    people, order = store.directory.load(), [each.id for each in subjects()]
    audiences = {
        each.number: each.audience for each in store.documents.revisions() if each.binds(NOW.date())
    }
    for one in asked:
        person = people.person(one.person)
        if person is None or one.kind not in {"recurring", "one-off"}:
            continue
        places = _places(one)
        if places is None:
            continue
        seen = tuple(p for p in places if person.may_see(audiences[p.split()[0]]))
        place = order.index(one.topic) if one.topic else int(one.label.rpartition("-")[2])
        yield Known(one, replace(person, language=one.language), seen, place % 2)


def _places(one: Asked) -> Places | None:
    """Return where the documents answer the question, () for nowhere; None: one may argue."""
    facts = _truth()[one.topic or ONCE]
    said = (say for words, say in facts.get("but", {}).items() if words in one.text.casefold())
    say = next(said, facts["say"])
    return None if say is None else tuple(say)


@cache
def _truth() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))
    return found


def month_rows(folder: Path, *, half: int, most: int) -> Iterator[Row]:
    """Yield English questions of a half, each wording once, as many at most, spread over all.

    A question can be answered when what would be shown holds a place that answers it.
    """
    found: dict[str, Row] = {}
    with month_asked(folder) as (sources, known):
        for one in known:
            if one.half != half or one.language != ENGLISH:
                continue
            message = _message(one)
            subject = resolve(message, before=NOTHING_BEFORE, sources=sources)
            material = gather(subject, person=one.person, sources=sources, now=message.at)
            if material.verdict is None or len(material.shelf.looks) > 1:
                continue
            look = material.shelf.looks[0]
            shown = material.shelf.found[:SHOWN]
            can = any(one.is_at(each.revision.number, each.passage.section) for each in shown)
            kind = "answerable" if can else "unanswerable"
            values = features(look, sources.search.rarity)
            row = Row(one.asked.text, kind, values, one.asked.label)
            found.setdefault(one.asked.text.casefold(), row)
    rows = list(found.values())
    yield from rows[:: max(1, len(rows) // most)][:most]


def report(folder: Path) -> Iterator[str]:
    """Yield what became of the questions, by half and language, a line each."""
    counts: dict[str, Counter[tuple[bool, str]]] = {}
    with month_asked(folder) as (sources, known):
        for one in known:
            language = "English" if one.language == ENGLISH else "other languages"
            part = "chosen on" if one.half == 0 else "other half"
            kind = "recurring" if one.asked.topic else "asked once"
            what = f"{language}, {kind}, {part}"
            became = came(one, answered(one, sources))
            counts.setdefault(what, Counter())[bool(one.places), became] += 1
    for what, counted in sorted(counts.items()):
        for can in (True, False):
            total = sum(n for (side, _), n in counted.items() if side is can)
            if total:
                shares = [
                    f"{came} {n / total:.0%}"
                    for (side, came), n in counted.most_common()
                    if side is can
                ]
                yield f"  {what}, {total} {'with' if can else 'without'} an answer: " + ", ".join(
                    shares
                )


def _message(one: Known) -> Message:
    asked = one.asked
    return Message(
        key=asked.id,
        conversation_id=asked.id,
        person=one.person,
        text=asked.text,
        at=datetime.fromisoformat(asked.at),
        decision_id=asked.decision_id,
        asset=asked.asset,
    )


def answered(one: Known, sources: Sources) -> Answer:
    """Return the answer that who asked gets, in their language."""
    message = _message(one)
    with speaking(one.person.language):
        return answer(
            message,
            before=NOTHING_BEFORE,
            sources=sources,
            composer=ExtractiveComposer(),
            now=message.at,
        )


def came(one: Known, found: Answer) -> str:
    """Return what became of a question in a word or two."""
    if found.status is Status.ABSTAINED:
        return "refused"
    if found.status is Status.ASK_BACK:
        return "asked back"
    passages = [each for each in found.evidence if each.kind is not EvidenceKind.REASONING_LOG]
    if not passages:
        return "from the log or the directory" if found.status is Status.ANSWERED else "routed"
    part = " in part" if found.lack is not None else ""
    if any(one.is_at(each.document, each.section) for each in passages):
        return f"right{part}"
    if found.status is Status.ROUTED:
        return "routed"
    return f"{'wrong' if one.places else 'answered'}{part}"
