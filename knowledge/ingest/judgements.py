"""Judgements made elsewhere: which document answered a question, by whom; kept as one batch.

Knows the line of such a file, refuses what is wrong in it and what names nobody or nothing known,
and that a batch which was taken back stays so. Does not know what judgements move
(``knowledge.experience``): nobody reviewed these, so they count as any other's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from knowledge.ingest.fields import ID_LIMIT, TEXT_LIMIT, BadValue, Fields, checked_text, plain
from knowledge.ingest.jsonl import BadFile, Line, read_lines
from knowledge.model import CitedPlace, Confirmation, Directory, Judgement, RollbackKind
from knowledge.store import Store

Progress = Callable[[str, int, int], None]
_CHUNK: Final = 500
_SIGN: Final = {Judgement.RIGHT: 1, Judgement.NOT_RIGHT: -1}
_FIELDS: Final = ("id", "at", "person", "question", "document", "section", "judgement")
Places = Mapping[str, Sequence[tuple[str, CitedPlace]]]


@dataclass
class JudgementReport:
    """What became of the lines of a file: kept, known before, or refused with line and reason."""

    batch: str
    accepted: int = 0
    known: int = 0
    refused: list[tuple[int, BadValue]] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Return the report as ``--json`` prints it."""
        refused = [
            {"line": line, "path": bad.path, "value": plain(bad.value), "reason": bad.reason}
            for line, bad in sorted(self.refused, key=lambda each: each[0])
        ]
        return {**vars(self), "refused": refused}


def ingest_judgements(
    path: Path, *, batch: str, store: Store, now: datetime, progress: Progress | None = None
) -> JudgementReport:
    """Keep the judgements of a JSON lines file under the name ``batch``.

    Of one id of a batch the first is kept. ``progress`` is called with ("judgements", bytes read,
    bytes in all). Raises ``BadFile`` for a file that cannot be read or a batch taken back before.
    """
    _check_batch(batch, store)
    report = JudgementReport(batch)
    directory = store.directory.load()
    size = path.stat().st_size if path.is_file() else 0
    lines = read_lines(path)
    while chunk := list(islice(lines, _CHUNK)):
        _keep(list(_read(chunk, report)), batch, directory, report, store, now)
        if progress is not None:
            progress("judgements", chunk[-1].end, size)
    if report == JudgementReport(batch):
        raise BadFile(f"{path} holds only blank lines; nothing was ingested")
    return report


def _check_batch(batch: str, store: Store) -> None:
    try:
        checked_text("batch", batch, ID_LIMIT)
    except BadValue as bad:
        raise BadFile(f"{bad}; name the batch, such as helpdesk-2026-10") from None
    for each in store.confirmations.rollbacks():
        if each.kind is RollbackKind.BATCH and each.value == batch:
            raise BadFile(
                f"batch {batch!r} was taken back ({each.reason}); nothing was ingested. Give what "
                "is right now another name"
            )


@dataclass(frozen=True)
class _Said:
    number: int
    id: str
    at: datetime | None
    person: str
    question: str
    place: CitedPlace
    judgement: Judgement


def _read(lines: Sequence[Line], report: JudgementReport) -> Iterator[_Said]:
    for line in lines:
        try:
            if line.wrong is not None:
                raise line.wrong
            yield _said(line.number, Fields(line.value, ""))
        except BadValue as bad:
            report.refused.append((line.number, bad))


def _said(number: int, fields: Fields) -> _Said:
    document = fields.text("document", ID_LIMIT)
    place = CitedPlace(document.casefold(), fields.optional_text("section", ID_LIMIT))
    judgement = fields.choice("judgement", Judgement) if fields.has("judgement") else None
    found = _Said(
        number=number,
        id=fields.text("id", ID_LIMIT),
        at=fields.optional_time("at"),
        person=fields.text("person", ID_LIMIT),
        question=fields.text("question", TEXT_LIMIT),
        place=place,
        judgement=judgement or Judgement.RIGHT,
    )
    if found.judgement not in _SIGN:
        raise BadValue("judgement", found.judgement.value, "must be right or not_right")
    fields.nothing_else(*_FIELDS)
    return found


def _keep(
    some: Sequence[_Said],
    batch: str,
    directory: Directory,
    report: JudgementReport,
    store: Store,
    now: datetime,
) -> None:
    places = store.confirmations.places({each.place.document for each in some})
    known = store.confirmations.known([_key(batch, each) for each in some])
    new: dict[str, Confirmation] = {}
    for each in some:
        key = _key(batch, each)
        if key in known or key in new:
            report.known += 1
            continue
        try:
            new[key] = _confirmation(each, batch, directory, places, now)
        except BadValue as bad:
            report.refused.append((each.number, bad))
    store.confirmations.add(list(new.values()))
    report.accepted += len(new)


def _confirmation(
    said: _Said, batch: str, directory: Directory, places: Places, now: datetime
) -> Confirmation:
    person = directory.person(said.person)
    if person is None:
        rule = "must be the id of somebody in the directory (tandem ingest directory FILE)"
        raise BadValue("person", said.person, rule)
    if said.at is not None and said.at > now:
        raise BadValue("at", said.at.isoformat(), "must be a time that has passed")
    there = places.get(said.place.document)
    if there is None:
        rule = "must be the number of a document in force (tandem ingest documents PATH)"
        raise BadValue("document", said.place.document, rule)
    sections = {place.section for _, place in there}
    if said.place.section and said.place.section not in sections:
        named = ", ".join(sorted(sections - {""})[:5]) or "none is numbered"
        raise BadValue("section", said.place.section, f"must be a section of it, such as {named}")
    key = _key(batch, said)
    return Confirmation(
        key=key,
        turn=key,
        question=said.question,
        person_id=person.id,
        teams=person.teams,
        sign=_SIGN[said.judgement],
        places=(said.place,),
        at=said.at or now,
        batch=batch,
    )


def _key(batch: str, said: _Said) -> str:
    return f"batch:{batch}:{said.id}"
