"""Who knows: proven by what they were right about; the burden is shared."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from knowledge.curation.knowing import Burden, Proof, knowing
from knowledge.model import Directory, Person, Role, Team

LINE = "a/site/area/line-4"
DRUM, OTHER = f"{LINE}/drum-2", "a/site/area/line-3/drum-1"
ANNA = Person("p-1", "Anna", frozenset({"line-4"}))
BEN = Person("p-2", "Ben", frozenset({"line-4"}))
CLEO = Person("p-3", "Cleo", frozenset({"packing"}))
DORA = Person("p-4", "Dora", frozenset({"engineering"}), frozenset({Role.ENGINEER}))
DIRECTORY = Directory(
    teams=(
        Team("line-4", "Line 4", (LINE,)),
        Team("packing", "Packing", ("a/site/packing",)),
        Team("engineering", "Engineering", ("a/site",)),
    ),
    people=(ANNA, BEN, CLEO, DORA),
)
QUESTION = "why does the drum knock"


def same(text: str, others: Sequence[str]) -> list[float]:
    return [float(text == other) for other in others]


def order(
    *proven: Proof, burdens: Mapping[str, Burden] | None = None, asset: str = DRUM
) -> list[str]:
    known = burdens or {}
    found = knowing(
        QUESTION,
        asset,
        DIRECTORY.people,
        directory=DIRECTORY,
        proven=proven,
        burdens=lambda person: known.get(person, Burden()),
        alike=same,
    )
    return [each.id for each in found]


def test_who_was_right_about_it_comes_before_who_owns_it() -> None:
    assert order(Proof("p-3", QUESTION, OTHER))[0] == "p-3"


def test_who_was_right_on_that_line_comes_before_others_of_the_team() -> None:
    assert order(Proof("p-2", "how do I clean it", f"{LINE}/drum-3")) == ["p-2", "p-4", "p-1"]


def test_who_neither_owns_it_nor_was_ever_right_is_not_asked() -> None:
    assert "p-3" not in order()
    assert order(asset="") == []


def test_among_equals_the_one_with_fewer_open_questions_asked_longest_ago() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    busy = {"p-1": Burden(1, noon), "p-4": Burden(9, noon)}
    assert order(burdens=busy) == ["p-4", "p-2", "p-1"]
    asked = {"p-1": Burden(0, noon)}
    assert order(burdens=asked)[-2:] == ["p-2", "p-1"]


def test_being_right_very_often_counts_no_more_than_knowing() -> None:
    often = [Proof("p-1", QUESTION, DRUM)] * 30
    also = [Proof("p-2", QUESTION, DRUM)] * 3
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert order(*often, *also, burdens={"p-1": Burden(1, noon)})[0] == "p-2"
