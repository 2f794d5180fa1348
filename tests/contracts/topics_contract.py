"""What a store promises about topics and their mining."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import text

from knowledge.curation.worth import Need
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    Filed,
    Handful,
    Judgement,
    Mined,
    Moves,
    Recurring,
    TopicAct,
    TopicOrder,
    TopicStep,
)
from knowledge.store import Store
from tests.topics import LINE_4, LINE_5, NOW, OPERATORS, ask

VECTOR = b"\0\0\x80?"
FIRST = Mined(version=1, model="m", holding=VECTOR, shared=VECTOR, rarity=VECTOR, nearly_equal=0.92)


def handful(number: int, topic: int, weight: int = 1, **facts: object) -> Handful:
    """Return a handful; what is not given is nothing."""
    given = {"bound": 0, "typical": 1.0, "meaning": VECTOR, "pieces": VECTOR, **facts}
    return Handful(number, topic, weight, **given)  # type: ignore[arg-type]


def numbers(store: Store) -> list[int]:
    """Return the numbers of the turns that nobody looked at."""
    return [each.turn for each in store.mining.unmined(0, limit=100)]


def file(store: Store, *questions: tuple[int, int], version: int = 1) -> None:
    """Put questions, (handful, topic) each, of the turns not yet looked at."""
    turns = numbers(store)
    places = (LINE_4, LINE_5)
    handfuls = {of: handful(of, topic) for of, topic in questions}
    moves = Moves(
        filed=tuple(
            Filed(turn, of, f"line-{4 + n % 2}", places[n % 2])
            for n, (turn, (of, _)) in enumerate(zip(turns, questions, strict=True))
        ),
        handfuls=tuple(handfuls.values()),
        touched=frozenset(topic for _, topic in questions),
    )
    assert store.mining.save(replace(FIRST, version=version), moves)
    while store.mining.recount():
        pass


def two_topics(store: Store) -> list[str]:
    """Keep four turns of two topics: three of topic 1, one of topic 2."""
    keys = [
        ask(store, f"how much salt {n}?", OPERATORS[n % 3], at=NOW + timedelta(hours=n))
        for n in range(4)
    ]
    file(store, (1, 1), (2, 1), (1, 1), (3, 2))
    return keys


class TopicsContract:
    """The part of the store contract that is about topics."""

    def test_turn_is_mined_once_and_the_next_version_follows_the_last(self, store: Store) -> None:
        assert store.topics.places() == []
        two_topics(store)
        assert numbers(store) == []
        assert store.mining.state() == FIRST
        assert not store.mining.save(FIRST, Moves(touched=frozenset({7})))
        assert not store.mining.save(replace(FIRST, version=3), Moves(touched=frozenset({7})))
        assert store.topics.count() == 2
        assert store.mining.save(replace(FIRST, version=2, upto=4), Moves())
        assert store.mining.state().upto == 4

    def test_questions_asked_last_come_newest_first_of_no_person_too_many(
        self, store: Store
    ) -> None:
        two_topics(store)
        ask(store, "thanks")
        store.mining.save(replace(FIRST, version=2), Moves(filed=tuple(map(Filed, numbers(store)))))
        people = [each.id for each in OPERATORS]
        asked = [(f"how much salt {n}?", people[n % 3]) for n in (3, 2, 1, 0)]
        assert store.mining.asked_last(limit=10, of_one=2) == asked
        assert store.mining.asked_last(limit=10, of_one=1) == asked[:3]
        assert store.mining.asked_last(limit=2, of_one=2) == asked[:2]

    def test_topic_counts_questions_people_teams_and_places(self, store: Store) -> None:
        two_topics(store)
        one, two = store.topics.all()
        assert (one.id, one.asked, one.people, one.teams) == (1, 3, 3, ("line-4", "line-5"))
        assert one.assets == (LINE_4, LINE_5)
        assert (one.first_asked, one.last_asked) == (NOW, NOW + timedelta(hours=2))
        assert one.wordings == ("how much salt 0?", "how much salt 1?")
        assert (two.id, two.asked, two.title) == (2, 1, "how much salt 3?")

    def test_page_is_ordered_and_counts_all(self, store: Store) -> None:
        two_topics(store)
        assert [each.id for each in store.topics.all(order=TopicOrder.LATEST)] == [2, 1]
        assert [each.id for each in store.topics.all(limit=1, offset=1)] == [2]
        assert [each.id for each in store.topics.all(rule=Recurring(3, 2))] == [1]
        assert store.topics.all(places=()) == []
        assert store.topics.count(places=()) == 0
        assert store.topics.count(rule=Recurring(3, 3)) == 1
        assert store.topics.count(rule=Recurring(4, 3)) == 0

    def test_order_of_worth_is_that_of_needs(self, store: Store) -> None:
        asked = [
            (1, 0, True),
            (1, 1, True),
            (2, 0, False),
            (3, 0, True),
            (2, 1, False),
            (3, 0, True),
        ]
        for _, person, answered in asked:
            ask(store, "salt?", OPERATORS[person], status="answered" if answered else "abstained")
        file(store, *((topic, topic) for topic, _, _ in asked))
        found = store.topics.all(order=TopicOrder.WORTH)
        needs = [Need(t.people, t.asked, t.unanswered, t.not_right).worth for t in found]
        assert needs == sorted(needs, reverse=True)
        assert len(set(needs)) > 1

    def test_words_come_only_from_the_places_that_are_asked_for(self, store: Store) -> None:
        two_topics(store)
        (one,) = store.topics.all(places=[LINE_4])
        assert (one.id, one.asked, one.wordings, one.assets) == (
            1, 3, ("how much salt 0?",), (LINE_4,),
        )  # fmt: skip
        assert [turn.text for _, turn in store.topics.questions(1, places=[LINE_5])] == [
            "how much salt 1?"
        ]
        assert store.topics.get(1, places=["elsewhere"]) is None
        assert store.topics.asked_about([1, 2, 9], [LINE_4]) == {1}
        assert store.topics.asked_about([1, 2, 9], None) == {1, 2}
        assert store.topics.all(places=()) == []
        assert sorted(store.topics.places()) == [LINE_4, LINE_5]

    def test_judged_and_unanswered_questions_are_counted(self, store: Store) -> None:
        ask(store, "salt?", status="abstained")
        keys = [ask(store, "salt?"), ask(store, "salt?")]
        file(store, (1, 1), (1, 1), (1, 1))
        for number, person in enumerate(("p-1", "p-2")):
            said = Assessment(
                f"a{number}",
                AssessmentTarget.ANSWER,
                keys[0],
                person,
                NOW,
                feedback=Judgement.NOT_RIGHT,
            )
            store.assessments.save(said)
        last, touched = store.mining.judged(0)
        assert touched == {1}
        assert store.mining.judged(last) == (last, frozenset())
        store.mining.save(replace(FIRST, version=2, judged=last), Moves(touched=touched))
        store.mining.recount()
        (one,) = store.topics.all()
        assert (one.unanswered, one.not_right, one.routed) == (1, 1, 0)

    def test_old_id_leads_to_the_topic_it_went_into_and_its_name_goes_along(
        self, store: Store
    ) -> None:
        two_topics(store)
        renamed = TopicStep(TopicAct.RENAMED, NOW, "p-16", "Salt")
        store.topics.rename(2, "Salt", renamed)
        moves = Moves(placed=(handful(3, 1),), led=((2, 1),), touched=frozenset({1, 2}))
        store.mining.save(replace(FIRST, version=2), moves)
        store.mining.recount()
        (one,) = store.topics.all()
        assert (one.id, one.title, one.named, one.asked) == (1, "Salt", True, 4)
        assert store.topics.get(2) == one == replace(one, wordings=one.wordings)
        assert store.topics.steps(2) == [renamed]
        onward = Moves(handfuls=(handful(4, 5),), led=((1, 5),), touched=frozenset({1, 5}))
        store.mining.save(replace(FIRST, version=3), onward)
        (two,) = {store.topics.leads_to(each) for each in (1, 2, 5)}
        assert two == 5

    def test_gathered_handful_leaves_its_questions_to_the_other(self, store: Store) -> None:
        two_topics(store)
        gathered = Moves(gathered=((2, 1),), touched=frozenset({1}))
        store.mining.save(replace(FIRST, version=2), gathered)
        store.mining.recount()
        assert [each.id for each in store.mining.handfuls()] == [1, 3]
        assert store.topics.all()[0].asked == 3

    def test_what_is_apart_is_replaced_as_a_whole(self, store: Store) -> None:
        two_topics(store)
        for version, apart in ((2, [(1, 2), (3, 4)]), (3, [(1, 4)])):
            store.mining.save(replace(FIRST, version=version), Moves(), apart=apart)
            assert store.mining.apart() == apart
        store.mining.save(replace(FIRST, version=4), Moves())
        assert store.mining.apart() == [(1, 4)]

    def test_erased_turn_leaves_its_topic(self, store: Store) -> None:
        keys = two_topics(store)
        with store._database.writing() as connection:
            connection.execute(text("DELETE FROM turns WHERE key = :key"), {"key": keys[3]})
        assert store.topics.wordings(2) == []
        assert store.topics.of_turn(keys[3]) is None
        assert store.topics.of_turn(keys[2]) == 1

    def test_askings_are_counted_by_team_and_what_they_were_about_is_known(
        self, store: Store
    ) -> None:
        for n in range(4):
            ask(store, f"salt {n}?", at=NOW + timedelta(hours=n), decision_id=f"R-{n % 2}")
        ask(store, "salt 9?", at=NOW + timedelta(hours=9))
        file(store, (1, 1), (2, 1), (1, 1), (3, 2), (1, 1))
        assert sorted(store.topics.askings([1, 2, 3], since=NOW)) == [
            (1, "line-4", 3),
            (1, "line-5", 1),
            (2, "line-5", 1),
        ]
        late = store.topics.askings([1], since=NOW + timedelta(hours=2))
        assert late == [(1, "line-4", 2)]
        assert store.topics.askings([], since=NOW) == []
        assert store.topics.decisions(1, limit=9) == ["R-0", "R-1", "R-0"]
        assert store.topics.decisions(1, limit=1) == ["R-0"]

    def test_handful_that_rests_is_not_compared_with_and_follows_its_topic(
        self, store: Store
    ) -> None:
        two_topics(store)
        store.mining.save(replace(FIRST, version=2), Moves(rested=(3,)))
        assert [each.id for each in store.mining.handfuls()] == [1, 2]
        ((rests, said),) = store.mining.resting([2])
        assert (rests.id, rests.topic, said) == (3, 2, [("how much salt 3?", None)])
        led = Moves(led=((2, 1),), touched=frozenset({1, 2}))
        store.mining.save(replace(FIRST, version=3), led)
        assert [each.topic for each, _ in store.mining.resting(handfuls=[3])] == [1]
        store.mining.save(replace(FIRST, version=4), Moves(handfuls=(handful(3, 1),)))
        assert store.mining.resting([1]) == []
        assert [each.id for each in store.mining.handfuls()] == [1, 2, 3]

    def test_handful_of_an_erased_turn_is_short_and_goes_when_nothing_is_left(
        self, store: Store
    ) -> None:
        keys = two_topics(store)
        heavy = Moves(handfuls=(handful(1, 1, 2),))
        store.mining.save(replace(FIRST, version=2), heavy)
        assert (store.mining.short(), store.mining.filed()) == ({}, 4)
        with store._database.writing() as connection:
            for key in (keys[0], keys[3]):
                connection.execute(text("DELETE FROM turns WHERE key = :key"), {"key": key})
        left = {1: [("how much salt 2?", None)], 3: []}
        assert (store.mining.short(), store.mining.filed()) == (left, 2)
        gone = Moves(handfuls=(handful(1, 1),), emptied=(3,), touched=frozenset({1, 2}))
        store.mining.save(replace(FIRST, version=3), gone)
        store.mining.recount()
        assert store.mining.short() == {}
        assert [(each.id, each.asked) for each in store.topics.all()] == [(1, 2)]

    def test_questions_are_read_with_where_they_are_from_a_turn_on(self, store: Store) -> None:
        two_topics(store)
        first = store.mining.placed(0, limit=2)
        assert [(each.handful, each.topic) for each in first] == [(1, 1), (2, 1)]
        rest = store.mining.placed(first[-1].turn, limit=9)
        assert [each.text for each in rest] == ["how much salt 2?", "how much salt 3?"]
