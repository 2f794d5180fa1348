"""Mining from the store and back: once, the same after a restart, cut off anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation.topics import mining as module
from knowledge.curation.topics.mining import Mining
from knowledge.model import TopicAct, TopicStep
from knowledge.store import Store
from tests.topics import LINE_4, NOW, OPERATORS, Words, anything, ask, ask_all, mining_of

SUBJECTS = ("salt dose", "kettle oil", "belt tracking", "seal heat", "feed water")
STEP = TopicStep(TopicAct.MERGED, NOW, "p-16", "one question")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        yield opened


def texts(per_subject: int, subjects: int = 5, *, tail: str = "") -> list[str]:
    """Return wordings of each subject: mostly the same words, never quite."""
    return [
        f"{SUBJECTS[which]} {SUBJECTS[which]} after word{number}{tail}"
        for number in range(per_subject)
        for which in range(subjects)
    ]


def topic_of(store: Store, keys: list[str]) -> list[int | None]:
    return [store.topics.of_turn(key) for key in keys]


def parts(store: Store, keys: list[str], subjects: int = 5) -> int:
    """Return how many pairs of topic and subject there are."""
    found = topic_of(store, keys)
    return len({(topic, place % subjects) for place, topic in enumerate(found)})


def test_what_was_asked_is_in_topics_once_it_is_caught_up(store: Store) -> None:
    mining = mining_of(store)
    keys = ask_all(store, *texts(12))
    assert topic_of(store, keys[:1]) == [None]
    assert mining.catch_up() == 60
    assert mining.catch_up() == 0
    assert sum(each.asked for each in store.topics.all()) == 60
    assert parts(store, keys) == len(set(topic_of(store, keys))) == 5


def test_question_is_filed_under_its_equipment_else_at_the_place_of_its_team(store: Store) -> None:
    mining = mining_of(store)
    ask(store, "how much salt?", OPERATORS[0], asset=f"{LINE_4}/drum-2")
    ask(store, "how much salt?", OPERATORS[0])
    mining.catch_up()
    (one,) = store.topics.all()
    assert set(one.assets) == {f"{LINE_4}/drum-2", LINE_4}
    assert one.teams == ("line-4",)


def test_what_is_no_question_is_looked_at_once_and_has_no_topic(store: Store) -> None:
    seen: list[str] = []
    mining_of(store)
    mining = Mining(store=store, embedder=Words(), is_question=lambda asked: bool(
        seen.append(asked.text)))  # fmt: skip
    ask(store, "hello")
    assert (mining.catch_up(), mining.catch_up()) == (1, 0)
    assert (seen, store.topics.all()) == (["hello"], [])


def test_restart_after_every_few_turns_gives_the_same_topics_as_none(
    store: Store, tmp_path: Path
) -> None:
    lines = texts(14)
    through = mining_of(store)
    keys = ask_all(store, *lines)
    through.catch_up()
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        mining_of(other)
        for start in range(0, len(lines), 9):
            ask_all(other, *lines[start : start + 9])
            Mining(store=other, embedder=Words(), is_question=anything).catch_up()
        assert other.mining.handfuls() == store.mining.handfuls()
        assert replace(other.mining.state(), version=0) == replace(store.mining.state(), version=0)
        assert [each.id for each in other.topics.all()] == [each.id for each in store.topics.all()]
    assert parts(store, keys) == 5


@pytest.mark.parametrize("cut", range(8))
def test_cut_off_anywhere_nothing_is_lost_or_doubled(
    store: Store, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 10)
    mining = mining_of(store)
    keys = ask_all(store, *texts(8))
    calls = iter(range(100))

    class PowerCut(Exception):
        pass

    def failing(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        kept = type(store.mining).save

        def saved(*given: object, **more: object) -> bool:
            if next(calls) == cut // 2:
                if cut % 2:
                    kept(*given, **more)  # type: ignore[arg-type]
                failing()
            return kept(*given, **more)  # type: ignore[arg-type]

        patched.setattr(type(store.mining), "save", saved)
        with pytest.raises(PowerCut):
            mining.catch_up()
    for again in (mining, mining_of(store)):
        again.catch_up()
        assert sum(each.asked for each in store.topics.all()) == 40
        assert sum(each.weight for each in store.mining.handfuls()) == 40
    assert None not in topic_of(store, keys)


def test_two_processes_that_mine_at_once_take_each_turn_once(store: Store) -> None:
    one, other = mining_of(store), mining_of(store)
    for round_ in range(6):
        ask_all(store, *texts(2, tail=f" {round_}"))
        (one if round_ % 2 else other).catch_up()
    one.catch_up()
    assert sum(each.asked for each in store.topics.all()) == 60
    assert sum(each.weight for each in store.mining.handfuls()) == 60


def test_merged_topics_stay_one_and_the_old_id_leads_to_the_new(store: Store) -> None:
    mining = mining_of(store)
    keys = ask_all(store, *texts(8))
    mining.catch_up()
    salt, oil = topic_of(store, keys[:2])
    assert salt is not None
    assert oil is not None
    mining.merge(oil, salt, STEP)
    assert store.topics.leads_to(oil) == salt
    assert store.topics.steps(salt) == [replace(STEP, other=oil)]
    later = ask_all(store, *texts(30, tail=" later"))
    Mining(store=store, embedder=Words(), is_question=anything).catch_up()
    assert set(topic_of(store, later[:2])) == set(topic_of(store, keys[:2])) == {salt}
    assert len(set(topic_of(store, [*keys, *later]))) == 4


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_old_ids_lead_to_where_their_questions_are_whatever_comes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("topics") / "tandem.db"
    with Store.open(f"sqlite:///{path}") as store:
        mining = mining_of(store)
        seen: set[int] = set()
        for round_ in range(4):
            size = data.draw(st.integers(1, 12))
            ask_all(store, *texts(size, tail=f" round{round_}" * (round_ % 2)))
            mining.catch_up()
            now = {each.id for each in store.topics.all(limit=1000)}
            seen |= now
            assert {store.topics.leads_to(each) for each in seen} == now
