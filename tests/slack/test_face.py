"""What we show, and the manifest, against Slack's own types."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.channels import slack as package
from bot.channels.slack.app import SCOPES
from bot.channels.slack.blocks.answers import Beside, answer_posts
from bot.channels.slack.receiving import happening_of
from tests.contracts import test_channels as samples
from tests.slack.calls import Call
from tests.slack.golden import FOLDER
from tests.slack.manifest import Manifest
from tests.slack.typed import compile_calls, validate
from tests.small_plant import NOW

MANIFESTS = ("manifest.yaml", "manifest-http.yaml")
TOLD = {
    "agent_session_stopped": {"channel": "C1", "thread_ts": "1.1", "user": "U1"},
    "app_home_opened": {"channel": "D1", "user": "U1", "tab": "home"},
    "app_mention": {"channel": "C1", "ts": "1.1", "user": "U1", "text": "<@U0> why?"},
    "app_uninstalled": {},
    "message.channels": {"channel": "C1", "ts": "1.1", "user": "U1", "text": "why?"},
    "message.groups": {"channel": "G1", "ts": "1.1", "user": "U1", "text": "why?"},
    "message.im": {"channel": "D1", "ts": "1.1", "user": "U1", "text": "why?"},
    "tokens_revoked": {"tokens": {"bot": ["U0"]}},
}
"""An event of each type that is subscribed to, as far as it is read."""
MEMBERS = {"member_joined_channel", "member_left_channel"}
"""Nothing is done about these; who reads a channel is asked anew."""
EVENT, SCOPE = "agent_session_stopped", "assistant:write"
"""What Slack documents and its types of a manifest do not know yet."""


def call(method: str, **arguments: object) -> Call:
    return Call(method, dict(arguments), "xoxb-", 0.0, None)  # type: ignore[arg-type]


def shown() -> Iterator[Call]:
    """Give a call for everything in the snapshots, and for answers of every kind."""
    for path in sorted(FOLDER.glob("*.json")):
        built = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(built, list):
            posts = built if "blocks" in built[0] else [{"text": path.stem, "blocks": built}]
            yield from (call("chat.postMessage", channel="C1", **each) for each in posts)
        elif built["type"] == "home":
            yield call("views.publish", user_id="U1", view=built)
        else:
            yield call("views.open", trigger_id="1", view=built)
    for answer in (
        samples.ANSWERED,
        samples.ASKED_BACK,
        samples.ROUTED,
        samples.EMERGENCY,
        samples.ABSTAINED,
        samples.HOSTILE_ANSWER,
    ):
        for post in answer_posts(samples.reply(answer), Beside(private=True)):
            blocks = list(post.blocks)
            yield call("chat.postMessage", channel="C1", text=post.text, blocks=blocks)


def test_all_that_is_shown_compiles_and_the_sdk_takes_it(tmp_path: Path) -> None:
    calls = list(shown())
    assert len(calls) > 15
    assert compile_calls(calls, tmp_path) == []
    assert validate(calls) == []


@pytest.mark.parametrize("name", MANIFESTS)
def test_the_manifest_compiles(name: str, tmp_path: Path) -> None:
    text = (Path(package.__file__).parent / name).read_text(encoding="utf-8")
    manifest = yaml.safe_load(text)
    manifest["settings"]["event_subscriptions"]["bot_events"].remove(EVENT)
    manifest["oauth_config"]["scopes"]["bot"].remove(SCOPE)
    assert compile_calls([call("apps.manifest.validate", manifest=manifest)], tmp_path) == []
    manifest["features"]["shortcuts"][0]["type"] = "thread"
    again = tmp_path / "again"
    again.mkdir()
    assert compile_calls([call("apps.manifest.validate", manifest=manifest)], again)


@pytest.mark.parametrize("name", MANIFESTS)
def test_the_manifest_asks_for_what_the_app_uses_and_is_told_what_it_acts_on(name: str) -> None:
    read = Manifest.read(yaml.safe_load((Path(package.__file__).parent / name).read_text("utf-8")))
    assert read.scopes == frozenset(SCOPES)
    assert read.events == TOLD.keys() | MEMBERS
    for kind, event in TOLD.items():
        body = {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event": {"type": kind.partition(".")[0], "event_ts": "1.2", **event},
        }
        assert happening_of(body, now=NOW) is not None, kind
