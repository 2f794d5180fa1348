"""A card says what to do, how sure, how long; then what was decided, and never by whom."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks.cards import card_blocks, card_post
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.names import Act, Ref, act_of
from bot.shown.cards import Card
from knowledge.model import Decision, DecisionKind, Outcome, OutcomeResult, SetPoint
from tests.slack.golden import same_as
from tests.slack.validity import check_post, nodes
from tests.small_plant import NOW, advice

TEXT = st.text(max_size=5000)


def card(state: str = "open", **changes: object) -> Card:
    return Card(advice(1, **changes), "Line 4, Drum 2", state, None, None, by_reader=False)


def decided(kind: DecisionKind) -> Card:
    decision = Decision(
        "R-2026-000001", kind, NOW - timedelta(minutes=2), "p-1", "information",
        "belt 3 is wet", "set 40 rpm",
    )  # fmt: skip
    return replace(card(kind.value), decision=decision)


def acts(post: Post) -> list[str]:
    return [each["action_id"] for each in nodes(post.blocks) if "action_id" in each]


def test_an_open_card_is_asked_about_accepted_or_overridden() -> None:
    post = card_post(card(), now=NOW)
    check_post(post)
    assert acts(post) == ["why", "accept", "override"]
    same_as("card_open", post.blocks)


def test_the_text_beside_it_tells_it_without_blocks() -> None:
    text = card_post(card(), now=NOW).text
    assert text.startswith("Line 4, Drum 2 · ◆ wants a decision\nReduce drum speed from 42 to 38")
    assert "fairly sure (81 %) · 8 min left · R-2026-000001, 7 min ago" in text


def test_after_a_decision_it_says_what_was_decided_and_never_by_whom() -> None:
    post = card_post(decided(DecisionKind.OVERRIDDEN), now=NOW)
    check_post(post)
    assert acts(post) == ["why", "override"]
    assert "Overridden 2 min ago: “belt 3 is wet” Done instead: set 40 rpm" in post.text
    assert "p-1" not in str(post)
    same_as("card_overridden", post.blocks)


def test_in_a_channel_nobody_reads_that_it_was_they() -> None:
    mine = replace(decided(DecisionKind.ACCEPTED), by_reader=True)
    assert "by you" not in card_post(mine, now=NOW).text
    assert "Accepted by you" in read_aloud(card_blocks(mine, now=NOW))


def test_an_expired_card_asks_what_was_done() -> None:
    post = card_post(card("expired"), now=NOW)
    texts = [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]
    assert texts == ["Why?", "Say what you did"]
    assert "left" not in post.text


def test_the_result_is_told() -> None:
    worked = Outcome("R-2026-000001", OutcomeResult.BETTER, NOW)
    post = card_post(replace(decided(DecisionKind.ACCEPTED), outcome=worked), now=NOW)
    assert "✓ accepted, result better" in post.text


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT, TEXT, TEXT)
def test_whatever_is_logged_slack_takes_the_card(
    action: str, decision_id: str, effect: str, name: str
) -> None:
    changes = {"action": action, "decision_id": decision_id, "expected_effect": effect}
    outcomes = (SetPoint(name, action, effect, name),) * 12
    post = card_post(replace(card(**changes, outcomes=outcomes), asset_name=name), now=NOW)
    check_post(post)


def test_an_id_too_long_for_a_button_leaves_the_buttons_out() -> None:
    post = card_post(card(decision_id="R" * 3000), now=NOW)
    check_post(post)
    assert acts(post) == []


def test_every_button_names_the_decision() -> None:
    for each in nodes(card_post(card(), now=NOW).blocks):
        if each.get("type") == "button":
            assert Ref.read(each["value"]) == Ref(decision="R-2026-000001")
            assert act_of(each["action_id"]) in Act
