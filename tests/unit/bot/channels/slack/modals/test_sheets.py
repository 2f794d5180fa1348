"""The sheet opens the exact place whole, with its document's facts, and says when it is old."""

from dataclasses import replace
from datetime import UTC, date

from bot.articles import told
from bot.channels.slack.blocks.elements import Json
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.modals.sheets import (
    Log,
    Opened,
    article_modal,
    passage_modal,
    reasoning_modal,
)
from bot.channels.slack.names import Ref
from bot.shown.cards import Card
from bot.shown.passages import Piece
from knowledge.model import (
    ConsultedDocument,
    Decision,
    DecisionKind,
    Evidence,
    EvidenceKind,
    Outcome,
    OutcomeResult,
    Passage,
    Revision,
    RevisionStatus,
    Statement,
)
from tests.curated_plant import a_body, revised, sources_of, validated, with_sop
from tests.slack.golden import same_as
from tests.slack.validity import check_view, nodes
from tests.small_plant import NOW, OPERATOR, Plant, advice

REVISION = Revision(
    "SOP-114-C", "SOP-114", "Seasoning control", "C", RevisionStatus.APPROVED, "a.md", "h", NOW,
    date(2026, 3, 2), owner="Process Engineering", review_due=date(2027, 3, 2),
)  # fmt: skip
EVIDENCE = Evidence("S1", EvidenceKind.PASSAGE, "t", "p1", "SOP-114")
REF = Ref(question="q", label="S1")


def passage(ordinal: int, text: str) -> Passage:
    return Passage(f"p{ordinal}", "SOP-114-C", ordinal, ("6 Control", "6.2 Drum"), "6.2", 3, text)


CITED = passage(1, "1. Lower the drum.\n2. Wait 10 minutes.")
OPENED = Opened(
    EVIDENCE,
    REVISION,
    CITED,
    pieces=(
        Piece(passage(0, "Before. " * 900), cited=False, headings=("6 Control",)),
        Piece(CITED, cited=True, headings=()),
        Piece(passage(2, "After."), cited=False, headings=()),
    ),
)


def opened(which: Opened) -> Json:
    view = passage_modal(which, REF, now=NOW, zone=UTC)
    check_view(view)
    return view


def test_a_citation_opens_the_passage_whole_then_what_stands_around_it() -> None:
    view = opened(OPENED)
    text = read_aloud(view["blocks"])
    for words in (
        "[S1] Controlled document",
        "SOP-114 Seasoning control",
        "Revision C, approved",
        "Section 6 Control › 6.2 Drum",
        "Page 3",
        "In force from 2 Mar 2026",
        "1. Lower the drum.\n2. Wait 10 minutes.",
        "After.",
    ):
        assert words in text, words
    assert text.index("Cited here") < text.index("Before it\n…") < text.index("After it\nAfter.")
    assert text.count("Before. ") < 120
    same_as("modal_passage", view)


def test_a_long_passage_is_never_cut() -> None:
    long = passage(1, "Step by step. " * 2_000)
    text = read_aloud(opened(replace(OPENED, passage=long, pieces=()))["blocks"])
    assert text.count("Step by step.") == 2_000


def test_an_old_or_uncontrolled_document_says_so() -> None:
    old = replace(OPENED, standing="This is not the revision in force.")
    assert "! This is not the revision in force." in read_aloud(opened(old)["blocks"])
    loose = replace(
        OPENED, revision=replace(REVISION, status=RevisionStatus.UNCONTROLLED, revision="")
    )
    assert "Uncontrolled document" in read_aloud(opened(loose)["blocks"])


def test_a_link_to_the_web_is_there_only_when_it_has_an_address() -> None:
    def urls(which: Opened) -> list[str]:
        return [each["url"] for each in nodes(opened(which)["blocks"]) if each.get("url")]

    assert urls(OPENED) == []
    assert urls(replace(OPENED, link="https://t.example/x")) == ["https://t.example/x"]


ONE = advice(1, documents=(ConsultedDocument("SOP-114", "C", "6.2"),))
CARD = Card(ONE, "Line 4, Drum 2", "overridden", None, None, by_reader=False)


def log(which: Log) -> str:
    view = reasoning_modal(which, REF, now=NOW, zone=UTC)
    check_view(view)
    return read_aloud(view["blocks"])


def test_a_reasoning_log_opens_whole() -> None:
    which = Log(
        CARD,
        "R1",
        [Decision(ONE.decision_id, DecisionKind.OVERRIDDEN, NOW, "p-1", "", "wet", "set 40")],
        [Outcome(ONE.decision_id, OutcomeResult.BETTER, NOW, note="less giveaway")],
    )
    text = log(which)
    for words in (
        "[R1] Reasoning log R-2026-000001",
        "drum speed setpoint: 42 rpm → 38 rpm",
        "+0.31 ▲ product moisture 3.4 %",
        "SEAS-07 revision 4: product moisture > 2.9 %",
        "product moisture over 2.9 % (was 3.4 %)",
        "ambient humidity: 48 % (uncertain)",
        "Reduce line speed to 88 % (score 0.41): loses 6 t per shift",
        "SOP-114 revision C section 6.2",
        "Overridden just now: “wet” Done instead: set 40",
        "Result: better just now. less giveaway",
    ):
        assert words in text, words
    assert "p-1" not in text
    same_as("modal_reasoning", reasoning_modal(which, REF, now=NOW, zone=UTC))


def test_a_log_without_a_reason_says_so_first() -> None:
    bare = replace(CARD, recommendation=replace(ONE, explanation=None, rules_fired=()))
    assert "! The recommender logged no reason" in log(Log(bare))


def test_whatever_is_logged_the_sheet_has_room() -> None:
    huge = replace(
        ONE,
        action="x" * 5_000,
        inputs=ONE.inputs * 100,
        alternatives=ONE.alternatives * 100,
        rules_fired=tuple(replace(each, text="y" * 5_000) for each in ONE.rules_fired * 100),
    )
    text = log(Log(replace(CARD, recommendation=huge)))
    assert "60 more" in text


def test_an_article_opens_with_its_standing_first_then_what_it_says(reviewing: Plant) -> None:
    with_sop(reviewing)
    one = validated(reviewing, a_body(key_point=Statement("Wait 5 min.", ("S1",))))
    revised(reviewing)
    shown = told(sources_of(reviewing), one, reader=OPERATOR, now=NOW)
    cited = Evidence("K1", EvidenceKind.ARTICLE, "t", "p", "KB-1", revision="0")
    link = "https://tandem.example/knowledge/KB-1"
    view = article_modal(shown, cited, REF, link=link, now=NOW, zone=UTC)
    check_view(view)
    text = read_aloud(view["blocks"])
    places = [
        text.index(words)
        for words in (
            "[K1] KB-1 · version 1 · validated 0 s ago by an engineer of Line 4",
            "How long to wait after cleaning",
            "The answer cited version 0; version 1 holds now.",
            "To be looked at again: built on SOP-114 rev C, which rev D replaced",
            "Equipment Line 4, Drum 2",
            "Wait 5 min after cleaning the sensor. [S1]",
            "Key point",
            "Reason why",
            "[S1] SOP-114 rev C, 6.2",
        )
    ]
    assert places == sorted(places)
    assert link in str(view)
