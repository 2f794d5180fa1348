"""A cluster is several overrides in one place within days; who they were only says whom to ask."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.learning.cases import Case
from knowledge.learning.clusters import (
    LEAST_OVERRIDES,
    WINDOW,
    ClusterKind,
    disagreements,
    doubts,
    override_clusters,
)
from knowledge.model import Assessment, AssessmentTarget, Judgement, Recommendation
from tests.unit.knowledge.learning.deciding import NOW, case, slower

SOON = NOW + timedelta(hours=3)


def test_three_overrides_in_one_place_are_a_cluster_with_what_they_share() -> None:
    cases = [case(n, overridden=True, by=f"p-{n}", lot="new") for n in range(3)]
    cases += [case(50 + n, lot="old") for n in range(12)]
    (found,) = override_clusters(cases, before=lambda _: cases, now=SOON)
    assert found.kind is ClusterKind.OVERRIDES
    assert found.people == {"p-0", "p-1", "p-2"}
    assert [each.condition.value for each in found.common] == ["new"]
    assert found.about.decision_id == "R-2"
    assert not any(each in found.key for each in found.people)


def test_two_or_elsewhere_or_long_ago_is_none() -> None:
    two = [case(n, overridden=True) for n in range(2)]
    assert override_clusters(two, before=lambda _: two, now=SOON) == []
    apart = [*two, case(3, overridden=True, drum=3)]
    assert override_clusters(apart, before=lambda _: apart, now=SOON) == []
    three = [*two, case(4, overridden=True)]
    assert len(override_clusters(three, before=lambda _: three, now=SOON)) == 1
    much_later = SOON + WINDOW + timedelta(hours=1)
    assert override_clusters(three, before=lambda _: three, now=much_later) == []


def test_other_equipment_is_compared_with_only_when_there_is_too_little_of_this() -> None:
    three = [case(n, overridden=True) for n in range(3)]
    here = [case(50 + n) for n in range(12)]
    asked: list[str | None] = []

    def before(asset: str | None) -> list[Case]:
        asked.append(asset)
        return here

    override_clusters(three, before=before, now=SOON)
    assert asked == [three[0].recommendation.asset]
    here.clear()
    override_clusters(three, before=before, now=SOON)
    assert asked[1:] == [three[0].recommendation.asset, None]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 3), st.integers(0, 4)), max_size=30))
def test_every_cluster_holds_enough_overrides_and_only_those_who_made_them(
    drawn: list[tuple[bool, int, int]],
) -> None:
    cases = [
        case(n, overridden=over, drum=drum, by=f"p-{who}")
        for n, (over, drum, who) in enumerate(drawn)
    ]
    found = override_clusters(cases, before=lambda _: cases, now=SOON)
    assert len({each.key for each in found}) == len(found)
    for each in found:
        here = [one for one in cases if one.overridden and one.recommendation.asset == each.asset]
        assert len(here) >= LEAST_OVERRIDES
        assert each.people == {one.decision.by for one in here}


def said(person: str, what: Judgement, minutes: int = 0) -> Assessment:
    at = NOW + timedelta(minutes=minutes)
    return Assessment(f"{person}{minutes}", AssessmentTarget.ANSWER, "t", person, at, what)


def test_right_and_not_right_about_one_recommendation_is_a_disagreement() -> None:
    one = slower(1)
    both = [(one, said("p-1", Judgement.RIGHT)), (one, said("p-2", Judgement.NOT_RIGHT))]
    (found,) = disagreements(both, now=SOON)
    assert (found.kind, found.people) == (ClusterKind.DISAGREEMENT, {"p-1", "p-2"})
    assert disagreements(both, now=NOW + 2 * WINDOW) == []
    elsewhere = [both[0], (replace(one, decision_id="R-9"), both[1][1])]
    assert disagreements(elsewhere, now=SOON) == []


def test_who_changes_their_mind_does_not_disagree_with_themselves() -> None:
    one = slower(1)
    mind = [
        (one, said("p-1", Judgement.RIGHT)),
        (one, said("p-1", Judgement.NOT_RIGHT, 5)),
        (one, said("p-2", Judgement.NOT_RIGHT)),
    ]
    assert disagreements(mind, now=SOON) == []


def not_right(*numbers: int) -> list[tuple[Recommendation, Assessment]]:
    return [(slower(n), said(f"p-{n}", Judgement.NOT_RIGHT, n)) for n in numbers]


def test_three_that_found_like_answers_not_right_are_worth_a_question() -> None:
    (found,) = doubts(not_right(1, 2, 3), now=SOON)
    assert (found.kind, found.people) == (ClusterKind.DOUBTS, {"p-1", "p-2", "p-3"})
    assert found.about.decision_id == slower(3).decision_id
    assert doubts(not_right(1, 2), now=SOON) == []
    assert doubts(not_right(1, 2, 3), now=NOW + 2 * WINDOW) == []
    taken_back = (slower(3), said("p-3", Judgement.RIGHT, 9))
    assert doubts([*not_right(1, 2, 3), taken_back], now=SOON) == []


def test_who_said_what_is_right_instead_is_not_asked_again() -> None:
    told = replace(said("p-2", Judgement.NOT_RIGHT, 5), feedback=None, expectation="Clean it.")
    (found,) = doubts([*not_right(1, 2, 3), (slower(2), told)], now=SOON)
    assert found.people == {"p-1", "p-3"}
