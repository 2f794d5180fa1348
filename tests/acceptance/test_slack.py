"""The whole app in Slack, as people use it: a real process, a Slack that keeps its limits."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.processes import tandem
from tests.acceptance.slack_face import (
    COLLEAGUE,
    ELSEWHERE,
    ENGINEER,
    OPERATOR,
    STRANGER,
    App,
    in_slack,
    newest,
)
from tests.slack import Slack
from tests.slack.delivery import Envelope, sign
from tests.slack.failures import (
    answers,
    cut_after,
    cut_before,
    rate_limited,
    silent_after,
)
from tests.slack.typed import compile_calls, validate
from tests.slack.world import Message

LINE_4 = "northfield/snacks/seasoning/line-4"


@pytest.fixture(scope="module")
def running(
    plant_known_in_slack: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Slack, App]]:
    with in_slack(plant_known_in_slack, tmp_path_factory.mktemp("slack") / "data") as found:
        yield found


@pytest.fixture(scope="module")
def app(running: tuple[Slack, App]) -> App:
    return running[1]


@pytest.fixture
def slack(running: tuple[Slack, App]) -> Iterator[Slack]:
    slack = running[0]
    slack.holds = False
    yield slack
    slack.holds = False
    slack.failures.clear()
    slack.settle(seconds=60)


@pytest.fixture(scope="module")
def decision(app: App) -> str:
    return newest(app.folder, LINE_4)


def events_of(slack: Slack, message: Message) -> list[Envelope]:
    return [each for each in slack.envelopes if each.payload["event"].get("ts") == message.ts]


def all_quiet(slack: Slack, *, seconds: float = 1.5) -> None:
    """Give the app the time to do what it should not do."""
    slack.settle(seconds=30)
    time.sleep(seconds)


def test_a_mention_is_answered_in_its_thread_from_log_and_procedures(
    slack: Slack, decision: str
) -> None:
    asked = slack.says(OPERATOR, "line-4", f"@tandem why {decision}?")
    reply = slack.reply_to(asked, seconds=30)
    assert (reply.thread_ts, reply.channel) == (asked.ts, asked.channel)
    assert decision in reply.everything
    assert "R1" in reply.everything


def test_a_direct_message_is_answered_without_a_mention(slack: Slack, decision: str) -> None:
    asked = slack.says(OPERATOR, f"@{OPERATOR}", f"why {decision}?")
    assert "R1" in slack.reply_to(asked, seconds=30).everything


def test_it_posts_without_unfurling_and_marks_what_it_posts(slack: Slack, decision: str) -> None:
    asked = slack.says(OPERATOR, "line-4", f"@tandem why {decision}?")
    reply = slack.reply_to(asked, seconds=30)
    assert reply.metadata
    assert reply.stream or (
        reply.arguments["unfurl_links"] is False and reply.arguments["unfurl_media"] is False
    )
    for broadcast in ("<!channel>", "<!here>", "<!everyone>"):
        assert broadcast not in reply.everything


def test_delivered_five_times_in_any_order_it_is_answered_once(slack: Slack, decision: str) -> None:
    slack.holds = True
    asked = slack.says(OPERATOR, "line-4", f"@tandem why {decision}?")
    told = events_of(slack, asked)
    assert {each.payload["event"]["type"] for each in told} == {"message", "app_mention"}
    again = told * 5
    random.Random(4).shuffle(again)
    for number, envelope in enumerate(again):
        if number % 3 == 2:
            envelope.payload["event_id"] = slack.new_id("Ev")
        slack.redelivers(envelope)
    slack.holds = False
    slack.reply_to(asked, seconds=30)
    for envelope in told:
        slack.redelivers(envelope)
    all_quiet(slack)
    assert len(slack.replies(asked)) == 1


def test_an_edited_question_is_answered_anew_in_the_same_reply(slack: Slack, decision: str) -> None:
    asked = slack.says(OPERATOR, "line-4", "@tandem how do I clean the moisture sensor?")
    first = slack.reply_to(asked, seconds=30)
    before = first.everything
    slack.edits(asked, f"@tandem why {decision}?")
    slack.until(lambda: decision in slack.replies(asked)[0].everything, seconds=30)
    assert len(slack.replies(asked)) == 1
    assert before != slack.replies(asked)[0].everything


def test_a_deleted_question_takes_its_answer_along(slack: Slack) -> None:
    asked = slack.says(OPERATOR, "line-4", "@tandem what is open?")
    slack.reply_to(asked, seconds=30)
    slack.deletes(asked)
    slack.until(lambda: not slack.replies(asked), seconds=30)


def test_what_people_say_to_each_other_is_nobodys_business(slack: Slack, app: App) -> None:
    said = [
        slack.says(OPERATOR, "line-4", "drum 2 runs hot again"),
        slack.says(OPERATOR, "line-4", "why is it so slow?"),
        slack.says(OPERATOR, "line-4", "<@U0P003> why 38 rpm?"),
    ]
    all_quiet(slack)
    assert [slack.replies(each) for each in said] == [[], [], []]
    kept = (app.folder / "tandem.db").read_bytes() + (app.folder / "tandem.db-wal").read_bytes()
    assert b"drum 2 runs hot again" not in kept


def test_a_bot_is_never_answered(slack: Slack) -> None:
    where = slack.channel_of("line-4")
    message = Message(
        ts=slack.next_ts(),
        channel=where.id,
        user="U0OTHERBOT",
        bot_id="B0OTHER",
        app_id="A0OTHER",
        text=f"<@{slack.workspace.bot.id}> why?",
    )
    slack.put(message, team=slack.workspace.id)
    mention = {**message.shown(), "type": "app_mention", "channel": where.id}
    slack.send(slack.event(mention)).result()
    all_quiet(slack)
    assert slack.replies(message) == []


def test_its_own_messages_start_nothing(slack: Slack) -> None:
    asked = slack.says(OPERATOR, f"@{OPERATOR}", "what is open?")
    slack.reply_to(asked, seconds=30)
    all_quiet(slack)
    assert len(slack.replies(asked)) == 1


def test_unsigned_wrongly_signed_and_replayed_requests_are_refused(slack: Slack) -> None:
    slack.holds = True
    asked = slack.says(OPERATOR, "line-4", "@tandem what is open?")
    slack.holds = False
    now = int(time.time())
    for envelope in events_of(slack, asked):
        body, kind = envelope.encoded()
        for signature, at in (
            ("", now),
            ("v0=" + "0" * 64, now),
            (sign("another secret", body, now), now),
            (sign(slack.signing_secret, body, now - 301), now - 301),
            (sign(slack.signing_secret, body + b" ", now), now),
        ):
            headers = {"X_Slack_Signature": signature, "X_Slack_Request_Timestamp": str(at)}
            assert slack.posts(body, kind, **headers).status_code in (400, 401, 403)
        assert slack.posts(body, kind).status_code in (400, 401, 403)
    all_quiet(slack)
    assert slack.replies(asked) == []


def test_the_address_is_verified(slack: Slack) -> None:
    body, now = b'{"type": "url_verification", "challenge": "c-77"}', int(time.time())
    headers = {"X_Slack_Signature": sign(slack.signing_secret, body, now)}
    answer = slack.posts(body, **headers, X_Slack_Request_Timestamp=str(now))
    assert (answer.status_code, "c-77" in answer.text) == (200, True)


def test_somebody_unlinked_sees_what_is_for_everyone_and_how_to_be_linked(
    slack: Slack, decision: str
) -> None:
    asked = slack.says(STRANGER, f"@{STRANGER}", f"why {decision}?")
    reply = slack.reply_to(asked, seconds=30)
    assert "/tandem link" in reply.everything
    assert "moisture" not in reply.everything


def test_what_not_everybody_may_see_is_told_to_the_asker_alone(slack: Slack, decision: str) -> None:
    asked = slack.says(OPERATOR, "all-hands", f"@tandem why {decision}?")
    hint = slack.until(
        lambda: [each for each in slack.whispers(OPERATOR) if each.channel == asked.channel],
        seconds=30,
    )
    assert hint
    private = slack.until(
        lambda: [
            each
            for each in slack.messages(f"@{OPERATOR}")
            if each.bot_id and float(each.ts) > float(asked.ts) and each.is_done
        ],
        seconds=30,
    )
    assert "R1" in private[-1].everything
    assert slack.replies(asked) == []
    assert not any(decision in each.everything for each in slack.whispers(ELSEWHERE))


@pytest.mark.parametrize(
    "failures",
    [
        pytest.param((rate_limited(1), rate_limited(1)), id="429 twice"),
        pytest.param((answers(503),), id="broken"),
        pytest.param((cut_before(),), id="cut before the work"),
        pytest.param((cut_after(),), id="cut after the work"),
        pytest.param((silent_after(12),), id="silent after the work"),
    ],
)
def test_when_slack_fails_the_answer_comes_once(
    slack: Slack, decision: str, failures: tuple[object, ...]
) -> None:
    for method in ("chat.postMessage", "chat.startStream"):
        slack.fails(method, *failures)  # type: ignore[arg-type]
    asked = slack.says(COLLEAGUE, f"@{COLLEAGUE}", f"why {decision}?")
    slack.reply_to(asked, seconds=60)
    all_quiet(slack, seconds=4)
    assert len(slack.replies(asked)) == 1
    seen = [each for each in slack.calls if each.method.startswith("chat.") and not each.ok]
    refused = {each.answer.get("error") for each in seen} - {"ratelimited", "internal_error", None}
    assert not refused


def test_a_command_is_answered_to_who_typed_it(slack: Slack, decision: str) -> None:
    before = len(slack.whispers(OPERATOR))
    assert slack.commands(OPERATOR, "line-4", "/why", decision).ok
    told = slack.until(lambda: slack.whispers(OPERATOR)[before:], seconds=30)
    assert decision in told[-1].everything


def test_a_shortcut_on_anybodys_message_asks_why(slack: Slack, decision: str) -> None:
    before = len(slack.whispers(COLLEAGUE))
    message = slack.says(OPERATOR, "line-4", f"{decision} again")
    assert slack.uses_shortcut(COLLEAGUE, "why_this", message).ok
    slack.until(
        lambda: (
            [e for e in slack.replies(message) if decision in e.everything]
            or [e for e in slack.whispers(COLLEAGUE)[before:] if decision in e.everything]
            or [e for e in slack.messages(f"@{COLLEAGUE}") if decision in e.everything]
        ),
        seconds=30,
    )


def test_not_right_becomes_a_correction_that_the_owners_get(
    slack: Slack, app: App, decision: str
) -> None:
    reply = slack.reply_to(slack.says(OPERATOR, "line-4", f"@tandem why {decision}?"), seconds=30)
    assert slack.clicks(OPERATOR, reply, "feedback", "Not right").ok
    slack.modal(OPERATOR)
    said = {
        "expectation": "41 rpm is enough for thin cut",
        "rationale": "the new felt grips better",
        "reason_class": "information",
        "confidence": "3",
    }
    for _ in range(2):  # the button is pressed twice, as people do
        if slack.workspace.modals[slack.user_id(OPERATOR)]:
            assert slack.submits(OPERATOR, said).ok

    def exported() -> str:
        return tandem(app.folder, "export", "assessments").out

    slack.until(lambda: "41 rpm is enough" in exported(), seconds=30)
    assert exported().count("41 rpm is enough") == 1


def test_a_click_that_comes_again_has_one_effect(slack: Slack, decision: str) -> None:
    reply = slack.reply_to(slack.says(COLLEAGUE, "line-4", f"@tandem why {decision}?"), seconds=30)
    before = len(slack.whispers(COLLEAGUE))
    first = slack.clicks(COLLEAGUE, reply, "feedback", "Right")
    for _ in range(4):
        slack.redelivers(first.envelope)
    slack.until(lambda: slack.whispers(COLLEAGUE)[before:], seconds=30)
    all_quiet(slack)
    assert len(slack.whispers(COLLEAGUE)[before:]) == 1


def test_the_home_tab_and_prompts_are_there_when_looked_at(slack: Slack) -> None:
    slack.opens_home(ENGINEER)
    assert slack.home(ENGINEER, seconds=30).body["blocks"]
    slack.opens_home(OPERATOR, tab="messages")
    where = slack.channel_of(f"@{OPERATOR}").id
    slack.until(
        lambda: [prompts for (channel, _), prompts in slack.workspace.prompts.items()
                 if channel == where],
        seconds=30,
    )  # fmt: skip


def test_every_call_is_as_slacks_own_types_have_it(slack: Slack, app: App, tmp_path: Path) -> None:
    assert len({each.method for each in slack.calls}) >= 5
    refused = {
        (each.method, each.answer.get("error"))
        for each in slack.calls
        if each.answer.get("ok") is False and each.failure is None
    }
    assert {error for _, error in refused} <= {"ratelimited"}, refused
    assert compile_calls(slack.calls, tmp_path) == []
    assert validate(slack.calls) == []
