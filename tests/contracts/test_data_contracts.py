"""docs/data-contracts.md: every example is what the product really reads and writes."""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import articles
from bot.answering.extractive import ExtractiveComposer
from bot.answering.records import reply_json
from bot.assistant import Assistant
from bot.commands.call import Call
from bot.commands.gaps import gap_json
from bot.commands.measuring import measure_abstention
from bot.commands.training import pair_json, row_json
from bot.corrections import queue
from bot.corrections import told_json as correction_json
from bot.drafts import drafting_json
from bot.experts import Asked as Asking
from bot.experts import News
from bot.feedback import correct
from bot.hits import hit_json
from bot.inquiries import Asked, asked_json
from bot.measuring import read_items
from bot.messages import Message
from bot.overrides import ToldPattern, patterns_json, words_of
from bot.recommender.envelopes import event_of
from bot.recommender.signing import signed_headers
from bot.recommender.what_if import Live
from bot.requests import told, told_json
from bot.topics import topic_json
from knowledge.evaluation.retrieval import evaluate_retrieval
from knowledge.ingest.articles import digest_of, read_article, written
from knowledge.ingest.control import read_control, taken_off
from knowledge.ingest.directory import read_directory
from knowledge.ingest.events import EventType, ingest_events, read_event
from knowledge.ingest.glossary import read_glossary
from knowledge.ingest.judgements import ingest_judgements
from knowledge.ingest.questions import read_questions
from knowledge.learning.cases import Case, case_of
from knowledge.learning.overrides import Tally
from knowledge.learning.patterns import Common, Counts, Pattern
from knowledge.learning.training import pairs, rows
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    Body,
    Condition,
    Decision,
    DecisionKind,
    Directory,
    Drafting,
    DraftOutcome,
    Hazard,
    Letter,
    Life,
    LifeStep,
    Measurement,
    Operator,
    Outcome,
    OutcomeResult,
    Passage,
    Person,
    Proposal,
    ReasonClass,
    Recommendation,
    Recurring,
    Request,
    Review,
    Revision,
    RevisionStatus,
    Role,
    Rule,
    SetPoint,
    Status,
    Team,
    Use,
)
from knowledge.search import Hit, Search
from knowledge.store import Store, Turn
from tests.curated_plant import sources_of, validated, with_sop
from tests.no_procedures import NoProcedures
from tests.receiver import receiver
from tests.reviewed_plant import ADMIN, REVIEWING
from tests.safe_plant import FITTER, SAFE_DIRECTORY
from tests.small_plant import Plant, Shelf
from tests.topics import OPERATORS, ask, mining_of

