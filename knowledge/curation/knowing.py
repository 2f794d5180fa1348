"""Who is likely to know: from what people were right about, and from whose equipment it is.

Knows what counts how much and that the burden is shared: among those who know about as much, who
has the fewest open questions and was asked longest ago comes first. Does not know who may see
what, nor who wants to be asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.curation.matching import ALIKE
from knowledge.model import Correction, Directory, ExpertReply, Person, Role, within

RIGHT_OF_IT, RIGHT_NEARBY, OWNS, CURATES = 3.0, 1.0, 1.0, 1.0
"""For each time somebody was right about such a question, or on that equipment; for being of a
team that owns the equipment, and an engineer of it."""
MOST_RIGHT = 3
"""So many times count: then somebody knows."""
_NEVER = datetime(1, 1, 1, tzinfo=UTC)

Alike = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True)
class Proof:
    """Something that a person was right about: a question on equipment ("" is none named)."""

    person_id: str
    question: str
    asset: str


@dataclass(frozen=True)
class Burden:
    """How many questions are open for a person, and when they were asked last."""

    open: int = 0
    last: datetime | None = None


def proofs(corrections: Iterable[Correction], helpful: Iterable[ExpertReply]) -> list[Proof]:
    """Return what people were right about: corrections that were accepted, replies that helped."""
    accepted = [
        Proof(each.author, each.matter.question, each.matter.asset or each.scope or "")
        for each in corrections
        if each.accepted is not None
    ]
    return [*accepted, *(Proof(each.person_id, each.question, each.asset) for each in helpful)]


def knowing(
    question: str,
    asset: str,
    people: Sequence[Person],
    *,
    directory: Directory,
    proven: Sequence[Proof],
    burdens: Callable[[str], Burden],
    alike: Alike,
) -> list[Person]:
    """Return those of the people who are likely to know, the best to ask first."""
    near = alike(question, [each.question for each in proven]) if proven else ()
    about_it = {place for place, how in enumerate(near) if how >= ALIKE}
    owners = directory.owners(asset) if asset else frozenset[str]()

    def known(person: Person) -> float:
        own = [place for place, each in enumerate(proven) if each.person_id == person.id]
        of_it = sum(place in about_it for place in own)
        nearby = sum(_nearby(proven[place].asset, asset) for place in own if place not in about_it)
        owns = bool(owners & person.teams)
        return (
            RIGHT_OF_IT * min(of_it, MOST_RIGHT)
            + RIGHT_NEARBY * min(nearby, MOST_RIGHT)
            + OWNS * owns
            + CURATES * (owns and Role.ENGINEER in person.roles)
        )

    scored = [(known(each), each) for each in people]

    def order(pair: tuple[float, Person]) -> tuple[float, int, datetime, str]:
        burden = burdens(pair[1].id)
        return (-pair[0], burden.open, burden.last or _NEVER, pair[1].id)

    return [person for score, person in sorted(scored, key=order) if score > 0]


def _nearby(one: str, other: str) -> bool:
    """Whether two assets are the same machine, or one stands in the other's line."""
    return bool(one and other) and (within(one, _line(other)) or within(other, _line(one)))


def _line(asset: str) -> str:
    return "/".join(asset.split("/")[:4])
