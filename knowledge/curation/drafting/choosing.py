"""What a draft rests on: chosen by agreement, within what those who asked may see.

Knows which grounds are strong enough, that hazardous matter is none, and that a source which would
take the article away from somebody who asked is left out. Does not know sentences.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log2

from knowledge.curation.drafting.material import (
    Ground,
    Lacking,
    Material,
    Note,
    NoteKind,
    everyone_of,
    named,
)
from knowledge.model import EVERYONE, Audience, Source, shared_audience, within

ROUTED = 0.25
"""Share of askings that were not answered from chat from which none of it is."""
SURE = (0.47, 0.4, 0.35, 0.15)
"""Nearness from which a passage may bear a draft that 0, 1, 2, or more people confirmed."""
MOVES = 0.1
"""What agreement adds to nearness: nothing for one, half for two (as it moves ties only), from
three on with every doubling."""
CLOSE = 0.1
"""So much less near is nearly as near; as in routing, hazardous matter so close decides."""
BEHIND = 0.15
"""So much weaker than the best, a passage still belongs to it."""
MOST_PASSAGES = 3
MOST_OF_PEOPLE = 3
_ABOUT_ITSELF = re.compile(
    r"\b(?:history|revisions?|records?|references?|definitions?|scope|änderungs\w*|aufzeichnung\w*"
    r"|geltungsbereich|historial|registros|alcance|histórico|âmbito|historia|zapisy|zakres"
    r"|kayıtlar|kapsam|geçmiş|hồ sơ|phạm vi)\b|修订|记录|范围",
    re.IGNORECASE,
)
"""Headings under which a document speaks of itself."""


@dataclass(frozen=True)
class Choice:
    """The grounds of a draft, the best first; ``lacking`` says why there are none.

    ``scope`` are the asset prefixes that all of them hold for.
    """

    grounds: tuple[Ground, ...] = ()
    audience: Audience = EVERYONE
    scope: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[Source, ...] = ()
    lacking: Lacking | None = None


@dataclass
class _Choosing:
    teams: frozenset[str]
    audience: Audience = EVERYONE
    notes: list[Note] = field(default_factory=list)

    def seen(self, grounds: Iterable[Ground]) -> list[Ground]:
        """Return those that leave nobody out of the teams that see the first of them."""
        kept: list[Ground] = []
        for each in grounds:
            both = shared_audience((self.audience, each.source.audience))
            if self._loses(both, first=not kept):
                self.notes.append(Note(NoteKind.UNSEEN, named(each.source)))
            else:
                self.audience = both
                kept.append(each)
        return kept

    def _loses(self, both: Audience, *, first: bool) -> bool:
        if not both:
            return True
        left = everyone_of(self.teams, both)
        before = everyone_of(self.teams, self.audience)
        return bool(self.teams) and (not left if first else left < before)


def choice_of(material: Material) -> Choice:
    """Return what a draft of this material may rest on."""
    strong = _strong(material.grounds)
    links = tuple(each.source for each in strong if each.hazardous and not each.by_people)
    if _routed(material, strong):
        return Choice(links=links, lacking=Lacking.ROUTED)
    today = material.now.date()
    current = [each for each in strong if not each.overdue(today)]
    usable = [each for each in current if not each.hazardous]
    if not usable:
        why = Lacking.NOTHING if current == strong else Lacking.OVERDUE
        return Choice(links=links, lacking=why)
    choosing = _Choosing(material.teams)
    choosing.notes += [Note(NoteKind.CONTROLLED, named(each)) for each in links]
    late = (each for each in strong if each.overdue(today))
    choosing.notes += [Note(NoteKind.OVERDUE, named(each.source)) for each in late]
    scope, held = _held(material, usable, choosing.notes)
    holding = _with_neighbours(held, scope, material)
    if not holding:
        scope, holding = _narrowed(usable, choosing.notes)
    kept = _few(choosing.seen(holding))
    if not kept:
        return Choice(links=links, notes=tuple(choosing.notes), lacking=Lacking.UNSEEN)
    audience = shared_audience(each.source.audience for each in kept)
    return Choice(tuple(kept), audience, scope, tuple(choosing.notes), links)


def _strong(grounds: Sequence[Ground]) -> list[Ground]:
    """Return what is confirmed or near enough, documents first, the strongest first."""
    near = [
        each
        for each in grounds
        if not each.by_people
        and not _of_itself(each)
        and each.near >= SURE[min(each.people, len(SURE) - 1)]
    ]
    least = max(map(_strength, near), default=0.0) - BEHIND
    documents = [each for each in near if _strength(each) >= least]
    said = [each for each in grounds if each.by_people]
    return [
        *sorted(documents, key=_strength, reverse=True),
        *sorted(said, key=lambda each: -each.near),
    ]


def _strength(ground: Ground) -> float:
    """Return how near it is, and what people's agreement adds to that."""
    if ground.people < 3:
        return ground.near + MOVES / 2 * (ground.people == 2)
    return ground.near + MOVES * log2(ground.people)


