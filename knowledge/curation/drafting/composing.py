"""A draft in KCS form, put together from sentences that stand in its sources.

Knows which sentences answer the question, in which order they are read, and what is said once.
Words nothing of its own: an engineer who publishes it changes words, not facts. What does not hold
against its sources (``checking``) is not in it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import fmean

from knowledge.curation.disagreement import disagree
from knowledge.curation.drafting.checking import checked, faults
from knowledge.curation.drafting.choosing import Choice, choice_of
from knowledge.curation.drafting.material import (
    Alike,
    Drafted,
    Ground,
    Lacking,
    Material,
    NotDrafted,
    Note,
    NoteKind,
    named,
)
from knowledge.curation.drafting.owning import owner_of
from knowledge.curation.drafting.pieces import Piece, PieceKind, pieces_of
from knowledge.curation.drafting.pointing import Point, points_in, reasons, unmarked
from knowledge.curation.drafting.wordings import different, plain
from knowledge.grounding import AssetNames
from knowledge.grounding.statements import squeezed
from knowledge.hygiene import one_line
from knowledge.model import Body, Directory, Source, SourceKind, Statement

REVIEWED_AFTER = timedelta(days=365)
COMPARED = 5
"""Wordings that pieces are compared with, the most typical ones."""
SHOWN_WEIGHS = 0.2
"""What a piece gains when it stood in every confirmed answer."""
BEHIND = 0.15
"""So much less near than the best piece, a piece still answers."""
ROW_BEHIND = 0.08
POINT_BEHIND = 0.25
MOST_OF_ONE = 4
MOST = 8
_LETTERS = {
    SourceKind.PASSAGE: "S",
    SourceKind.ARTICLE: "K",
    SourceKind.CORRECTION: "F",
    SourceKind.REPLY: "E",
}

Hazardous = Callable[[str], bool]
"""Says whether a text is of work that is not explained in chat."""
Write = Callable[[Body], Body]
"""Words a draft anew, from the same sources; what it returns holds against them."""


def verbatim(body: Body) -> Body:
    """Leave a draft in the words of its sources."""
    return body


@dataclass(frozen=True)
class _Weighed:
    """A piece of a ground: how near it is to the question, and how much it weighs with agreement.

    ``ground`` and ``place`` give the order in which pieces are read.
    """

    piece: Piece
    label: str
    ground: int
    place: int
    near: float
    weight: float

    @property
    def steps(self) -> bool:
        """Whether it is a list of steps."""
        return self.piece.kind is PieceKind.STEPS


def draft(
    material: Material,
    *,
    alike: Alike,
    hazardous: Hazardous,
    directory: Directory,
    names: AssetNames | None = None,
    write: Write = verbatim,
) -> Drafted | NotDrafted:
    """Return the draft of an article that answers the question, or why there is none."""
    choice = choice_of(material)
    if choice.lacking is not None:
        return NotDrafted(choice.lacking, material.title, choice.links)
    drafting = _Drafting(material, choice, alike, hazardous, names)
    body, notes = drafting.body(), drafting.notes
    if not body.answer:
        return NotDrafted(Lacking.NOTHING, material.title, choice.links)
    owner = owner_of(directory, body.scope, [each.owner for each in choice.grounds])
    own = replace(body, owner=owner)
    return Drafted(
        _worded(own, write, hazardous, names), tuple(dict.fromkeys((*choice.notes, *notes)))
    )


def _worded(body: Body, write: Write, hazardous: Hazardous, names: AssetNames | None) -> Body:
    """Return the draft worded anew, if all of it holds and nothing of it is hazardous."""
    worded = write(body)
    told = (worded.title, *(each.text for each in worded.statements))
    same = replace(worded, title=body.title, answer=body.answer) == body
    holds = same and not faults(worded, names=names) and not any(map(hazardous, told))
    return worded if holds else body


class _Drafting:
    """One draft being put together."""

    def __init__(
        self,
        material: Material,
        choice: Choice,
        alike: Alike,
        hazardous: Hazardous,
        names: AssetNames | None,
    ) -> None:
        self._material = material
        self._choice = choice
        self._alike = alike
        self._hazardous = hazardous
        self._names = names
        self._asked = material.wordings[:COMPARED] or (material.title,)
        self._grounds = {each.source.label: each for each in _labelled(choice.grounds)}
        self.notes: list[Note] = []

    def body(self) -> Body:
        """Return what the draft says."""
        documents = [each for each in self._grounds.values() if not each.by_people]
        pieces = [one for place, each in enumerate(documents) for one in self._weighed(each, place)]
        chosen = _best(pieces)
        self._note_other_steps(pieces, chosen)
        answer = self._held(self._stated(chosen))
        answer += self._held(self._said(answer))
        key, why = self._points(pieces)
        for said in (key, why):
            answer = _without(said, answer, chosen)
        return self._put_together(_once(answer), key, why)

    def _put_together(
        self, answer: Sequence[Statement], key: Statement | None, why: Statement | None
    ) -> Body:
        material = self._material
        body = Body(
            title=plain(material.title),
            wordings=different(material.wordings, alike=self._alike),
            answer=tuple(answer),
            key_point=key,
            reason_why=why,
            scope=self._choice.scope,
            audience=self._choice.audience,
        )
        cited = {label for each in body.statements for label in each.citations}
        used = [each for each in self._grounds.values() if each.source.label in cited]
        self._note(used)
        body = replace(body, review_by=_review_by(used, material.now))
        return relabelled(body, [each.source for each in used])

    def _note(self, used: Sequence[Ground]) -> None:
        if not any(each.people or each.by_people for each in used):
            self.notes.append(Note(NoteKind.UNCONFIRMED))

    def _weighed(self, ground: Ground, number: int) -> list[_Weighed]:
        """Return the pieces of a passage that may be said, weighed."""
        found = []
        for place, piece in enumerate(pieces_of(ground.source.text, ground.headings)):
            if self._hazardous(piece.text):
                self.notes.append(Note(NoteKind.CONTROLLED, named(ground.source)))
            else:
                near = self._near(piece.text)
                weight = near + SHOWN_WEIGHS * _share_shown(piece, ground)
                found.append(_Weighed(piece, ground.source.label, number, place, near, weight))
        return found

    def _note_other_steps(self, pieces: Sequence[_Weighed], chosen: Sequence[_Weighed]) -> None:
        """Note that the document of the steps has others that are as near."""
        told = {self._grounds[each.label].source.document for each in chosen if each.steps}
        for each in pieces:
            source = self._grounds[each.label].source
            if each.steps and each not in chosen and source.document in told:
                self.notes.append(Note(NoteKind.PART, named(source)))

    def _near(self, text: str) -> float:
        return fmean(self._alike(text, self._asked))

    def _stated(self, chosen: Sequence[_Weighed]) -> list[list[Statement]]:
        """Return the pieces as statements; of several documents each is under its title."""
        documents = {self._grounds[each.label].source.document for each in chosen}
        groups, last = [], ""
        for each in chosen:
            ground = self._grounds[each.label]
            group = [Statement(text, (each.label,)) for text in each.piece.texts]
            if len(documents) > 1 and ground.source.document != last and ground.title:
                group.insert(0, Statement(f"{ground.title}:", (each.label,)))
            last = ground.source.document
            groups.append(group)
        return groups

    def _said(self, answer: Sequence[Statement]) -> list[list[Statement]]:
        """Return what people said, but for what the documents say otherwise."""
        found = []
        for each in self._grounds.values():
            if not each.by_people:
                continue
            if any(disagree(each.source.text, told.text) for told in answer):
                self.notes.append(Note(NoteKind.DISPUTED, named(each.source)))
                continue
            own = each.source.text.removesuffix(each.why).strip()
            found += [
                [Statement(text, (each.source.label,)) for text in piece.texts]
                for piece in pieces_of(own)
                if not self._hazardous(piece.text)
            ]
        return found

    def _held(self, groups: Iterable[Sequence[Statement]]) -> list[Statement]:
        """Return the statements that hold; of a list of steps all of them, or none."""
        kept: list[Statement] = []
        for group in groups:
            if not self._fails(group):
                kept += group
        return kept

    def _fails(self, statements: Sequence[Statement]) -> bool:
        """Whether one of the statements does not hold."""
        sources = [each.source for each in self._grounds.values()]
        return bool(checked(statements, sources, names=self._names).dropped)

    def _points(self, pieces: Sequence[_Weighed]) -> tuple[Statement | None, Statement | None]:
        """Return the key point and the reason why."""
        least = max((each.near for each in pieces), default=0.0) - POINT_BEHIND
        found = [
            (point.weight + near, point, each.label)
            for each in pieces
            for point in points_in(each.piece)
            if (near := self._near(point.text)) >= least
        ]
        for _, point, label in sorted(found, key=lambda each: -each[0]):
            key = Statement(point.text, (label,))
            if not self._fails([key]):
                return key, self._reason(point, label, pieces)
        return None, self._reason(None, "", pieces)

    def _reason(
        self, point: Point | None, label: str, pieces: Sequence[_Weighed]
    ) -> Statement | None:
        """Return why: what stands behind the key point, else what says why most nearly."""
        if point is not None and point.why:
            candidates = [Statement(point.why, (label,))]
        else:
            candidates = [*self._explaining(point, pieces), *self._reasons_of_people()]
        return next((each for each in candidates if not self._fails([each])), None)

    def _explaining(self, point: Point | None, pieces: Sequence[_Weighed]) -> list[Statement]:
        key = squeezed(point.text) if point else ""
        told = [
            (each.weight, Statement(text, (each.label,)))
            for each in _best(pieces)
            for text in each.piece.texts
            if each.piece.kind is PieceKind.PROSE and reasons(text)
            if not key or key not in squeezed(text)
        ]
        return [each for _, each in sorted(told, key=lambda each: -each[0])]

    def _reasons_of_people(self) -> list[Statement]:
        return [
            Statement(one_line(each.why), (each.source.label,))
            for each in self._grounds.values()
            if each.by_people and each.why and not self._hazardous(each.why)
        ]


def relabelled(body: Body, sources: Sequence[Source]) -> Body:
    """Return the body with these sources, numbered anew without a gap: S1, S2, F1."""
    numbered = numbered_anew(sources)
    names = {old.label: new.label for old, new in zip(sources, numbered, strict=True)}

    def cites(each: Statement) -> Statement:
        return replace(each, citations=tuple(names[label] for label in each.citations))

    return replace(
        body.restated(cites),
        sources=tuple(numbered),
    )


def numbered_anew(sources: Sequence[Source]) -> list[Source]:
    """Return the sources with labels by their kind, counted from 1."""
    counts: Counter[str] = Counter()
    numbered = []
    for each in sources:
        letter = _LETTERS[each.kind]
        counts[letter] += 1
        numbered.append(replace(each, label=f"{letter}{counts[letter]}"))
    return numbered


def _labelled(grounds: Sequence[Ground]) -> list[Ground]:
    sources = numbered_anew([each.source for each in grounds])
    return [replace(each, source=source) for each, source in zip(grounds, sources, strict=True)]


def _share_shown(piece: Piece, ground: Ground) -> float:
    """Return in which share of the confirmed answers the piece stood."""
    if not ground.shown:
        return 0.0
    said = squeezed(piece.texts[0])
    return sum(said in squeezed(each) for each in ground.shown) / len(ground.shown)


def _best(pieces: Sequence[_Weighed]) -> list[_Weighed]:
    """Return the pieces that answer, in the order in which their documents are read.

    Steps are of one list, that of the best ground: those of two, one after the other, would read
    as one piece of work.
    """
    if not pieces:
        return []
    least = max(each.weight for each in pieces) - BEHIND
    near = [each for each in pieces if each.weight >= least + _behind_less(each)]
    taken = [each for each in near if each.steps][:1]
    for each in sorted(near, key=lambda each: -each.weight):
        beside = sum(one.ground == each.ground for one in taken)
        if not each.steps and len(taken) < MOST and beside < MOST_OF_ONE:
            taken.append(each)
    return sorted(taken, key=lambda each: (each.ground, each.place))


def _behind_less(each: _Weighed) -> float:
    """Return by how much nearer than others a row must be: a table has many that are alike."""
    return BEHIND - ROW_BEHIND if each.piece.kind is PieceKind.ROW else 0.0


def _without(
    said: Statement | None, answer: Sequence[Statement], chosen: Sequence[_Weighed]
) -> list[Statement]:
    """Return the answer without what is said as key point or reason, unless it is a step of it."""
    if said is None:
        return list(answer)
    steps = {text for each in chosen if each.steps for text in each.piece.texts}
    words = squeezed(said.text)
    left = [each for each in answer if each.text in steps or squeezed(unmarked(each.text)) != words]
    return left or list(answer)


def _once(answer: Sequence[Statement]) -> list[Statement]:
    """Return each statement once, with all the sources that say it."""
    found: dict[str, Statement] = {}
    for each in answer:
        said = squeezed(each.text)
        first = found.get(said)
        if first is None:
            found[said] = each
        else:
            found[said] = replace(
                first, citations=tuple(dict.fromkeys((*first.citations, *each.citations)))
            )
    return list(found.values())


def _review_by(used: Sequence[Ground], now: datetime) -> date:
    """Return when to look again: in a year, or when the first of the sources is reviewed."""
    today = now.date()
    due = [each.review_due for each in used if each.review_due and each.review_due > today]
    return min([today + REVIEWED_AFTER, *due])
