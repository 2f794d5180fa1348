"""Tandem in Slack, over HTTP and sockets against a stand-in that keeps Slack's limits."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from knowledge.model import Place
from tests.slack import Slack
from tests.slack.failures import answers, cut_after, cut_before, rate_limited, says_error
from tests.slack_plant import SlackPlant, fresh, plant_in_slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.issue(fresh(1))
        yield here


def test_a_mention_is_answered_in_its_thread(slack: Slack, here: SlackPlant) -> None:
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    reply = slack.reply_to(asked)
    assert reply.thread_ts == asked.ts
    assert "product moisture" in reply.everything
    assert not slack.workspace.ephemerals


def test_whatever_comes_twice_in_any_order_is_answered_once(slack: Slack, here: SlackPlant) -> None:
    slack.holds = True
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    message, mention = slack.envelopes[-2:]
    for envelope in (mention, message, mention, message, message, mention):
        assert slack.redelivers(envelope).ok
    reply = slack.reply_to(asked)
    slack.holds = False
    other = slack.says("amara", "line-4", "@tandem what is open?")
    slack.reply_to(other)
    assert slack.replies(asked) == [reply]


def test_nobody_else_is_answered(slack: Slack, here: SlackPlant) -> None:
    for text in ("why 38 rpm on drum 2?", "<@U0SUNNIVA> why 38 rpm?"):
        slack.says("amara", "line-4", text)
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    slack.reply_to(asked)
    assert [each for each in slack.messages("line-4") if each.bot_id] == slack.replies(asked)
    rows = here.store.inbox.counts()
    assert sum(rows.values()) == 1


def test_what_not_everybody_may_see_is_answered_alone_with_a_hint(
    slack: Slack, here: SlackPlant
) -> None:
    slack.add_channel("canteen", members=("amara", "hana"))
    asked = slack.says("amara", "canteen", "@tandem why 38 rpm on drum 2?")
    private = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    assert "product moisture" in private.everything
    hint = slack.until(lambda: next(iter(slack.whispers("amara")), None))
    assert "direct messages" in hint.everything
    assert slack.replies(asked) == []


def test_an_edit_whose_answer_is_not_for_all_is_answered_alone(
    slack: Slack, here: SlackPlant
) -> None:
    slack.add_channel("canteen", members=("amara", "hana"))
    asked = slack.says("amara", "canteen", "@tandem hello")
    reply = slack.reply_to(asked)
    slack.edits(asked, "@tandem why 38 rpm on drum 2?")
    private = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    assert "product moisture" in private.everything
    slack.until(lambda: len(slack.whispers("amara")) == 1 or None)
    slack.until(lambda: reply.edits or None)
    assert slack.replies(asked) == [reply]
    assert "moisture" not in reply.everything


def test_somebody_unknown_sees_what_is_for_everyone_and_how_to_be_known(
    slack: Slack, here: SlackPlant
) -> None:
    reply = slack.reply_to(slack.says("nobody", "@nobody", "why 38 rpm on drum 2?"))
    assert "product moisture" not in reply.everything
    assert "/tandem link" in reply.everything


def test_an_edit_changes_the_reply_and_a_deletion_withdraws_it(
    slack: Slack, here: SlackPlant
) -> None:
    here.plant.issue(fresh(2, drum=3, action="Slow down drum 3"))
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    reply = slack.reply_to(asked)
    slack.edits(asked, "@tandem why slow down drum 3?")
    slack.until(lambda: "Drum 3" in reply.everything or None)
    assert slack.replies(asked) == [reply]
    slack.deletes(asked)
    slack.until(lambda: not slack.replies(asked) or None)


def test_unsigned_wrongly_signed_and_replayed_requests_are_refused(
    slack: Slack, here: SlackPlant
) -> None:
    body = b'{"type": "event_callback", "team_id": "T0NORTH", "event": {"type": "message"}}'
    assert slack.posts(body).status_code == 401
    signed = {"x-slack-request-timestamp": "1", "x-slack-signature": "v0=00"}
    assert slack.posts(body, **signed).status_code == 401
    assert here.store.inbox.counts() == {}


def test_another_workspace_installs_it_and_is_answered_with_its_own_token(
    slack: Slack, tmp_path: Path
) -> None:
    slack.add_workspace("T0SOUTH", "southfield")
    settings = {
        "slack_client_id": slack.client_id,
        "slack_client_secret": slack.client_secret,
        "slack_workspaces": "T0SOUTH",
    }
    with (
        plant_in_slack(slack, tmp_path, slack_bot_token="", **settings) as here,
        httpx2.Client() as browser,
    ):
        site = slack.delivery.url.removesuffix("/slack/events")
        page = browser.get(f"{site}/slack/install")
        asked = html.unescape(re.search(r'href="(https://[^"]+)"', page.text)[1])  # type: ignore[index]
        back = slack.consents("olga", asked, team="T0SOUTH")
        returned = site + back[back.index("/slack/oauth_redirect") :]
        cookie = {"cookie": page.headers["set-cookie"].partition(";")[0]}
        assert httpx2.get(returned).status_code == 400  # somebody else's browser
        assert browser.get(returned, headers=cookie).status_code == 200
        assert browser.get(returned, headers=cookie).status_code == 401  # a state works once
        page = browser.get(f"{site}/slack/install")
        asked = html.unescape(re.search(r'href="(https://[^"]+)"', page.text)[1])  # type: ignore[index]
        back = slack.consents("amara", asked)
        cookie = {"cookie": page.headers["set-cookie"].partition(";")[0]}
        foreign = browser.get(site + back[back.index("/slack/oauth") :], headers=cookie)
        assert foreign.status_code == 403
        assert "T0NORTH" in foreign.text
        (installed,) = here.store.chats.workspaces(Place.SLACK)
        token = slack.workspaces["T0SOUTH"].token
        assert installed.id == "T0SOUTH"
        assert token.encode() not in b"".join(
            each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()
        )
        slack.says("olga", "@olga", "what is open?", team="T0SOUTH")
        slack.until(lambda: len(slack.messages("@olga", team="T0SOUTH")) > 1 or None)


def test_what_is_uninstalled_is_forgotten(slack: Slack, here: SlackPlant) -> None:
    slack.until(lambda: here.store.chats.workspaces(Place.SLACK) or None)
    slack.carry(slack.event({"type": "app_uninstalled"}))
    slack.until(lambda: not here.store.chats.workspaces(Place.SLACK) or None)


def test_socket_mode_needs_no_open_port(slack: Slack, tmp_path: Path) -> None:
    with plant_in_slack(
        slack, tmp_path, slack_signing_secret="", slack_app_token=slack.app_token
    ) as here:
        here.plant.issue(fresh(1))
        slack.until(lambda: slack.delivery.sockets or None)
        asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
        assert "product moisture" in slack.reply_to(asked).everything
        slack.disconnects()
        again = slack.says("amara", "line-4", "@tandem what is open?")
        slack.reply_to(again, seconds=20)


def test_a_post_of_which_nobody_knows_is_looked_up_and_not_repeated(
    slack: Slack, here: SlackPlant
) -> None:
    slack.fails("chat.postMessage", cut_after())
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    slack.until(lambda: len(slack.calls_of("conversations.replies")) > 0 or None, seconds=20)
    slack.until(lambda: not here.store.inbox.unfinished() or None, seconds=20)
    assert len(slack.replies(asked)) == 1


def test_too_many_calls_wait_as_told_and_a_broken_slack_is_tried_again(
    slack: Slack, here: SlackPlant
) -> None:
    slack.fails("chat.postMessage", rate_limited(1), cut_before(), answers(503))
    asked = slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    reply = slack.reply_to(asked, seconds=40)
    slack.until(lambda: not here.store.inbox.unfinished() or None, seconds=20)
    assert slack.replies(asked) == [reply]


def test_where_it_may_not_post_the_asker_is_answered_alone(slack: Slack, here: SlackPlant) -> None:
    slack.fails("chat.postMessage", says_error("restricted_action"))
    slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?")
    alone = slack.until(lambda: next(iter(slack.messages("@amara")), None))
    assert "product moisture" in alone.everything
