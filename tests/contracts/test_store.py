"""What a store promises, proven on SQLite and on a real PostgreSQL by one class."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from sqlalchemy import create_engine, text

from knowledge.model import (
    Assessment,
    AssessmentTarget,
    AssetName,
    Called,
    Contact,
    Decision,
    DecisionKind,
    Directory,
    Glossary,
    Hazard,
    Judgement,
    KnownAs,
    Measurement,
    Outcome,
    OutcomeResult,
    Person,
    Place,
    ReasonClass,
    Recommendation,
    Referral,
    Role,
    SafetyPlan,
    Team,
    Term,
)
from knowledge.store import AddResult, NotStorable, Store, StoreError, StoreUnavailable, Turn, Usage
from tests.contracts.accounts_contract import AccountsContract
from tests.contracts.articles_contract import ArticlesContract
from tests.contracts.chats_contract import ChatsContract
from tests.contracts.confirmations_contract import ConfirmationsContract
from tests.contracts.corrections_contract import CorrectionsContract
from tests.contracts.documents_contract import DocumentsContract
from tests.contracts.draftings_contract import DraftingsContract
from tests.contracts.experts_contract import ExpertsContract
from tests.contracts.gaps_contract import GapsContract
from tests.contracts.inquiries_contract import InquiriesContract
from tests.contracts.letters_contract import LettersContract
from tests.contracts.requests_contract import RequestsContract
from tests.contracts.store_samples import (
    BOILER,
    DRUM_2,
    DRUM_3,
    NOW,
    ON_ONE_STORE,
    put,
    recommendation,
    recommendations,
    revision,
)
from tests.contracts.topics_contract import TopicsContract
from tests.contracts.transfers_contract import TransfersContract
from tests.contracts.work_contract import WorkContract

_unique = count()


class StoreContract(
    DocumentsContract,
    RequestsContract,
    DraftingsContract,
    ExpertsContract,
    GapsContract,
    CorrectionsContract,
    AccountsContract,
    WorkContract,
    LettersContract,
    TopicsContract,
    InquiriesContract,
    TransfersContract,
    ChatsContract,
    ConfirmationsContract,
    ArticlesContract,
):
    """The contract; each subclass brings the fixture ``store``."""

    # recommendations

    def test_recommendation_comes_back_exactly(self, store: Store) -> None:
        given_one = recommendation()
        assert store.recommendations.add(given_one, {"id": "evt-1"}, "f1") == "added"
        back = store.recommendations.get("R-1")
        assert back == given_one
        assert back is not None
        assert type(back.rules_fired[0].conditions[1].value) is tuple
        assert type(back.outcomes[0].value) is int
        assert type(back.rules_fired[0].conditions[2].value[1]) is float  # type: ignore[index]

    @ON_ONE_STORE
    @given(rec=recommendations())
    def test_any_recommendation_comes_back_exactly(self, store: Store, rec: Recommendation) -> None:
        number = next(_unique)
        rec = replace(rec, decision_id=f"{rec.decision_id}{number}", event_id=f"any-{number}")
        assert store.recommendations.add(rec, {}, "f") is AddResult.ADDED
        assert store.recommendations.get(rec.decision_id) == rec
        assert rec in store.recommendations.recent((rec.asset,), limit=10_000)

    def test_same_event_again_is_known_and_other_content_is_a_conflict(self, store: Store) -> None:
        first = recommendation()
        other = replace(first, action="Stop the line")
        add = store.recommendations.add
        assert [add(first, {}, "f"), add(first, {}, "f")] == ["added", "known"]
        assert add(other, {}, "g") == "conflict"
        assert add(replace(other, event_id="evt-2"), {}, "g") == "conflict"
        assert add(replace(first, event_id="evt-3"), {}, "f") == "known"
        assert store.recommendations.get("R-1") == first
        assert store.recommendations.counts()["recommendations"] == 1

    def test_same_event_id_from_another_source_is_another_event(self, store: Store) -> None:
        here = recommendation()
        there = replace(here, source="elsewhere", decision_id="R-2")
        assert store.recommendations.add_many([(here, {}, "f"), (there, {}, "g")]) == ["added"] * 2

    def test_a_batch_answers_in_order_and_knows_its_own_repeats(self, store: Store) -> None:
        one, two = recommendation(1), recommendation(2)
        batch = [(one, {}, "f1"), (two, {}, "f2"), (one, {}, "f1"), (two, {}, "other")]
        results = store.recommendations.add_many(batch)
        assert results == ["added", "added", "known", "conflict"]
        assert store.recommendations.add_many([]) == []

    def test_a_batch_with_a_value_that_cannot_be_kept_leaves_nothing(self, store: Store) -> None:
        bad = recommendation(2, confidence=float("nan"))
        with pytest.raises(NotStorable, match="nan"):
            store.recommendations.add_many([(recommendation(1), {}, "f"), (bad, {}, "g")])
        assert store.recommendations.get("R-1") is None
        with pytest.raises(NotStorable, match=r"extra\.limit is inf"):
            store.recommendations.add(recommendation(extra={"limit": float("inf")}), {}, "f")
        naive = recommendation(issued_at=NOW.replace(tzinfo=None))
        with pytest.raises(NotStorable, match="zone"):
            store.recommendations.add(naive, {}, "f")

    def test_recent_is_newest_first_within_the_prefixes(self, store: Store) -> None:
        made = [recommendation(n, asset=(DRUM_2, DRUM_3, BOILER)[n % 3]) for n in range(12)]
        store.recommendations.add_many([(rec, {}, rec.decision_id) for rec in made])
        recent = store.recommendations.recent

        def numbers(found: list[Recommendation]) -> list[int]:
            return [made.index(rec) for rec in found]

        assert numbers(recent(None, limit=3)) == [11, 10, 9]
        assert recent((), limit=3) == []
        assert numbers(recent(("northfield/snacks",), limit=4)) == [10, 9, 7, 6]
        assert numbers(recent(("northfield/snacks", DRUM_2), limit=2)) == [10, 9]
        assert recent(("northfield/snack",), limit=3) == []
        assert numbers(recent(None, limit=2, assets=(BOILER,))) == [11, 8]
        assert recent(("northfield/snacks",), limit=2, assets=(BOILER,)) == []
        assert recent(None, limit=2, assets=()) == []
        line = "northfield/snacks/seasoning/line-4"
        assert numbers(recent(("northfield",), limit=2, assets=(line,))) == [10, 9]

    def test_recent_includes_since_and_excludes_before(self, store: Store) -> None:
        made = [recommendation(n) for n in range(6)]
        store.recommendations.add_many([(rec, {}, rec.decision_id) for rec in made])
        window = {"since": made[2].issued_at, "before": made[4].issued_at}
        for prefixes in (None, ("northfield",)):
            found = store.recommendations.recent(prefixes, limit=9, **window)  # type: ignore[arg-type]
            assert found == [made[3], made[2]]

    def test_recent_at_the_same_moment_puts_the_last_to_arrive_first(self, store: Store) -> None:
        made = [recommendation(n, issued_at=NOW) for n in range(3)]
        store.recommendations.add_many([(rec, {}, rec.decision_id) for rec in made])
        assert store.recommendations.recent(None, limit=3) == made[::-1]
        assert store.recommendations.recent(("northfield",), limit=3) == made[::-1]

    def test_history_is_earlier_ones_of_the_same_asset(self, store: Store) -> None:
        made = [recommendation(n, asset=(DRUM_2, DRUM_3)[n % 2]) for n in range(8)]
        store.recommendations.add_many([(rec, {}, rec.decision_id) for rec in made])
        assert store.recommendations.history(made[6], limit=2) == [made[4], made[2]]
        assert store.recommendations.history(made[0], limit=2) == []

    def test_decisions_and_outcomes_are_kept_before_their_recommendation(
        self, store: Store
    ) -> None:
        later = Decision("R-1", DecisionKind.OVERRIDDEN, NOW, "p-7", "information", "wet", "40 rpm")
        sooner = Decision("R-1", DecisionKind.ACCEPTED, NOW - timedelta(hours=1))
        weight = Measurement("giveaway", 1.8, "%", "", NOW)
        outcome = Outcome("R-1", OutcomeResult.BETTER, NOW, (weight,), "fine")
        keep = store.recommendations
        assert keep.add_decision(later, "s", "d-1", "f") == "added"
        assert keep.add_decision(later, "s", "d-1", "f") == "known"
        assert keep.add_decision(later, "s", "d-1", "g") == "conflict"
        assert keep.add_decision(sooner, "s", "d-2", "f") == "added"
        assert keep.add_outcome(outcome, "s", "o-1", "f") == "added"
        assert keep.add_outcome(outcome, "s", "d-1", "f2") == "conflict"
        assert keep.decisions(["R-1", "R-2"]) == {"R-1": [sooner, later]}
        assert keep.outcomes(["R-1", "R-2"]) == {"R-1": [outcome]}
        assert keep.decisions([]) == {}
        assert keep.decided_since(sooner.at, later.decision) == ["R-1"]
        assert keep.decided_since(later.at + timedelta(seconds=1), later.decision) == []
        assert keep.as_it_came("s", "d-9") is None
        keep.add_decision(sooner, "s", "d-3", "f", {"data": {"shift": "night"}})
        assert keep.as_it_came("s", "d-3") == {"data": {"shift": "night"}}
        assert keep.counts() == {"recommendations": 0, "decisions": 3, "outcomes": 1}

    # the others

    def test_vectors_are_kept_by_model_and_hash(self, store: Store) -> None:
        many = {f"h{n}": bytes([n % 256]) * 1536 for n in range(1200)}
        store.vectors.put("m", many)
        store.vectors.put("m", {"h1": b"later"})
        store.vectors.put("other", {"h1": b"x"})
        store.vectors.put("m", {})
        assert store.vectors.get("m", [*many, "no such"]) == many
        assert store.vectors.prune("m", ["h1", "h2"]) == 1198
        assert set(store.vectors.get("m", list(many))) == {"h1", "h2"}
        assert store.vectors.get("other", ["h1"]) == {"h1": b"x"}

    def test_the_safety_plan_comes_back_exactly(self, store: Store) -> None:
        called = (Called("Maintenance", "channel 2", "maintenance"), Called("Duty engineer"))
        plan = SafetyPlan(
            "112",
            "Then call 4999.",
            (("es", "Llame al 4999."),),
            timedelta(seconds=90.5),
            (
                Referral(Hazard.LOCKOUT, called, "n/s", "F-140", "LOTO-2", "https://t.example/l"),
                Referral(None, called[1:]),
            ),
        )
        store.directory.replace(Directory(safety=plan))
        assert store.directory.load().safety == plan

    def test_glossary_is_replaced_as_a_whole(self, store: Store) -> None:
        assert store.glossary.load() == Glossary()
        first = Glossary((Term("滚筒", "drum", "zh"), Term("Kuckuck", hazard=Hazard.BYPASS)))
        store.glossary.replace(first)
        assert store.glossary.load() == first
        store.glossary.replace(Glossary((Term("Trommel", "drum", "de"),)))
        assert store.glossary.load().terms == (Term("Trommel", "drum", "de"),)

    def test_directory_is_replaced_as_a_whole(self, store: Store) -> None:
        assert store.directory.load() == Directory()
        first = Directory(
            teams=(Team("line-4", "Line 4", (DRUM_2, DRUM_3)),),
            people=(
                Person("p1", "Ada", frozenset({"line-4"}), frozenset({Role.ADMIN}), "de", True),
                Person("p2", "Bo", known_as=(KnownAs(Place.SLACK, "U1@T1"),)),
            ),
            assets=(AssetName(DRUM_2, "Drum 2", ("the wet one",)),),
            contacts=(Contact(DRUM_2, "shift lead", "ext. 4"),),
        )
        store.directory.replace(first)
        assert store.directory.load() == first
        assert store.directory.load() is store.directory.load()
        store.directory.replace(Directory(teams=(Team("x", "X"),)))
        assert store.directory.load() == Directory(teams=(Team("x", "X"),))

    def test_first_turn_of_a_key_wins(self, store: Store) -> None:
        turn = Turn("k", "c", "p", "why?", NOW, "R-1", DRUM_2, "why", "answered", {"claims": [1.5]})
        assert store.conversations.save(turn)
        assert not store.conversations.save(replace(turn, text="other"))
        assert store.conversations.get("k") == turn
        assert store.conversations.get("no such") is None
        with pytest.raises(NotStorable, match="nan"):
            store.conversations.save(replace(turn, key="n", answer={"a": float("nan")}))

    def test_last_turns_are_newest_first_in_their_conversation(self, store: Store) -> None:
        for number in range(5):
            store.conversations.save(Turn(f"k{number}", "c", "p", "?", NOW))
        store.conversations.save(Turn("k9", "other", "p", "?", NOW))
        assert [turn.key for turn in store.conversations.last("c", 3)] == ["k4", "k3", "k2"]

    def test_a_turn_is_found_by_its_key_with_what_came_before(self, store: Store) -> None:
        for number in range(5):
            store.conversations.save(Turn(f"k{number}", "c", "p", "?", NOW))
        store.conversations.save(Turn("k9", "other", "p", "?", NOW))
        known, before = store.conversations.answered_or_before("new", "c", 3)
        assert known is None
        assert [turn.key for turn in before] == ["k4", "k3", "k2"]
        known, before = store.conversations.answered_or_before("k0", "c", 3)
        assert known == store.conversations.get("k0")
        assert [turn.key for turn in before] == ["k4", "k3", "k2"]
        known, before = store.conversations.answered_or_before("k9", "none", 3)
        assert (known, before) == (store.conversations.get("k9"), [])

    def test_turns_that_cite_a_document_are_found_the_newest_first(self, store: Store) -> None:
        def asked(key: str, document: str) -> None:
            cites = {"evidence": [{"document": document}]}
            store.conversations.save(Turn(key, "c", "p", "KB-1?", NOW, answer=cites))

        for key, document in (("a:1", "KB-1"), ("a:2", "KB-12"), ("a:3", "KB-1"), ("b:1", "KB-1")):
            asked(key, document)
        assert store.conversations.citing("KB-1", place="a:") == ["a:3", "a:1"]

    def test_assessments_are_kept_once_and_found_by_target_and_time(self, store: Store) -> None:
        right = Assessment("a1", AssessmentTarget.ANSWER, "q1", "p", NOW, Judgement.RIGHT)
        wrong = Assessment(
            "a2", AssessmentTarget.ANSWER, "q1", "p", NOW + timedelta(hours=1), None, "40 rpm",
            "wet batch", ReasonClass.INFORMATION, DRUM_2, "R1", 3,
        )  # fmt: skip
        assert [store.assessments.save(one) for one in (wrong, right, wrong)] == [True, True, False]
        assert store.assessments.for_target(AssessmentTarget.ANSWER, "q1") == [right, wrong]
        assert store.assessments.for_target(AssessmentTarget.PROCEDURE, "q1") == []
        assert store.assessments.since(None) == [right, wrong]
        assert store.assessments.since(NOW + timedelta(minutes=1)) == [wrong]

    def test_the_use_of_a_model_adds_up_by_day_and_model(self, store: Store) -> None:
        today = NOW.date()
        one = Usage(today, "ollama:a", 1, 0, 0, 100, 20, 5_000_000_000)
        for usage in (one, one, replace(one, model="openai:b", failed=1, uncounted=1)):
            store.model_usage.add(usage)
        store.model_usage.add(replace(one, day=today - timedelta(days=1)))
        assert store.model_usage.since(today) == [
            Usage(today, "ollama:a", 2, 0, 0, 200, 40, 10_000_000_000),
            Usage(today, "openai:b", 1, 1, 1, 100, 20, 5_000_000_000),
        ]
        assert len(store.model_usage.since(today - timedelta(days=1))) == 3

    def test_times_of_any_zone_come_back_as_the_same_moment_in_utc(self, store: Store) -> None:
        local = NOW.astimezone(timezone(timedelta(hours=-7)))
        store.conversations.save(Turn("k", "c", "p", "?", local))
        back = store.conversations.get("k")
        assert back is not None
        assert back.at == local
        assert back.at.tzinfo is UTC
        with pytest.raises(NotStorable, match="zone"):
            store.conversations.save(Turn("n", "c", "p", "?", NOW.replace(tzinfo=None)))


_CUT_THE_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class TestSqlite(StoreContract):
    """SQLite in a file."""

    @pytest.fixture
    def store(self, sqlite_ready: str) -> Iterator[Store]:
        with Store.open(sqlite_ready) as opened:
            yield opened


class TestPostgres(StoreContract):
    """PostgreSQL, a real server."""

    @pytest.fixture
    def store(self, postgres_ready: str) -> Iterator[Store]:
        with Store.open(postgres_ready) as opened:
            yield opened

    def test_backup_names_the_servers_own_tool(self, store: Store, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="pg_dump"):
            store.backup(tmp_path / "backup.db")
        assert list(tmp_path.iterdir()) == []

    def test_a_server_that_restarted_is_used_again(self, store: Store, postgres_ready: str) -> None:
        store.vectors.put("m", {"h": b"v"})
        engine = create_engine(postgres_ready, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            cut = connection.scalars(_CUT_THE_OTHERS).all()
        engine.dispose()
        assert cut
        assert store.vectors.get("m", ["h"]) == {"h": b"v"}

    def test_a_connection_cut_within_a_transaction_is_unavailable_and_then_again_fine(
        self, store: Store, postgres_ready: str
    ) -> None:
        engine = create_engine(postgres_ready, isolation_level="AUTOCOMMIT")
        put(store, revision(), *["text"] * 1500)
        entries = store.documents.indexable()
        assert next(entries)
        with engine.connect() as connection:
            connection.scalars(_CUT_THE_OTHERS).all()
        with pytest.raises(StoreUnavailable, match="database server runs"):
            list(entries)
        engine.dispose()
        assert store.documents.counts()["files"] == {"ingested": 1}
