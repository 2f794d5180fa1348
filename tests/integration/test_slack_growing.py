"""With a language model the answer is shown claim by claim, can be stopped, and is one message."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from bot.channels.slack.blocks.elements import section
from bot.channels.slack.growing import Message as Begun
from bot.channels.slack.growing import Pace
from bot.channels.slack.receiving import happening_of
from bot.channels.slack.sending import to_channel
from knowledge.language import Request
from knowledge.language.scripted import Script, ScriptedModel, claims
from knowledge.model import Delivery, WorkState
from tests.slack import Slack, slack_workspace
from tests.slack.failures import rate_limited, says_error
from tests.slack.world import Message
from tests.slack_plant import MANIFEST, SlackPlant, fresh, plant_in_slack

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
    go = Event()
    slack.fails("chat.startStream", rate_limited(30))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        reply = slack.reply_to(slack.says("amara", "@amara", WHY))
        assert "still writing" in reply.everything
        go.set()
        slack.until(lambda: "Right" in reply.everything or None)
        assert TRUE[0] in reply.everything
        assert "still writing" not in reply.everything
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


def test_in_a_channel_it_grows_before_all_who_may_see_its_sources(
    slack: Slack, tmp_path: Path
) -> None:
    go = Event()
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        assert "from 42 rpm to 38 rpm" in begun.everything
        assert not begun.is_done
        assert slack.workspace.sessions[(asked.channel, asked.ts)]["status"] == "processing"
        other = slack.says("sunniva", "line-4", f"@tandem {WHY}")
        slack.until(lambda: next(iter(slack.replies(other)), None))  # no thread waits for another
        go.set()
        for each in (asked, other):
            slack.until(lambda each=each: "Right" in slack.replies(each)[0].everything or None)
            (reply,) = slack.replies(each)
            assert TRUE[0] in reply.everything
            assert reply.metadata
            assert "partial" not in reply.metadata["event_payload"]
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert {each["status"] for each in slack.workspace.sessions.values()} == {"active"}
        assert slack.workspace.statuses == {}
        assert not slack.workspace.ephemerals


def test_what_not_all_in_a_channel_may_see_is_never_begun_there(
    slack: Slack, tmp_path: Path
) -> None:
    slack.add_channel("canteen", members=("amara", "hana"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "canteen", f"@tandem {WHY}")
        private = slack.until(lambda: next(iter(slack.messages("@amara")), None))
        assert TRUE[0] in private.everything
        hint = slack.until(lambda: next(iter(slack.whispers("amara")), None))
        assert "direct messages" in hint.everything
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert slack.replies(asked) == []
        assert slack.workspace.statuses == {}
        shown = [e for e in slack.calls if e.arguments.get("channel") == asked.channel]
        assert not any("moisture" in str(each.arguments) for each in shown)


def test_somebody_who_comes_while_it_is_written_does_not_see_the_whole(
    slack: Slack, tmp_path: Path
) -> None:
    go = Event()
    where = slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        where.members.add(slack.user_id("hana"))
        joined = {"type": "member_joined_channel", "user": "U0HANA", "channel": where.id}
        slack.carry(slack.event(joined))
        go.set()
        private = slack.until(lambda: next(iter(slack.messages("@amara")), None))
        assert TRUE[0] in private.everything
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert slack.replies(asked) == [begun]
        assert "Not everybody here may see" in begun.everything
        assert "moisture" not in begun.everything
        assert not slack.workspace.ephemerals  # the message in the channel says it
        slack.edits(asked, f"@tandem {WHY} please")
        slack.until(lambda: len(private.edits) > 0 or None)
        assert slack.replies(asked) == [begun]
        assert "moisture" not in begun.everything


def test_an_edit_while_it_grows_is_answered_in_the_same_message(
    slack: Slack, tmp_path: Path
) -> None:
    go = Event()
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1), fresh(2, drum=3, action="Slow down drum 3"))
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        slack.edits(asked, "@tandem why slow down drum 3?")
        slack.until(lambda: here.store.inbox.counts().get(WorkState.STARTED, 0) == 2 or None)
        go.set()
        slack.until(lambda: "Drum 3" in begun.everything or None)
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert slack.replies(asked) == [begun]


def test_what_slack_lets_end_later_becomes_whole_later(slack: Slack, tmp_path: Path) -> None:
    slack.fails("chat.stopStream", rate_limited(1))
    slack.fails("chat.update", rate_limited(1))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "@amara", WHY)
        slack.until(lambda: any("Right" in e.everything for e in slack.replies(asked)) or None)
        (reply,) = slack.replies(asked)
        assert reply.is_done
        assert len(slack.calls_of("chat.startStream")) == 1
        assert not slack.calls_of("conversations.replies")


def test_where_the_whole_is_refused_nothing_half_stays(slack: Slack, tmp_path: Path) -> None:
    slack.add_channel("line-4", members=("amara", "sunniva"))
    slack.fails("chat.update", says_error("msg_too_long"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        alone = slack.until(lambda: next(iter(slack.messages("@amara")), None))
        assert TRUE[0] in alone.everything
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert slack.replies(asked) == []


def test_a_command_is_told_at_once_that_it_is_looked_up(slack: Slack, tmp_path: Path) -> None:
    go = Event()
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        assert slack.commands("amara", "line-4", "/why", "38 rpm on drum 2").ok
        (told,) = slack.whispers("amara")
        assert "looking it up" in told.everything
        go.set()
        slack.until(lambda: len(slack.whispers("amara")) == 2 or None)
        assert TRUE[0] in slack.whispers("amara")[-1].everything
        assert slack.messages("line-4") == []


def test_stop_stops_it_in_a_channel_too(slack: Slack, tmp_path: Path) -> None:
    go = Event()
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(held(go))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        begun = slack.until(lambda: next(iter(slack.replies(asked)), None))
        slack.stops("amara", begun)
        session = slack.workspace.sessions[(asked.channel, asked.ts)]
        slack.until(lambda: session["status"] == "active" or None)
        go.set()
        slack.until(lambda: "Stopped" in begun.everything or None)
        assert slack.replies(asked) == [begun]


def test_what_a_button_asks_grows_as_well(slack: Slack, tmp_path: Path) -> None:
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        asked = slack.says("amara", "line-4", "@tandem what is open?")
        reply = slack.reply_to(asked)
        before = len(slack.calls_of("chat.startStream"))
        assert slack.clicks("sunniva", reply, "follow_up:0").ok
        slack.until(lambda: len(slack.replies(asked)) == 2 or None)
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert len(slack.calls_of("chat.startStream")) == before + 1


@pytest.mark.parametrize("where", ["@amara", "line-4"])
@pytest.mark.parametrize("marked", ["by its block", "by nothing"])
def test_what_a_crash_left_half_written_is_taken_back_before_the_whole_is_sent(
    slack: Slack, tmp_path: Path, where: str, marked: str
) -> None:
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        slack.holds = True
        asked = slack.says("amara", where, f"@tandem {WHY}")
        # The process before had marked the reply as being sent, and begun a stream.
        before = being_sent(here, asked)
        client = here.app._parts.workspaces.client("T0NORTH")
        if marked == "by its block":
            Begun(client, before.address, before.key, Pace()).add([section("It moves drum speed")])
        else:
            client.chat_startStream(
                **told(asked), recipient_user_id="U0AMARA", markdown_text="It moves drum speed"
            )
        Begun(client, before.address, "another:reply", Pace()).add(
            [section("Another answer grows here")]
        )
        assert len(slack.replies(asked)) == 2
        for envelope in slack.envelopes:
            slack.redelivers(envelope)
        slack.until(lambda: here.store.deliveries.unfinished() == [] or None, seconds=20)
        other, reply = slack.replies(asked)
        assert "Another answer" in other.everything
        assert TRUE[0] in reply.everything


def test_of_a_question_that_is_gone_no_half_answer_is_left(slack: Slack, tmp_path: Path) -> None:
    slack.add_channel("line-4", members=("amara", "sunniva"))
    with plant_in_slack(slack, tmp_path, model=ScriptedModel(claims(TRUE))) as here:
        here.plant.issue(fresh(1))
        slack.holds = True
        asked = slack.says("amara", "line-4", f"@tandem {WHY}")
        before = being_sent(here, asked)
        client = here.app._parts.workspaces.client("T0NORTH")
        Begun(client, before.address, before.key, Pace()).add([section("It moves drum speed")])
        slack.deletes(asked)
        for envelope in reversed(slack.envelopes):
            happening = happening_of(envelope.payload, now=here.clock())
            assert happening is not None
            here.store.inbox.receive(happening)
        slack.until(lambda: here.store.deliveries.unfinished() == [] or None, seconds=20)
        slack.until(lambda: not here.store.inbox.unfinished() or None)
        assert slack.replies(asked) == []


def being_sent(here: SlackPlant, asked: Message) -> Delivery:
    """Mark the reply as being sent, as a process does that is then cut off."""
    key = f"T0NORTH:{asked.channel}:{asked.ts}"
    before = to_channel(
        f"{key}:reply",
        workspace="T0NORTH",
        channel=asked.channel,
        thread=asked.ts,
        about=f"slack:{key}",
        at=here.clock(),
    )
    before = replace(before, address={**before.address, "asker": asked.user})
    here.store.deliveries.try_now(before, now=here.clock())
    return before


def told(asked: Message) -> dict[str, str]:
    return {
        "channel": asked.channel,
        "thread_ts": asked.ts,
        "recipient_team_id": "T0NORTH",
    }
