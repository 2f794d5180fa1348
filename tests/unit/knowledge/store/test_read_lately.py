"""The recommendations read last."""

from knowledge.store.read_lately import ReadLately
from tests.contracts.store_samples import recommendation


def test_only_so_many_are_kept_and_the_oldest_leave() -> None:
    kept = ReadLately(size=3)
    made = {number: recommendation(number) for number in range(5)}
    for number, rec in made.items():
        kept.remember({number: rec})
    assert kept.known(range(5)) == {number: made[number] for number in (2, 3, 4)}


def test_more_at_once_than_there_is_room_for_does_not_grow_it() -> None:
    kept = ReadLately(size=3)
    kept.remember({number: recommendation(number) for number in range(9)})
    assert len(kept.known(range(9))) == 3
