"""A model that fails time after time is left alone; the next person does not wait for it."""

import threading
from collections.abc import Generator

import pytest

from knowledge.language import ModelFailed, Piece, Request, Trouble
from knowledge.language.guarded import FAILURES, LONGEST_REST_SECONDS, REST_SECONDS, Guarded
from knowledge.language.scripted import Script, ScriptedModel

REQUEST = Request("", "")
AWAY = ModelFailed(Trouble.AWAY)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def outcome(model: Guarded) -> Trouble | str:
    try:
        return "".join(piece.text for piece in model.write(REQUEST, seconds=5))
    except ModelFailed as failed:
        return failed.trouble


def guarded(*scripts: Script) -> tuple[ScriptedModel, Guarded, Clock]:
    model, clock = ScriptedModel(*scripts), Clock()
    return model, Guarded(model, clock=clock), clock


def test_after_failures_in_a_row_it_is_not_asked_for_a_while() -> None:
    model, careful, clock = guarded(AWAY)
    assert [outcome(careful) for _ in range(FAILURES)] == [Trouble.AWAY] * FAILURES
    assert [outcome(careful) for _ in range(5)] == [Trouble.RESTING] * 5
    assert len(model.asked) == FAILURES
    clock.now += REST_SECONDS - 1
    assert outcome(careful) is Trouble.RESTING


def test_after_its_rest_one_tries_and_a_success_opens_it_for_all() -> None:
    _, careful, clock = guarded(*[AWAY] * FAILURES, "ready")
    for _ in range(FAILURES):
        outcome(careful)
    clock.now += REST_SECONDS
    assert [outcome(careful) for _ in range(3)] == ["ready"] * 3


def test_after_its_rest_one_failure_is_enough_for_the_next_rest() -> None:
    model, careful, clock = guarded(AWAY)
    for _ in range(FAILURES):
        outcome(careful)
    clock.now += REST_SECONDS
    assert [outcome(careful), outcome(careful)] == [Trouble.AWAY, Trouble.RESTING]
    assert len(model.asked) == FAILURES + 1


def test_a_success_in_between_starts_the_count_again() -> None:
    _, careful, _ = guarded(*([AWAY] * (FAILURES - 1) + ["ready"]) * 3)
    assert Trouble.RESTING not in [outcome(careful) for _ in range(FAILURES * 3)]


@pytest.mark.parametrize("trouble", [Trouble.DECLINED, Trouble.UNUSABLE])
def test_what_is_wrong_with_one_request_says_nothing_about_the_next(trouble: Trouble) -> None:
    model, careful, _ = guarded(ModelFailed(trouble))
    for _ in range(FAILURES * 2):
        outcome(careful)
    assert len(model.asked) == FAILURES * 2


def test_a_provider_that_says_how_long_is_left_alone_that_long_at_once() -> None:
    model, careful, clock = guarded(ModelFailed(Trouble.BUSY, retry_after=17), "ready")
    assert [outcome(careful), outcome(careful)] == [Trouble.BUSY, Trouble.RESTING]
    clock.now += 17
    assert outcome(careful) == "ready"
    assert len(model.asked) == 2


def test_no_provider_is_left_alone_for_ever() -> None:
    _, careful, clock = guarded(ModelFailed(Trouble.BUSY, retry_after=1e9), "ready")
    outcome(careful)
    clock.now += LONGEST_REST_SECONDS
    assert outcome(careful) == "ready"


class Waiting:
    """A model that writes when it is let go."""

    name = "waiting"

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.go = threading.Event()

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        self.asked.release()
        self.go.wait(5)
        yield Piece("ready")


def test_more_than_may_ask_at_once_are_refused_and_not_queued() -> None:
    model = Waiting()
    careful = Guarded(model, at_once=2)
    threads = [threading.Thread(target=outcome, args=(careful,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert model.asked.acquire(timeout=5)
    assert outcome(careful) is Trouble.BUSY
    model.go.set()
    for thread in threads:
        thread.join()
    assert outcome(careful) == "ready"


def test_a_reader_that_stops_early_gives_its_place_back() -> None:
    _, careful, _ = guarded("a text of several pieces")
    for _ in range(20):
        pieces = careful.write(REQUEST, seconds=5)
        next(pieces)
        pieces.close()
    assert outcome(careful) == "a text of several pieces"
