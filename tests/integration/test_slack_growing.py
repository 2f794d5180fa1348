"""With a language model the answer is shown claim by claim, can be stopped, and is one message."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from bot.channels.slack.sending import to_channel
from knowledge.language import Request
from knowledge.language.scripted import Script, ScriptedModel, claims
from tests.integration.test_slack import MANIFEST
from tests.slack import Slack, slack_workspace
from tests.slack.failures import rate_limited
from tests.slack_plant import fresh, plant_in_slack

TRUE = ("Product moisture was logged at 3.4 %, which weighed most.", ["R1"])
WHY = "why 38 rpm on drum 2?"


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        yield slack


def held(until: Event) -> Script:
    """Return a script that writes when it may."""

    def script(_: Request) -> str:
        until.wait(10)
        return claims(TRUE)

    return script


def test_an_answer_is_streamed_and_becomes_one_whole_message(slack: Slack, tmp_path: Path) -> None:
    go = Event()
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "@amara", WHY)
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        assert "from 42 rpm to 38 rpm" in begun.everything
        assert not begun.is_done
        session = slack.workspace.sessions[(asked.channel, asked.ts)]
        assert session["status"] == "processing"
        go.set()
        slack.until(lambda: (TRUE[0] in begun.everything and begun.is_done) or None)
        slack.until(lambda: "Right" in begun.everything or None)
        assert begun.metadata
        assert begun.metadata["event_payload"] == {
            "key": f"T0NORTH:{asked.channel}:{asked.ts}:reply"
        }
        assert slack.replies(asked) == [begun]
        slack.until(lambda: session["status"] == "active" or None)


def test_where_no_stream_is_to_be_had_it_is_posted_and_updated(
    slack: Slack, tmp_path: Path
) -> None:
    slack.fails("chat.startStream", rate_limited(30))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        reply = slack.reply_to(slack.says("amara", "@amara", WHY))
        slack.until(lambda: "Right" in reply.everything or None)
        assert TRUE[0] in reply.everything
        assert reply.metadata
        assert "partial" not in reply.metadata["event_payload"]


def test_stop_stops_it_and_says_so_once(slack: Slack, tmp_path: Path) -> None:
    go = Event()
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "@amara", WHY)
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        slack.stops("amara", begun)
        slack.until(
            lambda: (
                slack.workspace.sessions[(asked.channel, asked.ts)]["status"] == "active" or None
            )
        )
        go.set()
        slack.until(lambda: "Stopped" in begun.everything or None)
        assert TRUE[0] not in begun.everything
        assert slack.replies(asked) == [begun]


def test_in_a_channel_it_is_posted_whole_because_all_must_see_its_sources(
    slack: Slack, tmp_path: Path
) -> None:
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        reply = slack.reply_to(slack.says("amara", "line-4", f"@tandem {WHY}"))
        assert TRUE[0] in reply.everything
        assert slack.calls_of("chat.startStream") == []
        assert slack.calls_of("assistant.threads.setStatus")
        assert slack.workspace.statuses == {}


def test_what_a_crash_left_half_written_is_taken_back_before_the_whole_is_sent(
    slack: Slack, tmp_path: Path
) -> None:
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        slack.holds = True
        asked = slack.says("amara", "@amara", WHY)
        # The process before had marked the reply as being sent, and begun a stream.
        client = here.app._parts.workspaces.client("T0NORTH")
        client.chat_startStream(
            channel=asked.channel, thread_ts=asked.ts, markdown_text="It moves drum speed"
        )
        before = to_channel(
            f"T0NORTH:{asked.channel}:{asked.ts}:reply",
            workspace="T0NORTH",
            channel=asked.channel,
            thread=asked.ts,
            about=f"slack:T0NORTH:{asked.channel}:{asked.ts}",
            at=here.clock(),
        )
        here.store.deliveries.try_now(before, now=here.clock())
        for envelope in slack.envelopes:
            slack.redelivers(envelope)
        slack.until(lambda: here.store.deliveries.unfinished() == [] or None, seconds=20)
        (reply,) = slack.replies(asked)
        assert TRUE[0] in reply.everything