PAGE = Path(__file__).parents[2] / "docs" / "data-contracts.md"
EXAMPLE = re.compile(r"<!-- example: ([\w ]+) -->\n```(\w+)\n(.*?)\n```", re.DOTALL)
EXAMPLES = {name: text for name, _, text in EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))}
NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
CHECKED_HERE = {
    "issued",
    "decided",
    "outcome",
    "report",
    "earlier question",
    "judgement made elsewhere",
    "ask",
    "requests",
    "search",
    "assessment",
    "assessment reviewed",
    "outcome out",
    "overrides",
    "inquiries",
    "experts",
    "drafts",
    "row",
    "pair",
    "what if",
    "what if answered",
    "verify",
    "directory",
    "glossary",
    "front matter",
    "corpus",
    "queries",
    "qrels",
    "measures",
    "items",
    "abstention",
    "gaps",
    "topics",
    "corrections",
    "articles",
    "article",
    "article file",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/tandem.db")
    yield opened
    opened.close()


def example(name: str) -> Any:
    return json.loads(EXAMPLES[name])


def shape(value: Any) -> Any:
    """Return the names and types of a JSON value; a list by its first item, null by itself."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return type(value).__name__


def test_an_earlier_question_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(example("earlier question")), encoding="utf-8")
    (line,) = read_questions(path)
    assert line.rest == frozenset()
    assert line.question is not None
    assert line.question.document == "SOP-211"


def test_a_judgement_made_elsewhere_is_read_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps(example("judgement made elsewhere")), encoding="utf-8")
    ((_, refused),) = ingest_judgements(path, batch="b-1", store=store, now=NOW).refused
    assert refused.path == "person"  # nobody is in this store's directory; all else is fine


def test_no_example_stands_unchecked() -> None:
    assert set(EXAMPLES) == CHECKED_HERE
    blocks = PAGE.read_text(encoding="utf-8").count("```") // 2
    assert blocks == len(EXAMPLES)


def test_events_of_the_page_are_accepted_in_any_order(store: Store) -> None:
    events = [example(name) for name in ("outcome", "decided", "issued")]
    assert [read_event(event).type for event in reversed(events)] == list(EventType)
    report = ingest_events(events, store=store, now=NOW)
    assert (report.accepted, report.refused, report.notes) == (3, (), ())


def test_the_page_names_every_field_that_is_read() -> None:
    data = example("issued")["data"]
    assert not read_event(example("issued")).record.extra  # type: ignore[union-attr]
    text = PAGE.read_text(encoding="utf-8")
    for name in data:
        assert f"| `{name}` |" in text


def test_the_report_of_the_page_is_what_a_batch_gets(store: Store) -> None:
    good = example("issued")
    bad = json.loads(EXAMPLES["issued"].replace("evt-000123", "evt-000126"))
    bad["data"]["inputs"][0]["value"] = float("nan")
    report = ingest_events([good, good, bad], store=store, now=NOW)
    assert report.to_json() == example("report")


def test_an_answer_has_the_shape_of_the_page(store: Store, tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(EXAMPLES["directory"], encoding="utf-8")
    store.directory.replace(read_directory(people))
    ingest_events([example("issued")], store=store, now=NOW)
    assistant = Assistant(
        store=store, search=cast(Search, NoProcedures()), composer=ExtractiveComposer()
    )
    local = Person("local", "Local", sees_all=True)
    message = Message("ask-1", "talk-1", local, "why?", NOW, decision_id="R-2026-000123")
    told = reply_json(assistant.reply(message, now=NOW))
    page = example("ask")
    assert shape(told) == shape(page)
    for field in ("status", "decision_id", "asset", "intent", "written_by"):
        assert told[field] == page[field]
    assert json.loads(json.dumps(told)) == told


def test_a_request_is_told_as_on_the_page() -> None:
    at = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
    request = Request.opened(
        key="k",
        question_id="web:p-1:k",
        hazard=Hazard.CERTIFIED,
        asset="northfield/snacks/seasoning/line-4/drum-2",
        asker="p-1",
        called=SAFE_DIRECTORY.safety.referrals[0].called,
        now=at,
    )
    shown = told(replace(request, number=17), reader=FITTER, directory=SAFE_DIRECTORY)
    assert [told_json(shown, now=at + timedelta(minutes=2))] == example("requests")["requests"]


def test_a_hit_has_the_shape_of_the_page() -> None:
    page = example("search")["hits"][0]
    revision = Revision(
        "r",
        page["document"],
        page["title"],
        page["revision"],
        RevisionStatus.APPROVED,
        "a.md",
        "0",
        NOW,
    )
    passage = Passage(
        page["passage_id"],
        "r",
        0,
        tuple(page["heading_path"]),
        page["section"],
        page["page"],
        page["text"],
    )
    hit = Hit(passage=passage, revision=revision, score=0.8312, similarity=0.7, words=0.9)
    assert hit_json(1, hit) == page


def test_an_assessment_goes_out_as_on_the_page() -> None:
    page = example("assessment")
    given = Assessment(
        key="correction:p-002:77aa",
        target=AssessmentTarget.ANSWER,
        target_id=page["data"]["target_id"],
        person_id="p-002",
        at=datetime(2026, 11, 20, 14, 11, tzinfo=UTC),
        expectation=page["data"]["expectation"],
        rationale=page["data"]["rationale"],
        reason_class=ReasonClass.INFORMATION,
        scope=page["subject"],
        confidence=4,
    )
    letter = Letter(page["id"], given, "R-2026-000123", given.scope, given.at)
    assert event_of(letter, "3f0c2a") == page


def test_what_became_of_an_assessment_goes_out_as_on_the_page() -> None:
    page = example("assessment reviewed")
    said = page["data"]
    at = datetime(2026, 11, 21, 8, 2, tzinfo=UTC)
    step = LifeStep(
        Life.ACCEPTED,
        at,
        "p-016",
        said["reason"],
        said["role"],
        "process-engineering",
        Use.NOTE,
        said["scope"],
    )
    given = Review(example("assessment")["id"], step)
    letter = Letter(page["id"], given, "R-2026-000123", page["subject"], at)
    assert event_of(letter, "3f0c2a") == page


def test_an_outcome_that_somebody_told_goes_out_as_on_the_page() -> None:
    page = example("outcome out")
    at = datetime(2026, 11, 20, 15, 11, tzinfo=UTC)
    given = Outcome("R-2026-000123", OutcomeResult.BETTER, at, note=page["data"]["note"], told=True)
    letter = Letter(page["id"], given, given.decision_id, page["subject"], at)
    assert event_of(letter, "3f0c2a") == page


def test_what_if_is_asked_and_answered_as_on_the_page() -> None:
    page, answer = example("what if"), example("what if answered")
    at = datetime.fromisoformat(page["asked_at"])
    one = Recommendation(
        decision_id=page["decision_id"],
        asset=page["subject"],
        source=page["source"],
        event_id="e",
        action="Reduce drum speed from 42 to 38 rpm",
        issued_at=at,
        expires_at=None,
        model_name="m",
        model_version="1",
        inputs=(Measurement("product moisture", 3.4, "%"), Measurement("drum speed", 42, "rpm")),
        outcomes=(SetPoint("drum speed setpoint", 38, "rpm", 42),),
    )
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    with receiver() as owner:
        owner.answer = json.dumps(answer).encode()
        live = Live({"northfield": owner.url}, secret, 5, lambda: at)
        told = live(one, [Measurement("product moisture", 2.8, "%", at=at)])
    assert json.loads(owner.received[0].body) == page
    assert told is not None
    assert told.advice is not None
    assert told.advice.action == answer["recommendation"]["action"]


def _decided(number: int, *, over: bool, result: OutcomeResult) -> Case:
    page = example("row")
    data = page["recommended"]["outcomes"][0]
    one = Recommendation(
        decision_id=page["decision_id"] if over else f"R-{number}",
        asset=page["asset"],
        source="s",
        event_id=f"e{number}",
        action=page["recommended"]["action"],
        issued_at=datetime.fromisoformat(page["issued_at"]),
        expires_at=None,
        model_name=page["model"]["name"],
        model_version=page["model"]["version"],
        inputs=(Measurement("product moisture", 3.4, "%", "good"),),
        outcomes=(SetPoint(data["name"], data["value"], data["unit"], data["previous"]),),
        rules_fired=(Rule("SEAS-07", "4", ""),),
    )
    kind = DecisionKind.OVERRIDDEN if over else DecisionKind.ACCEPTED
    said = ("information", "why", page["taken"]) if over else ()
    made = Decision(one.decision_id, kind, one.issued_at, "p-002", *said)
    found = case_of(one, [made], [Outcome(one.decision_id, result, one.issued_at)])
    assert found is not None
    return found


def test_training_goes_out_as_on_the_page_and_a_reader_rebuilds_it() -> None:
    override = _decided(0, over=True, result=OutcomeResult.BETTER)
    usual = [_decided(n, over=False, result=OutcomeResult.WORSE) for n in range(1, 7)]
    cases = [override, *usual]
    row, *others = (json.loads(json.dumps(row_json(each))) for each in rows(cases))
    assert row == example("row")
    (pair,) = (json.loads(json.dumps(pair_json(each))) for each in pairs(cases))
    assert pair == example("pair")
    assert "p-002" not in json.dumps([row, *others, pair])

    # A reader who knows the page alone: features, label and preference, without our code.
    features = {each["name"]: each["value"] for each in row["inputs"]}
    assert features == {"product moisture": 3.4}
    by_label = [(each["label"], each["decision"], each["weight"]) for each in others]
    assert by_label == [("worse", "accepted", 1.0)] * 6
    assert pair["chosen"] == row["taken"]
    assert pair["rejected"] == row["recommended"]["action"]


def test_drafting_is_told_as_on_the_page() -> None:
    (one,) = example("drafts")["drafts"]
    made = Drafting(
        one["subject"],
        one["question"],
        datetime.fromisoformat(one["at"]),
        DraftOutcome(one["outcome"]),
        one["topic"],
        article=one["article"],
        notes=(("disputed", "C-12"),),
        proposal=Proposal(Body("", (), ()), 1),
    )
    assert drafting_json(made, Directory()) == one


def test_who_knows_is_told_as_on_the_page() -> None:
    page = example("experts")
    assert set(page) == {"willing", "quiet", "questions", "replies"}
    assert [set(each) for each in page["questions"]] == [{each.name for each in fields(Asking)}]
    assert [set(each) for each in page["replies"]] == [{each.name for each in fields(News)}]


def test_what_the_assistant_asks_is_told_as_on_the_page() -> None:
    page = example("inquiries")
    (one,) = page["inquiries"]
    told = asked_json(Asked(one["number"], one["asset_name"], one["text"]))
    assert {"inquiries": [told]} == page


def test_overrides_are_told_as_on_the_page() -> None:
    page = example("overrides")
    (one,) = page["patterns"]
    common = Common(Condition("product", Operator.EQUAL, "thick cut"))
    counts = Counts(12, 9, Tally(7, 1, 4), ((ReasonClass.INFORMATION, 12),))
    days = [datetime.fromisoformat(one[name]).replace(tzinfo=UTC) for name in ("first", "last")]
    pattern = Pattern(
        model=one["model"],
        rules=tuple(one["rules"]),
        move=one["move"],
        example=one["example"],
        asset_class=one["asset_class"],
        assets=tuple(one["assets"]),
        common=(common,),
        first=days[0],
        last=days[1],
        counts=counts,
    )
    told = ToldPattern(pattern, (), (words_of(common),), days[0].date(), days[1].date())
    assert patterns_json([told], days=90) == page


def test_what_is_signed_is_verified_as_on_the_page() -> None:
    page: dict[str, Any] = {}
    exec(EXAMPLES["verify"], page)
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    headers = signed_headers(secret, "letter-1", b"{}", at=datetime.now(UTC))
    verified = page["is_from_tandem"]
    assert verified(secret, headers, b"{}")
    assert not verified(secret, headers, b"{ }")
    assert not verified(secret, {**headers, "webhook-id": "letter-2"}, b"{}")
    other = "whsec_" + base64.b64encode(bytes(range(1, 33))).decode()
    assert not verified(other, headers, b"{}")
    old = signed_headers(secret, "letter-1", b"{}", at=datetime.now(UTC) - timedelta(minutes=6))
    assert not verified(secret, old, b"{}")


def test_the_glossary_of_the_page_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(EXAMPLES["glossary"], encoding="utf-8")
    found = read_glossary(path)
    assert [each.hazard for each in found.terms] == [None, Hazard.BYPASS, None]
    assert found.expand("Trommel").endswith(" drum")


def test_the_directory_of_the_page_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    path.write_text(EXAMPLES["directory"], encoding="utf-8")
    found = read_directory(path)
    assert found.owned_by(found.people[0]) == found.teams[0].owns
    assert found.contacts_for(found.assets[0].path)
    called = found.safety.referral(Hazard.LOCKOUT, found.assets[0].path)
    assert called is not None
    assert [each.team for each in called.called] == ["seasoning-line-4", ""]


def test_the_front_matter_of_the_page_is_valid() -> None:
    raw, rest = taken_off(f"---\n{EXAMPLES['front matter']}\n---\n# Seasoning control\n")
    facts = read_control(raw)
    assert (facts.number, facts.revision, facts.supersedes) == ("SOP-114", "C", "B")
    assert facts.effective_from == date(2026, 3, 1)
    assert facts.audience == {"seasoning-line-3", "seasoning-line-4"}
    assert not facts.unknown
    assert rest.startswith("# Seasoning")


class WordEmbedder:
    """Texts as counts of a few words: enough to find a document by its own words."""

    name = "words of the example"
    dimensions = 8

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        words = ("drum", "slow", "speed", "reduce", "how", "steps", "rpm")
        counts = [[1.0, *(text.lower().count(word) for word in words)] for text in texts]
        vectors = np.asarray(counts, dtype=np.float32).reshape(-1, self.dimensions)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_retrieval_is_measured_on_the_files_of_the_page(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    paths = {name: tmp_path / name for name in ("corpus", "queries", "qrels")}
    for name, path in paths.items():
        path.write_text(EXAMPLES[name] + "\n", encoding="utf-8")
    measured = evaluate_retrieval(
        paths["corpus"],
        paths["queries"],
        paths["qrels"],
        embedder=WordEmbedder(),
        scratch=scratch,
        progress=lambda step, done, of: None,
    )
    page = example("measures")
    assert list(measured) == list(page)
    for name in ("ndcg@10", "recall@5", "recall@10", "mrr@10"):
        assert measured[name] == page[name]


def test_gaps_are_listed_as_documented(store: Store) -> None:
    page = example("gaps")["gaps"][0]
    given: dict[str, Any] = {"same_as": "x", "text": page["text"], "asset": page["asset"]}
    given |= {"missing": page["missing"], "team": page["teams"][0]}
    for turn, day in enumerate(("first_asked", "last_asked", "last_asked")):
        store.gaps.file(turn=str(turn), at=datetime.fromisoformat(page[day]), **given)
    (gap,) = store.gaps.all()
    assert gap_json(gap) == page | {"id": gap.id}
    assert len(gap.id) == len(page["id"])


def test_corrections_are_listed_as_documented(store: Store) -> None:
    page = example("corrections")["corrections"][0]
    at = datetime.fromisoformat(page["at"])
    amara = Person("p-001", "Amara", frozenset({"line-4"}))
    ingrid = Person("p-016", "Ingrid", frozenset({"line-4"}), frozenset({Role.ENGINEER}))
    line = Team("line-4", "Line 4", ("northfield/snacks/seasoning/line-4",))
    store.directory.replace(Directory(teams=(line,), people=(amara, ingrid)))
    turn = Turn(
        page["question_id"],
        "c",
        amara.id,
        page["question"],
        at,
        asset=page["asset"],
        intent="why",
    )
    store.conversations.save(turn)
    names = ("rationale", "scope", "reason_class", "confidence", "evidence")
    kept = correct(
        store,
        key="k",
        person=amara,
        question_id=turn.key,
        expectation=page["text"],
        now=at,
        **{name: page[name] for name in names},
    ).correction
    assert kept is not None
    (listed,) = queue(store, ingrid, alike=NoProcedures().alike, now=at + timedelta(days=2))
    given = correction_json(listed, now=at + timedelta(days=2))
    assert list(given) == list(page)
    same = set(page) - {"number", "uses", "similar", "decision_id", "steps"}
    assert {name: given[name] for name in same} == {name: page[name] for name in same}
    assert cast("Any", given)["steps"][0] == page["steps"][0]


@pytest.fixture
def curating(store: Store) -> Plant:
    """A plant with a procedure and an article that somebody vouches for."""
    store.directory.replace(REVIEWING)
    shelf = Shelf(store)
    assistant = Assistant(store=store, search=shelf, composer=ExtractiveComposer())  # type: ignore[arg-type]
    plant = Plant(store, shelf, assistant)
    with_sop(plant)
    validated(plant)
    return plant


def test_articles_are_listed_and_told_as_documented(curating: Plant) -> None:
    (line,) = curating.store.articles.lines()
    assert {"articles": [articles.line_json(line)]} == example("articles")
    one = curating.store.articles.get("KB-1")
    assert one is not None
    at = one.last.at + timedelta(days=3)
    told_one = articles.told(sources_of(curating), one, reader=ADMIN, now=at)
    assert articles.told_json(told_one) == example("article")


def test_an_article_is_written_and_read_as_the_file_of_the_page(curating: Plant) -> None:
    one = curating.store.articles.get("KB-1")
    assert one is not None
    page = EXAMPLES["article file"].replace("BASE", digest_of(one.body))
    assert written(one.body, one.number).rstrip() == page
    assert digest_of(read_article(page).body) == digest_of(one.body)


def test_questions_of_a_known_class_are_read_and_measured_as_documented(
    store: Store, tmp_path: Path
) -> None:
    store.directory.replace(Directory(people=(Person("p-001", "Amara"),)))
    file = tmp_path / "items.jsonl"
    file.write_text(EXAMPLES["items"])
    assistant = Assistant(
        store=store,
        search=cast("Search", NoProcedures()),
        composer=ExtractiveComposer(),
    )
    services = SimpleNamespace(assistant=assistant, person=store.directory.load().person)
    call = Call(cast("Any", services), {"items": read_items(file)}, lambda *_: None, NOW)
    measured, page = measure_abstention(call), example("abstention")
    assert set(measured) <= set(page)
    assert measured["done"] == {"answerable": {"abstained": 1}}
    assert set(page["done"]["partial"]) <= {"in_part", *(each.value for each in Status)}


def test_topics_are_listed_as_documented(store: Store) -> None:
    page = example("topics")["topics"][0]
    mining = mining_of(store)
    days = [datetime.fromisoformat(page[day]) for day in ("first_asked", "last_asked")]
    for n, person in enumerate(OPERATORS[: page["people"]]):
        status = "answered" if n else "abstained"
        facts = {"asset": page["assets"][n % 2], "status": status}
        ask(store, page["title"], person, at=days[n > 0], **facts)
    mining.catch_up()
    (topic,) = store.topics.all()
    assert topic_json(topic, Recurring()) == page | {"id": topic.id}
