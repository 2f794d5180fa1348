"""Which revision gives way to which."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Revision, RevisionStatus
from knowledge.store.standing import Contender, first_day, giving_way, left_behind, revision_order

ON = date(2026, 11, 20)
SAVED = datetime(2026, 11, 20, tzinfo=UTC)
LATER = date(2026, 12, 1)

contenders = st.builds(
    Contender,
    id=st.uuids().map(str),
    revision=st.sampled_from(["A", "B", "Z", "AA", "1.2", "1.10", ""]),
    binds_from=st.dates(date(2026, 11, 15), date(2026, 11, 25)),
    ingested_at=st.sampled_from([SAVED, datetime(2026, 11, 21, tzinfo=UTC)]),
)


def contender(label: str, day: date = ON) -> Contender:
    return Contender(label, label, day, SAVED)


def new_revision(status: RevisionStatus, *, label: str = "C", day: date | None = None) -> Revision:
    return Revision("new", "SOP-1", "T", label, status, "/f", "h", SAVED, effective_from=day)


@pytest.mark.parametrize(
    ("lower", "higher"),
    [("B", "C"), ("Z", "AA"), ("9", "10"), ("1.2", "1.10"), ("b", "C"), ("", "A"), ("2", "2.1")],
)
def test_labels_sort_as_people_count(lower: str, higher: str) -> None:
    assert revision_order(lower) < revision_order(higher)


@given(st.lists(contenders, max_size=6, unique_by=lambda each: each.id))
def test_exactly_one_effective_revision_stays_and_it_is_the_newest(made: list[Contender]) -> None:
    gone = giving_way(made, on=ON)
    effective = [each for each in made if each.binds_from <= ON]
    staying = [each for each in effective if each.id not in gone]
    assert staying == ([max(effective, key=lambda each: each.rank)] if effective else [])


@given(st.lists(contenders, max_size=6, unique_by=lambda each: each.id), st.data())
def test_order_plays_no_part(made: list[Contender], data: st.DataObject) -> None:
    assert giving_way(data.draw(st.permutations(made)), on=ON) == giving_way(made, on=ON)


def test_a_later_day_leaves_the_older_in_force_until_then() -> None:
    pair = [contender("B"), contender("C", LATER)]
    assert giving_way(pair, on=ON) == set()
    assert giving_way(pair, on=LATER) == {"B"}


def test_two_that_start_on_the_same_day_to_come_are_decided_now() -> None:
    assert giving_way([contender("B", LATER), contender("C", LATER)], on=ON) == {"B"}


def test_without_a_day_a_revision_binds_from_the_first_day_there_is() -> None:
    assert first_day(new_revision(RevisionStatus.APPROVED)) == date.min
    assert first_day(new_revision(RevisionStatus.APPROVED, day=LATER)) == LATER


SAME_LABEL_LATER = new_revision(RevisionStatus.APPROVED, label="B", day=LATER)


@pytest.mark.parametrize(
    ("new", "same_number", "was", "becomes"),
    [
        (new_revision(RevisionStatus.APPROVED), True, "approved", "superseded"),
        (new_revision(RevisionStatus.APPROVED), False, "approved", "withdrawn"),
        (new_revision(RevisionStatus.DRAFT), True, "approved", "withdrawn"),
        (new_revision(RevisionStatus.UNCONTROLLED), True, "uncontrolled", "superseded"),
        (new_revision(RevisionStatus.DRAFT), True, "superseded", "superseded"),
        (new_revision(RevisionStatus.APPROVED, day=LATER), True, "approved", None),
        (new_revision(RevisionStatus.APPROVED, day=LATER), True, "draft", "superseded"),
        (SAME_LABEL_LATER, True, "approved", "superseded"),
    ],
)
def test_what_a_file_held_before_leaves_by_rule(
    new: Revision, same_number: bool, was: str, becomes: str | None
) -> None:
    status = left_behind(
        contender("B"), RevisionStatus(was), same_number=same_number, new=new, on=ON
    )
    assert status == becomes
