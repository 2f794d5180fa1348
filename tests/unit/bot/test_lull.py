"""Work that nobody waits for lets people go first, and is never starved."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.lull import MOST_PUT_OFF, MUCH, Lull


def test_while_few_ask_it_is_always_time() -> None:
    answers = count(step=MUCH - 1)
    lull = Lull(lambda: next(answers))
    assert all(lull.is_here() for _ in range(100))


def test_while_many_ask_it_is_put_off_for_so_many_looks_and_then_has_its_turn() -> None:
    answers = count(step=MUCH)
    lull = Lull(lambda: next(answers))
    looks = [lull.is_here() for _ in range(2 * (MOST_PUT_OFF + 1))]
    assert looks == [*[False] * MOST_PUT_OFF, True] * 2


@given(st.lists(st.integers(0, 3 * MUCH), min_size=1, max_size=80))
def test_however_many_ask_it_never_waits_longer_than_that(each_look: list[int]) -> None:
    answered = 0
    lull = Lull(lambda: answered)
    waited = 0
    for more in each_look:
        answered += more
        waited = 0 if lull.is_here() else waited + 1
        assert waited <= MOST_PUT_OFF