def _of_itself(ground: Ground) -> bool:
    return _ABOUT_ITSELF.search(" ".join(ground.headings[-1:])) is not None


def _with_neighbours(
    held: Sequence[Ground], scope: Sequence[str], material: Material
) -> list[Ground]:
    """Return the grounds with what is strong among those that hold for the same equipment."""
    today = material.now.date()
    usable = (each for each in material.grounds if not (each.hazardous or each.overdue(today)))
    here = [each for each in usable if covers(each.scope, scope)]
    return [*held, *(each for each in _strong(here) if each not in held and not each.by_people)]


def _routed(material: Material, strong: Sequence[Ground]) -> bool:
    """Whether it is a matter for the controlled text alone."""
    documents = [each for each in strong if not each.by_people]
    if material.routed >= ROUTED:
        return True
    if not documents:
        return False
    best = documents[0]
    nearest = max(each.near for each in documents)
    return best.hazardous or any(
        each.hazardous and each.near >= nearest - CLOSE for each in documents[:MOST_PASSAGES]
    )


def _few(grounds: Sequence[Ground]) -> list[Ground]:
    documents = [each for each in grounds if not each.by_people][:MOST_PASSAGES]
    said = [each for each in grounds if each.by_people][:MOST_OF_PEOPLE]
    return [*documents, *said]


def _held(
    material: Material, grounds: Sequence[Ground], notes: list[Note]
) -> tuple[tuple[str, ...], list[Ground]]:
    """Return the scope, and the grounds that hold in all of it.

    A ground for less than what was asked about narrows the draft if most askings lie in it; else
    it is left out: what is special must not pass for what is general.
    """
    assets, scope = material.assets, _asked_about(material)
    kept = []
    for each in grounds:
        if not covers(each.scope, scope):
            if 2 * sum(_inside(one, each.scope) for one in assets) <= len(assets):
                notes.append(Note(NoteKind.ELSEWHERE, named(each.source)))
                continue
            scope = tuple(one for one in each.scope if covers(scope, (one,))) or each.scope
            notes.append(Note(NoteKind.NARROWED, ", ".join(scope)))
        kept.append(each)
    return scope, [each for each in kept if covers(each.scope, scope)]


def _narrowed(grounds: Sequence[Ground], notes: list[Note]) -> tuple[tuple[str, ...], list[Ground]]:
    """Return the scope of the best ground, and what holds there: better some of it than none."""
    scope = grounds[0].scope
    notes[:] = [each for each in notes if each.kind is not NoteKind.ELSEWHERE]
    notes.append(Note(NoteKind.NARROWED, ", ".join(scope)))
    return scope, [each for each in grounds if covers(each.scope, scope)]


def _asked_about(material: Material) -> tuple[str, ...]:
    """Return what was asked about; where no equipment was named, what the widest ground is for."""
    if material.assets:
        prefix = common_prefix(material.assets)
        return (prefix,) if prefix else ()
    wide = [each.scope for each in material.grounds if each.people or each.near >= SURE[1]]
    return max(wide, key=lambda scope: sum(covers(scope, other) for other in wide))


def covers(scope: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether what holds for ``scope`` holds for all that is ``wanted``; none is all equipment."""
    if not scope:
        return True
    return bool(wanted) and all(_inside(each, scope) for each in wanted)


def common_prefix(assets: Sequence[str]) -> str:
    """Return the longest asset path that all of these stand in; "" when there is none."""
    if not assets:
        return ""
    parts = [each.split("/") for each in assets]
    shared: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "/".join(shared)


def _inside(asset: str, scope: Sequence[str]) -> bool:
    return any(within(asset, prefix) for prefix in scope)
