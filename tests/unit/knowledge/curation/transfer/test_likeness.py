"""Which teams an article likely helps: quiet, with their own figures, and never past a right."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.curation.transfer import Advised, Likely, Overridden, Work, concerns, likely, proof
from knowledge.curation.transfer.likeness import names
from knowledge.model import EVERYONE, NOBODY, Interest, Reason, Subscription, TransferBasis
from tests.unit.knowledge.curation.transfer.samples import (
    ADVISED,
    DIRECTORY,
    OVERRIDES,
    SLOWER,
    SOP,
    insight,
    work,
)


def found(one: Work, **changes: Any) -> Likely | None:
    asked = changes.pop("subscriptions", ())
    told = likely(insight(**changes), [one], directory=DIRECTORY, subscriptions=asked)
    return told[0] if told else None


def bases(one: Work, **changes: Any) -> set[TransferBasis]:
    told = found(one, **changes)
    return {each.basis for each in told.reasons} if told else set()


@pytest.mark.parametrize(
    "alone",
    [
        {},
        {"units": {"drum": ("d",), "sealer": ("s",)}},
        {"units": {}, "recommended": 40, "runs": {"Kettle Thick Cut Vinegar": 12}},
        {"units": {}, "asked": {5: 2}},
        {"units": {}, "asked": {5: 1}},
        {"units": {}, "advice": ADVISED},
        {"units": {}, "overrides": OVERRIDES},
    ],
)
def test_one_weak_reason_is_no_offer(alone: dict[str, Any]) -> None:
    assert found(work("line-3", **alone)) is None


@pytest.mark.parametrize(
    ("together", "expected"),
    [
        ({"advice": ADVISED}, {TransferBasis.EQUIPMENT, TransferBasis.ADVICE}),
        ({"asked": {5: 2}}, {TransferBasis.EQUIPMENT, TransferBasis.QUESTIONS}),
        ({"units": {}, "asked": {5: 3}}, {TransferBasis.QUESTIONS}),
        ({"overrides": OVERRIDES}, {TransferBasis.EQUIPMENT, TransferBasis.OVERRIDES}),
        (
            {"recommended": 40, "runs": {"Kettle Thick Cut Vinegar": 12}},
            {TransferBasis.EQUIPMENT, TransferBasis.CONDITION},
        ),
    ],
)
def test_two_reasons_or_a_strong_one_are_an_offer(
    together: dict[str, Any], expected: set[TransferBasis]
) -> None:
    assert bases(work("line-3", **together)) == expected


def test_few_askings_of_what_mostly_others_ask_are_weak() -> None:
    one = work("maintenance", units={}, asked={5: 3})
    for total, offers in ((20, 1), (30, 1), (31, 0)):
        about = replace(insight(), asked=total)
        assert len(likely(about, [one], directory=DIRECTORY)) == offers


def test_reasons_hold_the_teams_own_figures() -> None:
    runs = {"Kettle Thick Cut Vinegar": 12, "Flat Cut Classic Salted": 28}
    one = work(
        "line-3", recommended=40, runs=runs, advice=ADVISED, overrides=OVERRIDES, asked={5: 7}
    )
    told = found(one)
    assert told is not None
    assert told.reasons == (
        Reason(TransferBasis.EQUIPMENT, "drum", 2),
        Reason(TransferBasis.CONDITION, "Kettle Thick Cut Vinegar", 12, 40),
        Reason(TransferBasis.ADVICE, ADVISED[SLOWER].example, 14),
        Reason(TransferBasis.OVERRIDES, OVERRIDES[SLOWER].example, 4, 9),
        Reason(TransferBasis.QUESTIONS, "", 7, 20),
    )


def test_overrides_by_few_people_are_a_reason_without_a_number() -> None:
    few = {SLOWER: replace(OVERRIDES[SLOWER], shown=False)}
    told = found(work("line-3", overrides=few))
    assert told is not None
    assert Reason(TransferBasis.OVERRIDES, OVERRIDES[SLOWER].example) in told.reasons


def test_origin_and_who_owns_its_equipment_anyway_get_no_offer() -> None:
    everything: dict[str, Any] = {"advice": ADVISED, "overrides": OVERRIDES, "asked": {5: 9}}
    assert found(work("line-4", **everything)) is None
    assert found(work("engineering", **everything)) is None
    assert found(work("nobody knows", **everything)) is None
    asked = [Subscription(Interest.EQUIPMENT, "drum", team="engineering")]
    assert bases(work("engineering", **everything), subscriptions=asked) == {
        TransferBasis.SUBSCRIBED
    }


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (Interest.EQUIPMENT, "Drum", True),
        (Interest.EQUIPMENT, "drum-2", True),
        (Interest.EQUIPMENT, "sealer", False),
        (Interest.EQUIPMENT, "plant/snacks", True),
        (Interest.EQUIPMENT, "plant/river", False),
        (Interest.DOCUMENT, "sop-118", True),
        (Interest.DOCUMENT, "SOP-11", False),
        (Interest.TOPIC, "5", True),
        (Interest.TOPIC, "6", False),
        (Interest.WORD, "kettle chips", True),
        (Interest.WORD, "kettle seal", False),
        (Interest.WORD, " ", False),
    ],
)
def test_subscription_is_for_what_it_says(kind: Interest, value: str, wanted: bool) -> None:
    assert concerns(insight(), Subscription(kind, value, team="maintenance")) is wanted


def test_team_that_subscribed_is_offered_it_and_others_are_not() -> None:
    asked = [
        Subscription(Interest.WORD, "kettle", team="maintenance"),
        Subscription(Interest.WORD, "kettle", person="p-3", team="line-7"),
    ]
    told = likely(
        insight(), [work("maintenance", units={}), work("line-7")], directory=DIRECTORY,
        subscriptions=asked,
    )  # fmt: skip
    assert [(each.team, each.reasons) for each in told] == [
        ("maintenance", (Reason(TransferBasis.SUBSCRIBED, "kettle"),))
    ]


def test_team_that_may_not_see_a_source_is_told_nothing_and_the_source_is_named() -> None:
    kept = replace(SOP, audience=frozenset({"line-4"}))
    said = replace(SOP, label="F1", document="", audience=frozenset({"line-4"}))
    helped = work("line-3", advice=ADVISED)
    for sources, hidden in (((kept,), ("SOP-118",)), ((said,), ("KB-12",)), ((SOP,), ())):
        told = found(helped, sources=sources, audience=EVERYONE)
        assert told is not None
        assert told.hidden == hidden
    told = found(helped, audience=frozenset({"line-4"}))
    assert told is not None
    assert told.hidden == ("KB-12",)
    told = found(helped, audience=NOBODY)
    assert told is not None
    assert told.hidden == ("KB-12",)


@pytest.mark.parametrize(
    ("product", "named"),
    [
        ("Kettle Thick Cut Vinegar", True),
        ("Flat Cut Classic Salted", False),
        ("natural gas", False),
        ("kettle", True),
        ("", False),
    ],
)
def test_product_is_named_by_half_of_its_words(product: str, named: bool) -> None:
    assert names(insight().words, product) is named


def test_proof_is_what_the_origin_asked_and_what_its_overrides_did_better() -> None:
    undone = replace(OVERRIDES[SLOWER], better=7, known=9)
    origin = work("line-4", asked={5: 14}, overrides={SLOWER: undone})
    assert proof(insight(), origin) == (
        Reason(TransferBasis.QUESTIONS, "", 14, 20),
        Reason(TransferBasis.OVERRIDES, undone.example, 7, 9),
    )
    few = work("line-4", asked={5: 1}, overrides={SLOWER: replace(undone, shown=False)})
    assert proof(insight(), few) == ()


_WORK = st.builds(
    Work,
    team=st.sampled_from(["line-3", "line-4", "line-7", "engineering", "maintenance", "?"]),
    units=st.dictionaries(st.sampled_from(["drum", "sealer"]), st.just(("a",)), max_size=2),
    recommended=st.integers(0, 50),
    runs=st.dictionaries(
        st.sampled_from(["Kettle Thick Cut Vinegar", "gas"]), st.integers(1, 50), max_size=2
    ),
    advice=st.dictionaries(
        st.sampled_from([SLOWER, "other"]),
        st.builds(Advised, st.integers(0, 9), st.just("x")),
        max_size=2,
    ),
    overrides=st.dictionaries(
        st.sampled_from([SLOWER, "other"]),
        st.builds(Overridden, st.integers(0, 9), st.integers(9, 20), st.just("x"), st.booleans()),
        max_size=2,
    ),
    asked=st.dictionaries(st.sampled_from([5, 6]), st.integers(0, 9), max_size=2),
)
_AUDIENCES = st.sampled_from([EVERYONE, NOBODY, frozenset({"line-3"}), frozenset({"line-7"})])
_WANTED = st.lists(
    st.builds(
        Subscription,
        st.sampled_from(Interest),
        st.sampled_from(["drum", "SOP-118", "5", "kettle"]),
        team=st.sampled_from(["line-3", "line-4", "maintenance"]),
    ),
    max_size=3,
)


@given(st.lists(_WORK, max_size=5), _AUDIENCES, _AUDIENCES, _WANTED)
def test_nothing_is_offered_to_who_may_not_see_it_nor_on_one_weak_reason(
    works: list[Work], own: frozenset[str], source: frozenset[str], wanted: list[Subscription]
) -> None:
    one = insight(audience=own, sources=(replace(SOP, audience=source),))
    for each in likely(one, works, directory=DIRECTORY, subscriptions=wanted):
        assert each.team != "line-4"
        sees = all(a == EVERYONE or each.team in a for a in (own, source))
        assert sees is (each.hidden == ())
        (first, *others) = {reason.basis for reason in each.reasons}
        assert others or first in (TransferBasis.QUESTIONS, TransferBasis.SUBSCRIBED)


@given(_WORK, st.integers(3, 9))
def test_one_more_reason_never_takes_an_offer_away(one: Work, asked: int) -> None:
    before = likely(insight(), [one], directory=DIRECTORY)
    after = likely(insight(), [replace(one, asked={**one.asked, 5: asked})], directory=DIRECTORY)
    assert len(after) >= len(before)


@given(st.lists(_WORK, max_size=4, unique_by=lambda each: each.team))
def test_no_team_changes_what_another_is_offered(works: list[Work]) -> None:
    together = likely(insight(), works, directory=DIRECTORY)
    alone = [e for each in works for e in likely(insight(), [each], directory=DIRECTORY)]
    assert together == alone
