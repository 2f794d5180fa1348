"""A message appears once and in order, whatever the channel and the process do in between."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivering import UNSURE, Address, Deliverer, NotNow, NotSent, Refused, Unsure
from bot.jobs import Later
from bot.jobs.points import Point
from knowledge.model import Delivery, DeliveryState
from knowledge.store import Store


class Wall:
    """A place where messages hang, which may do something else first, as often as it is told."""

    def __init__(self) -> None:
        self.hung: list[tuple[str, str]] = []
        self.next: list[Exception] = []
        self.loses_its_answer = False
        self.looked_up: list[str] = []

    def send(self, address: Address, content: str, key: str) -> str:
        if self.next:
            raise self.next.pop(0)
        self.hung.append((key, content))
        if self.loses_its_answer:
            raise TimeoutError("no answer")
        return f"ts-{key}"

    def find(self, address: Address, key: str) -> str | None:
        self.looked_up.append(key)
        return next((f"ts-{each}" for each, _ in self.hung if each == key), None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        yield opened


@pytest.fixture
def wall() -> Wall:
    return Wall()


def now() -> datetime:
    return datetime.now(UTC)


def deliverer(store: Store, wall: Wall, **options: Any) -> Deliverer[str]:
    return Deliverer(store, wall, now=now, settles_after=timedelta(0), **options)


def message(key: str, *, lane: str = "wall/1") -> Delivery:
    return Delivery(key, "wall", lane, {"place": "1"}, "turn-1", now())


def test_a_message_is_sent_once_however_often_it_is_delivered(store: Store, wall: Wall) -> None:
    delivering = deliverer(store, wall)
    results = [delivering.deliver(message("a"), "hello") for _ in range(3)]
    assert {(each.state, each.external) for each in results} == {("sent", "ts-a")}
    assert wall.hung == [("a", "hello")]
    assert wall.looked_up == []


def test_a_message_that_arrived_without_an_answer_is_looked_up_and_not_repeated(
    store: Store, wall: Wall
) -> None:
    delivering = deliverer(store, wall)
    wall.loses_its_answer = True
    with pytest.raises(TimeoutError):
        delivering.deliver(message("a"), "hello")
    unknown = store.deliveries.get("a")
    assert unknown is not None
    assert unknown.state is DeliveryState.SENDING
    assert delivering.deliver(message("a"), "hello").external == "ts-a"
    assert (wall.hung, wall.looked_up) == ([("a", "hello")], ["a"])


def test_a_message_that_did_not_arrive_is_repeated_after_it_was_looked_up(
    store: Store, wall: Wall
) -> None:
    delivering = deliverer(store, wall)
    wall.next = [TimeoutError("cut")]
    with pytest.raises(TimeoutError):
        delivering.deliver(message("a"), "hello")
    assert delivering.deliver(message("a"), "hello").tries == 2
    assert (wall.hung, wall.looked_up) == ([("a", "hello")], ["a"])


@pytest.mark.parametrize("cut_at", [Point.SENDING, Point.SENT])
def test_a_process_that_is_cut_off_while_sending_leaves_one_message(
    store: Store, wall: Wall, cut_at: Point
) -> None:
    class Cut(BaseException):
        pass

    def passing(point: Point) -> None:
        if point is cut_at:
            raise Cut

    with pytest.raises(Cut):
        deliverer(store, wall, passing=passing).deliver(message("a"), "hello")
    assert deliverer(store, wall).deliver(message("a"), "hello").state is DeliveryState.SENT
    assert wall.hung == [("a", "hello")]
    assert wall.looked_up == ["a"]


def test_what_cannot_be_looked_up_is_given_up_instead_of_repeated(store: Store, wall: Wall) -> None:
    def unsure(address: Address, key: str) -> str | None:
        raise Unsure

    wall.find = unsure  # type: ignore[method-assign]
    wall.loses_its_answer = True
    with pytest.raises(TimeoutError):
        deliverer(store, wall).deliver(message("a"), "hello")
    for _ in range(2):
        given_up = deliverer(store, wall).deliver(message("a"), "hello")
        assert (given_up.state, given_up.reason) == (DeliveryState.FAILED, UNSURE)
    assert wall.hung == [("a", "hello")]


def test_one_message_in_two_lanes_is_sent_once(store: Store, wall: Wall) -> None:
    begun, goes_on = threading.Event(), threading.Event()
    send = wall.send

    def slowly(address: Address, content: str, key: str) -> str:
        begun.set()
        goes_on.wait(5)
        return send(address, content, key)

    wall.send = slowly  # type: ignore[method-assign]
    delivering = deliverer(store, wall)
    first = threading.Thread(target=delivering.deliver, args=(message("a"), "hello"))
    first.start()
    begun.wait(5)
    other = message("a", lane="wall/1/thread")
    second = threading.Thread(target=delivering.deliver, args=(other, "hello"))
    second.start()
    delivering_others = deliverer(store, Wall())
    assert delivering_others.deliver(message("b"), "hi").state is DeliveryState.SENT
    goes_on.set()
    first.join()
    second.join()
    assert wall.hung == [("a", "hello")]
    assert wall.looked_up == []


def test_a_lookup_waits_until_what_was_cut_off_can_have_arrived(store: Store, wall: Wall) -> None:
    store.deliveries.try_now(message("a"), now=now())
    patient = Deliverer(store, wall, now=now, settles_after=timedelta(seconds=0.2))
    before = now()
    patient.deliver(message("a"), "hello")
    assert now() - before >= timedelta(seconds=0.15)


def test_the_channel_is_given_the_time_it_asks_for(store: Store, wall: Wall) -> None:
    wall.next = [NotNow(0.05), NotNow(0.05)]
    before = now()
    assert deliverer(store, wall).deliver(message("a"), "hello").tries == 1
    assert now() - before >= timedelta(seconds=0.1)


def test_a_long_wait_leaves_the_thread_to_others(store: Store, wall: Wall) -> None:
    wall.next = [NotNow(90)]
    with pytest.raises(Later) as later:
        deliverer(store, wall).deliver(message("a"), "hello")
    assert later.value.seconds == 90
    waiting = store.deliveries.get("a")
    assert waiting is not None
    assert waiting.state is DeliveryState.INTENDED
    deliverer(store, wall).deliver(message("a"), "hello")
    assert wall.looked_up == [], "it is certain that it was not sent"


def test_what_is_certainly_not_sent_is_sent_again_without_a_lookup(
    store: Store, wall: Wall
) -> None:
    wall.next = [NotSent("connection refused")]
    with pytest.raises(NotSent):
        deliverer(store, wall).deliver(message("a"), "hello")
    deliverer(store, wall).deliver(message("a"), "hello")
    assert (wall.hung, wall.looked_up) == ([("a", "hello")], [])


def test_a_refused_message_is_failed_with_its_reason_and_others_still_go(
    store: Store, wall: Wall
) -> None:
    wall.next = [Refused("channel_not_found")]
    delivering = deliverer(store, wall)
    failed = delivering.deliver(message("a"), "hello")
    assert (failed.state, failed.reason) == ("failed", "channel_not_found")
    delivering.deliver(message("b"), "hello")
    assert delivering.deliver(message("a"), "hello") == failed
    assert {each.key: each.state for each in store.deliveries.about("turn-1")} == {
        "a": "failed",
        "b": "sent",
    }


def test_one_lane_keeps_its_order_while_another_passes(store: Store, wall: Wall) -> None:
    delivering = deliverer(store, wall)
    wall.next = [NotNow(0.4)]
    threads = []
    for place, key in enumerate("abcdef"):
        threads.append(threading.Thread(target=delivering.deliver, args=(message(key), "hello")))
        threads[-1].start()
        while len(delivering._lines._waiting.get("wall/1", ())) <= place:
            time.sleep(0.001)
    delivering.deliver(message("x", lane="wall/2"), "hello")
    for thread in threads:
        thread.join()
    assert [key for key, _ in wall.hung] == ["x", *"abcdef"]


def test_closing_ends_all_waiting_and_nothing_is_lost(store: Store, wall: Wall) -> None:
    delivering = deliverer(store, wall)
    wall.next = [NotNow(20)]
    threading.Timer(0.05, delivering.close).start()
    with pytest.raises(Later, match="stopping"):
        delivering.deliver(message("a"), "hello")
    assert [each.key for each in store.deliveries.unfinished()] == ["a"]
