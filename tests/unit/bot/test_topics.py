"""Which turns are worth mining, who may do what to topics, and what a record of one holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from bot.feedback import BadFeedback
from bot.topics import is_question, kinship_text, merge, rename, topic_json, why_one
from knowledge import access
from knowledge.curation.topics.mining import Mining
from knowledge.model import (
    Asking,
    Drafting,
    DraftOutcome,
    Passage,
    Person,
    Recurring,
    Revision,
    RevisionStatus,
)
from knowledge.search import Hit, Search
from knowledge.store import Store
from tests.topics import (
    BOTH,
    ENGINEER_4,
    ENGINEER_5,
    LINE_4,
    LINE_5,
    NOW,
    OPERATORS,
    ask,
    mining_of,
)

ONE = Asking(1, "how do I clean the nozzle?", "p-1", None, "how", "answered")


@pytest.mark.parametrize(
    ("text", "intent", "hazard"),
    [
        ("hi", "help", ""),
        ("🙏", "empty", ""),
        ("what is open?", "status", ""),
        ("who do I call?", "contact", ""),
        ("reason?", "why", ""),
        ("为什么", "document", ""),
        ("and drum 3?", "same_again", ""),
        ("why?", "why", ""),
        ("why is it so?", "why", ""),
        ("warum ist das so?", "why", ""),
        ("why R-2026-000012?", "why", ""),
        ("the boiler is on fire", "document", "emergency"),
    ],
)
def test_greetings_bare_follow_ups_and_emergencies_are_no_question(
    text: str, intent: str, hazard: str
) -> None:
    assert not is_question(replace(ONE, text=text, intent=intent, hazard=hazard))


@pytest.mark.parametrize(
    ("text", "intent", "hazard"),
    [
        ("how do I clean the nozzle?", "how", ""),
        ("Warum ist die Trommel so langsam?", "why", ""),
        ("喷嘴怎么清洗?", "how", ""),
        ("độ ẩm tối đa vào trống", "document", ""),
        ("TU1 for 150 g", "document", ""),
        ("who do I call when packs are on hold?", "contact", ""),
        ("may I reach into the drum?", "document", "bypass"),
    ],
)
def test_what_says_what_it_is_about_is_a_question_also_when_it_is_routed(
    text: str, intent: str, hazard: str
) -> None:
    assert is_question(replace(ONE, text=text, intent=intent, hazard=hazard))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        yield opened


@pytest.fixture
def mining(store: Store) -> Mining:
    """Salt asked about on both lines, oil on line 5."""
    mining = mining_of(store)
    for person, line in zip(OPERATORS[:4], (LINE_4, LINE_5) * 2, strict=True):
        ask(store, "how much salt?", person, asset=line)
    ask(store, "which kettle oil tonight?", OPERATORS[1], asset=LINE_5)
    mining.catch_up()
    return mining


def titles(store: Store, person: Person) -> list[str]:
    return [each.title for each in access.topics(store, person, limit=9)[0]]


@pytest.mark.usefixtures("mining")
def test_engineers_see_topics_of_their_own_equipment_and_operators_none(store: Store) -> None:
    assert titles(store, ENGINEER_4) == ["how much salt?"]
    assert titles(store, ENGINEER_5) == ["how much salt?", "which kettle oil tonight?"]
    assert titles(store, OPERATORS[0]) == []
    assert titles(store, replace(OPERATORS[0], sees_all=True)) == titles(store, BOTH)


@pytest.mark.usefixtures("mining")
def test_questions_are_read_only_of_equipment_that_one_may_see(store: Store) -> None:
    salt = access.topics(store, ENGINEER_4, limit=9)[0][0]
    assert (salt.asked, salt.assets) == (4, (LINE_4,))
    assert [turn.asset for _, turn in access.topic_questions(store, ENGINEER_4, salt.id)] == [
        LINE_4
    ] * 2
    oil = access.topics(store, BOTH, limit=9)[0][1]
    assert access.topic(store, ENGINEER_4, oil.id) is None
    assert access.topic_questions(store, ENGINEER_4, oil.id) == []
    assert access.topic_steps(store, ENGINEER_4, oil.id) == []


def test_what_was_drafted_of_a_topic_is_seen_by_who_sees_the_topic_it_went_into(
    store: Store, mining: Mining
) -> None:
    salt, oil = (each.id for each in access.topics(store, BOTH, limit=9)[0])
    store.draftings.note(Drafting(f"topic-{oil}", "oil?", NOW, DraftOutcome.NOTHING, oil))

    def seen(person: Person) -> list[str]:
        one = access.drafting(store, person, f"topic-{oil}")
        made = access.draftings(store, person)
        assert made == ([one] if one else [])
        return [each.subject for each in made]

    assert [seen(each) for each in (ENGINEER_4, ENGINEER_5)] == [[], [f"topic-{oil}"]]
    assert seen(OPERATORS[0]) == []
    merge(mining, store, BOTH, [oil], salt, reason="the same", now=NOW)
    assert seen(ENGINEER_4) == [f"topic-{oil}"]


def test_merging_needs_sight_of_both_and_a_reason(store: Store, mining: Mining) -> None:
    salt, oil = (each.id for each in access.topics(store, BOTH, limit=9)[0])

    def merged(person: Person, into: int, reason: str) -> object:
        return merge(mining, store, person, [oil], into, reason=reason, now=NOW)

    for person, into, reason, named in (
        (ENGINEER_4, salt, "x", "topic"),
        (OPERATORS[1], salt, "x", "topic"),
        (BOTH, oil, "x", "topic"),
        (BOTH, 999, "x", "topic"),
        (BOTH, salt, "  ", "reason"),
    ):
        with pytest.raises(BadFeedback, match=f"^{named} is"):
            merged(person, into, reason)
    assert len(titles(store, BOTH)) == 2
    assert merged(BOTH, salt, "both are doses").asked == 5  # type: ignore[attr-defined]
    assert len(titles(store, BOTH)) == 1


@pytest.mark.usefixtures("mining")
def test_name_of_an_engineer_stands_until_it_is_taken_away(store: Store) -> None:
    salt = access.topics(store, BOTH, limit=9)[0][0].id
    named = rename(store, ENGINEER_4, salt, "  Salt   dose ", now=NOW)
    assert (named.title, named.named) == ("Salt dose", True)
    assert rename(store, ENGINEER_5, salt, "", now=NOW).title == "how much salt?"
    assert [step.by for step in access.topic_steps(store, BOTH, salt)] == ["p-16", "p-17"]
    with pytest.raises(BadFeedback, match="200 characters"):
        rename(store, BOTH, salt, "x" * 201, now=NOW)


@pytest.mark.usefixtures("mining")
def test_record_holds_numbers_and_nobody(store: Store) -> None:
    told = topic_json(access.topics(store, BOTH, limit=9)[0][0], Recurring())
    assert (told["people"], told["teams"], told["recurs"]) == (4, ["line-4", "line-5"], True)
    assert not any(person.id in repr(told) for person in OPERATORS)


def test_names_of_people_are_veiled_in_all_that_an_engineer_reads(store: Store) -> None:
    mining = mining_of(store)
    ask(store, "may Operator 2 dose salt alone?", OPERATORS[2], asset=LINE_4)
    mining.catch_up()
    topic = access.topics(store, ENGINEER_4, limit=9)[0][0]
    assert topic.title == "may [person-1] dose salt alone?"
    shown = (
        topic,
        access.topic(store, ENGINEER_4, topic.id),
        access.topic_wordings(store, ENGINEER_4, topic.id),
        access.topic_questions(store, ENGINEER_4, topic.id),
    )
    assert "Operator 2" not in repr(shown)
    assert OPERATORS[2].id not in repr(shown)


class Finds:
    """Finds a section of each document that a person may see, the same for any text."""

    def find(self, text: str, *, person: Person, **_: object) -> list[Hit]:
        """Return what fits well, and one place that hardly does."""
        found = [(f"SOP-{team}", 0.9) for team in sorted(person.teams)] + [("SOP-9", 0.1)]
        return [
            Hit(
                Passage(number, number, 0, ("Dosing",), "6.2", None, text),
                Revision(number, number, "", "C", RevisionStatus.APPROVED, "", "", NOW, date.min),
                score,
                score,
                0.0,
            )
            for number, score in found
        ]


@pytest.mark.parametrize("reader", [ENGINEER_4, BOTH])
def test_why_two_wordings_are_one_names_the_documents_that_the_reader_may_see(
    store: Store, reader: Person
) -> None:
    mining = mining_of(store)
    for n, text in enumerate(("salt dose tonight", "salt dose summer")):
        ask(store, text, OPERATORS[2 * n], asset=LINE_4)
    mining.catch_up()
    (topic,) = store.topics.all()
    one, other = (each.handful for each in store.topics.wordings(topic.id))
    search = cast("Search", Finds())
    kin = why_one(mining, store, reader, topic.id, one, other, search=search, now=NOW)
    assert kin.documents == tuple(f"SOP-{team} 6.2" for team in sorted(reader.teams))
    assert f"For both the search finds {', '.join(kin.documents)}." in kinship_text(kin, str)
