"""What overrides have in common is found, what is chance is not, and nobody is shown."""

import random
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.cases import Case
from knowledge.learning.floor import Floor
from knowledge.learning.patterns import Counts, Pattern, in_common, patterns
from knowledge.model import Operator
from tests.unit.knowledge.learning.deciding import BETTER, WORSE, case

FLOOR = Floor()


def some(count: int, *, start: int = 0, people: int = 6, **given: object) -> list[Case]:
    return [
        case(start + n, by=f"p-{n % people}", **given)  # type: ignore[arg-type]
        for n in range(count)
    ]


def test_words_that_the_overridden_ones_share_are_found() -> None:
    overridden = some(6, overridden=True, product="thick cut", moisture=3.1)
    others = some(8, start=50, product="flat cut", moisture=3.1)
    (common,) = in_common(overridden, others)
    assert (common.condition.input, common.condition.value) == ("product", "thick cut")


def test_limit_that_sets_numbers_apart_is_found() -> None:
    overridden = [case(n, overridden=True, moisture=3.3 + n / 10) for n in range(6)]
    others = [case(50 + n, moisture=2.6 + n / 20) for n in range(9)]
    (common,) = in_common(overridden, others)
    assert common.condition.operator is Operator.GREATER_OR_EQUAL
    assert 2.9 < float(common.condition.value) <= 3.3  # type: ignore[arg-type]


def test_what_all_cases_share_is_nothing_in_common() -> None:
    overridden = some(6, overridden=True, product="flat cut")
    assert in_common(overridden, some(8, start=50, product="flat cut")) == ()


def test_chance_finds_nothing_in_noise() -> None:
    """With 40 plants of pure noise, about 5 % may show something; far more would be a fault."""
    draw = random.Random(3)
    found = 0
    for _ in range(40):
        cases = [
            case(n, overridden=n < 12, a=draw.random(), b=draw.choice("xyz"), c=draw.randrange(9))
            for n in range(40)
        ]
        found += bool(in_common(cases[:12], cases[12:]))
    assert found <= 5


def test_one_cause_of_several_stands_out_in_a_pattern() -> None:
    """Four of eleven overrides were for thick cut, which nobody followed; the others were not."""
    overridden = [case(n, overridden=True, product="thick cut") for n in range(4)]
    overridden += [case(4 + n, overridden=True, product="flat cut") for n in range(7)]
    followed = [case(50 + n, product="flat cut", result=BETTER) for n in range(33)]
    (found,) = patterns([*overridden, *followed], floor=FLOOR)
    assert [each.condition.value for each in found.common] == ["thick cut"]
    assert in_common(overridden, followed) == ()


@pytest.mark.parametrize(("count", "shown"), [(2, 0), (3, 1)])
def test_two_overrides_are_no_pattern(count: int, shown: int) -> None:
    assert len(patterns(some(count, overridden=True), floor=FLOOR)) == shown


@pytest.mark.parametrize(
    ("people", "overrides", "shown"), [(5, 10, True), (4, 30, False), (9, 9, False)]
)
def test_numbers_show_only_above_the_floor(people: int, overrides: int, shown: bool) -> None:
    cases = some(overrides, people=people, overridden=True, result=BETTER)
    (found,) = patterns([*cases, *some(7, start=50, result=WORSE)], floor=FLOOR)
    assert (found.counts is not None) is shown
    if found.counts:
        assert (found.counts.overridden, found.counts.followed) == (overrides, 7)
        assert (found.counts.tally.right, found.counts.tally.coverage) == (overrides, 1.0)


def test_floor_is_raised_never_lowered() -> None:
    cases = some(10, people=5, overridden=True)
    (found,) = patterns(cases, floor=Floor(people=6, events=10))
    assert found.counts is None
    with pytest.raises(ValueError, match="not lowered"):
        Floor(people=4)


def test_no_field_of_a_pattern_can_hold_a_person() -> None:
    names = {field.name for kind in (Pattern, Counts) for field in fields(kind)}
    assert not names & {"by", "people", "person", "persons", "cases"}
    (found,) = patterns(some(12, overridden=True, result=BETTER), floor=FLOOR)
    assert "p-1" not in repr(found)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abc"), st.integers(1, 3)), max_size=50))
def test_every_override_is_in_at_most_one_pattern(drawn: list[tuple[bool, str, int]]) -> None:
    cases = [
        case(n, overridden=over, rule=rule, drum=drum, by=f"p-{n}")
        for n, (over, rule, drum) in enumerate(drawn)
    ]
    found = patterns(cases, floor=FLOOR)
    keys = [(each.model, each.rules, each.move, each.asset_class) for each in found]
    assert len(set(keys)) == len(keys)
    counted = sum(each.counts.overridden for each in found if each.counts)
    assert counted <= sum(over for over, _, _ in drawn)
