"""Mining from the store and back: once, the same after a restart, cut off anywhere."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from knowledge.curation.topics import mining as module
from knowledge.curation.topics.mining import Mining
from knowledge.curation.topics.reading import LookUp, nowhere
from knowledge.model import TopicAct, TopicStep
from knowledge.store import Store
from knowledge.store.schema import topic_mining, topic_sums, turns
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


SPLIT = TopicStep(TopicAct.SPLIT, NOW, "p-16", "another valve")


def test_wordings_that_were_parted_stay_apart_whatever_is_asked_later(store: Store) -> None:
    mining = mining_of(store)
    asked = [f"salt dose {word} {SUBJECTS[n % 5]}" for n, word in enumerate("abcdefghijklmnopqrst")]
    ask_all(store, *asked)
    mining.catch_up()
    salt = store.topics.all()[0].id
    wordings = store.topics.wordings(salt)
    assert len(wordings) > 3
    going = {each.handful for each in wordings[::2]}
    new = mining.split(salt, SPLIT, handfuls=going)
    assert store.topics.steps(salt) == [replace(SPLIT, other=new)]
    for tail in ("today", "tomorrow at six", "on line 9"):
        ask_all(store, *(f"{text} {tail}" for text in asked))
        Mining(store=store, embedder=Words(), is_question=anything).catch_up()
        topics = {each.id: each.topic for each in store.mining.handfuls()}
        assert {topics[each] for each in going} == {new}
        assert {topics[each.handful] for each in wordings[1::2]} == {salt}
    mining.merge(new, salt, STEP)
    ask_all(store, *(f"{text} at last" for text in asked * 3))
    mining.catch_up()
    assert store.topics.leads_to(new) == salt
    assert {each.topic for each in store.mining.handfuls() if each.id in going} == {salt}


def test_single_question_is_taken_out_of_nearly_equal_ones(store: Store) -> None:
    mining = mining_of(store)
    keys = [ask(store, "valve eleven leaks at the flange", OPERATORS[n]) for n in range(4)]
    mining.catch_up()
    topic = store.topics.of_turn(keys[0])
    assert topic is not None
    (turn, asked) = store.topics.questions(topic)[-1]
    new = mining.split(topic, SPLIT, turns=[turn])
    assert (store.topics.of_turn(asked.key), asked.key) == (new, keys[0])
    assert [store.topics.of_turn(key) for key in keys[1:]] == [topic] * 3
    assert {each.weight for each in store.mining.handfuls()} == {1, 3}


@pytest.mark.parametrize("everything", [True, False])
def test_topic_of_which_all_or_nothing_would_go_stays(store: Store, everything: bool) -> None:
    mining = mining_of(store)
    keys = ask_all(store, "salt one", "salt two")
    mining.catch_up()
    topic = store.topics.of_turn(keys[0])
    assert topic is not None
    before = store.mining.handfuls()
    turns = [turn for turn, _ in store.topics.questions(topic)] if everything else []
    with pytest.raises(ValueError, match="some of its handfuls go, some stay"):
        mining.split(topic, SPLIT, turns=turns)
    assert store.mining.handfuls() == before
    mining.catch_up()
    assert store.topics.of_turn(keys[0]) == topic


def test_why_two_wordings_are_one_names_what_they_share(store: Store) -> None:
    mining = mining_of(store)
    for n, tail in enumerate(("tonight", "cleaning", "summer")):
        ask(store, f"salt dose {tail}", OPERATORS[n], asset=f"{LINE_4}/drum-{n % 2}")
    ask(store, "kettle oil warm", OPERATORS[0])
    mining.catch_up()
    topic, oil = (each.id for each in store.topics.all())
    one, other, third = store.topics.wordings(topic)
    named = {each.handful: each for each in (one, other, third)}
    kin = mining.why_one(one, other, named)
    assert {"salt", "dose"} <= set(kin.words)
    assert 0.3 < kin.likeness < 1.0
    assert (kin.joined, kin.same) == (False, False)
    assert mining.why_one(one, one, named).same
    pairs = ((one, other), (one, third), (other, third))
    shared = [mining.why_one(a, b, named).equipment for a, b in pairs]
    assert sorted(shared) == [(), (), (f"{LINE_4}/drum-0",)]
    mining.merge(oil, topic, STEP)
    far = next(each for each in store.topics.wordings(topic) if "oil" in each.text)
    joined = mining.why_one(one, far, named)
    assert (joined.joined, joined.words) == (True, ())


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


def erase(store: Store, keys: list[str]) -> None:
    with store._database.writing() as connection:
        connection.execute(delete(turns).where(turns.c.key.in_(keys)))


def test_erased_turns_leave_nothing_in_sums_counts_and_titles(store: Store) -> None:
    mining = mining_of(store)
    kept = ask_all(store, *texts(6, subjects=2))
    alone = ask(store, "kettle oil for Amara only", OPERATORS[3])
    gone = ask_all(store, *texts(2, subjects=2, tail=" with a secret"), by=OPERATORS[4:])
    mining.catch_up()
    store.topics.suggest(store.topics.of_turn(kept[0]) or 0, "Salt with a secret")
    erase(store, [alone, *gone])
    mining.catch_up()
    with Store.open(store.where.join(("sqlite:///", ""))) as again:
        fresh = Mining(store=again, embedder=Words(), is_question=anything)
        assert fresh.catch_up() == 0
        assert sum(each.weight for each in again.mining.handfuls()) == len(kept)
        assert again.mining.state().questions == len(kept)
        told = again.topics.all(limit=100)
        assert sum(each.asked for each in told) == len(kept)
        assert not any("secret" in each.title or "Amara" in each.title for each in told)
    words = Words().embed(texts(6, subjects=2))
    left = sum(np.frombuffer(each.meaning, np.float32) for each in store.mining.handfuls())
    assert np.allclose(left, words.sum(axis=0), atol=1e-4)


class OtherWords(Words):
    """Another model: other vectors, of another length."""

    name = "other words"
    dimensions = 64


def test_another_embedding_model_keeps_topics_and_what_engineers_said(store: Store) -> None:
    mining = mining_of(store)
    keys = ask_all(store, *texts(40))
    mining.catch_up()
    salt, oil = topic_of(store, keys[:2])
    assert salt is not None
    assert oil is not None
    mining.merge(oil, salt, STEP)
    before = topic_of(store, keys)
    other = Mining(store=store, embedder=OtherWords(), is_question=anything)
    more = ask_all(store, *texts(1, tail=" later"))
    other.catch_up()
    assert store.mining.state().model == "other words"
    assert topic_of(store, keys) == before
    assert topic_of(store, more) == before[:5]
    assert {len(each.meaning) for each in store.mining.handfuls()} == {4 * 64}
    assert sum(each.weight for each in store.mining.handfuls()) == 205
    again = Mining(store=store, embedder=OtherWords(), is_question=anything)
    ask_all(store, *texts(30, tail=" last"))
    again.catch_up()
    assert topic_of(store, keys) == before


def test_what_rests_keeps_its_topic_and_wakes_when_an_engineer_wants_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.curation.topics.miner.MOST_HANDFULS", 12)
    monkeypatch.setattr(module, "AT_ONCE", 5)
    mining = mining_of(store)
    lonely = ask_all(store, *(f"once{n} only{n} asked{n}" for n in range(30)))
    keys = ask_all(store, *texts(12))
    mining.catch_up()
    awake = {each.id for each in store.mining.handfuls()}
    assert len(awake) <= 24
    first = store.topics.of_turn(lonely[0])
    assert first is not None
    assert not {each.handful for each in store.topics.wordings(first)} & awake
    assert sum(each.asked for each in store.topics.all(limit=100)) == 90
    salt = store.topics.of_turn(keys[0])
    assert salt is not None
    mining.merge(first, salt, STEP)
    assert store.topics.of_turn(lonely[0]) == salt
    ask_all(store, *texts(20, tail=" later"), *(f"else{n} where{n}" for n in range(30)))
    Mining(store=store, embedder=Words(), is_question=anything).catch_up()
    now = store.topics.leads_to(salt)
    assert {store.topics.of_turn(lonely[0]), store.topics.of_turn(keys[0])} == {now}
    erase(store, [lonely[3]])
    mining.catch_up()
    assert sum(each.asked for each in store.topics.all(limit=200)) == 219
    assert store.mining.short() == {}


def test_what_the_documents_say_to_wordings_makes_them_alike(store: Store, tmp_path: Path) -> None:
    places = {"salt": "SOP-114 6", "dose": "SOP-114 6", "kettle": "SOP-301 4"}

    def likeness(kept: Store, look_up: LookUp) -> tuple[float, float]:
        mining_of(kept)
        mining = Mining(store=kept, embedder=Words(), is_question=anything, look_up=look_up)
        keys = ask_all(kept, *places)
        mining.catch_up()
        salt, dose, kettle = (
            kept.topics.wordings(topic)[0] for topic in topic_of(kept, keys) if topic
        )
        pairs = ((salt, dose), (salt, kettle))
        same, other = (mining.why_one(one, two, {}).likeness for one, two in pairs)
        return same, other

    before = likeness(store, nowhere)
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as beside:
        after = likeness(beside, lambda said, _: [[(places[each], 0.9)] for each in said])
    assert after[0] > before[0] + 0.1
    assert after[1] <= before[1] + 0.05


def test_questions_read_before_documents_counted_are_read_again_and_topics_stay(
    store: Store,
) -> None:
    mining = mining_of(store)
    keys = ask_all(store, *texts(20))
    mining.catch_up()
    before = topic_of(store, keys)
    assert not any(np.frombuffer(each.about, np.float32).any() for each in store.mining.handfuls())
    with store._database.writing() as connection:
        connection.execute(update(topic_mining).values(model="", shared_about=b""))
        connection.execute(update(topic_sums).values(about=b""))
    again = Mining(
        store=store,
        embedder=Words(),
        is_question=anything,
        look_up=lambda said, _: [[(each.split()[0], 0.9)] for each in said],
    )
    again.catch_up()
    assert topic_of(store, keys) == before
    assert all(np.frombuffer(each.about, np.float32).any() for each in store.mining.handfuls())
