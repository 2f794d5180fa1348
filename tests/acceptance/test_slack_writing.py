"""The whole app in Slack with a model that takes its time: answers grow, are stopped, are cut off.

Each over requests and over a socket. The model's provider is a real server that waits in the
middle of its answer.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from examples.plant.history import history
from tests.acceptance.processes import tandem
from tests.acceptance.slack_face import ADMIN, ELSEWHERE, OPERATOR, App, in_slack, newest
from tests.acceptance.test_slack import LINE_4, all_quiet
from tests.model_server import Halting, ModelServer, explained, model_server, says
from tests.slack import Slack
from tests.slack.typed import compile_calls, validate
from tests.slack.world import Message

FIRST, LAST = "The recommender saw", "At that moment"
"""How the model's first and last claim begin; it says the last one when it is let go."""


@pytest.fixture(scope="module")
def provider() -> Iterator[ModelServer]:
    with model_server(says(explained)) as server:
        yield server


@pytest.fixture(scope="module", params=["requests", "socket"])
def running(
    request: pytest.FixtureRequest,
    provider: ModelServer,
    plant_known_in_slack: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Slack, App]]:
    folder = tmp_path_factory.mktemp("writing") / "data"
    told = {
        "TANDEM_MODEL": "openai:some-model",
        "TANDEM_MODEL_URL": f"{provider.url}/v1",
        "TANDEM_MODEL_KEY": "hush",
        "TANDEM_MODEL_SECONDS": "30",
    }
    sockets = request.param == "socket"
    with in_slack(plant_known_in_slack, folder, sockets=sockets, **told) as found:
        yield found


@pytest.fixture
def slack(running: tuple[Slack, App]) -> Slack:
    return running[0]


@pytest.fixture
def app(running: tuple[Slack, App]) -> App:
    return running[1]


@pytest.fixture
def halting(provider: ModelServer) -> Iterator[Halting]:
    """A model that is in the middle of its answer until it is let go."""
    found = Halting()
    provider.play(found)
    yield found
    found.goes_on.set()
    provider.play(says(explained))


def begun(slack: Slack, asked: Message) -> Message:
    """Return the answer once the model's first claim is shown, and its last is not."""

    def growing() -> Message | None:
        return next((e for e in slack.replies(asked) if FIRST in e.everything), None)

    found = slack.until(growing, seconds=30)
    assert LAST not in found.everything
    return found


def whole(slack: Slack, asked: Message) -> Message:
    """Return the one whole answer."""

    def shown() -> bool:
        return any(LAST in e.everything and "Right" in e.everything for e in slack.replies(asked))

    slack.until(shown, seconds=60)
    (reply,) = slack.replies(asked)
    assert reply.is_done
    assert reply.metadata
    assert "partial" not in reply.metadata["event_payload"]
    return reply


@pytest.mark.parametrize("where", ["line-4", f"@{OPERATOR}"])
def test_an_answer_grows_and_becomes_one_whole_message(
    slack: Slack, app: App, halting: Halting, where: str
) -> None:
    asked = slack.says(OPERATOR, where, f"@tandem why {newest(app.folder, LINE_4)}?")
    growing = begun(slack, asked)
    assert not growing.is_done
    halting.goes_on.set()
    assert whole(slack, asked) is growing


@pytest.mark.parametrize("where", ["line-4", f"@{OPERATOR}"])
def test_stop_ends_it_and_says_so(slack: Slack, app: App, halting: Halting, where: str) -> None:
    asked = slack.says(OPERATOR, where, f"@tandem why {newest(app.folder, LINE_4)}?")
    growing = begun(slack, asked)
    session = slack.workspace.sessions[(asked.channel, asked.ts)]
    assert session["status"] == "processing"
    slack.stops(OPERATOR, growing)
    slack.until(lambda: session["status"] == "active", seconds=30)
    halting.goes_on.set()
    slack.until(lambda: "Stopped" in growing.everything, seconds=30)
    all_quiet(slack)
    assert slack.replies(asked) == [growing]
    assert FIRST not in growing.everything
    again = slack.says(OPERATOR, where, f"@tandem why {newest(app.folder, LINE_4)}?")
    whole(slack, again)


def test_killed_in_the_middle_it_is_finished_once_and_nothing_half_is_left(
    slack: Slack, app: App, halting: Halting
) -> None:
    asked = slack.says(OPERATOR, "line-4", f"@tandem why {newest(app.folder, LINE_4)}?")
    begun(slack, asked)
    app.kill()
    assert LAST not in slack.replies(asked)[0].everything
    halting.goes_on.set()
    app.start()
    whole(slack, asked)
    all_quiet(slack, seconds=4)
    assert len(slack.replies(asked)) == 1


def test_what_not_all_may_see_is_written_to_the_asker_alone(
    slack: Slack, app: App, halting: Halting
) -> None:
    halting.goes_on.set()
    asked = slack.says(OPERATOR, "all-hands", f"@tandem why {newest(app.folder, LINE_4)}?")
    private = slack.until(
        lambda: [e for e in slack.messages(f"@{OPERATOR}") if float(e.ts) > float(asked.ts)],
        seconds=30,
    )
    assert FIRST in private[-1].everything
    all_quiet(slack)
    assert slack.replies(asked) == []
    assert not any(FIRST in each.everything for each in slack.whispers(ELSEWHERE))


def test_a_cards_why_is_answered_below_it(slack: Slack, app: App) -> None:
    slack.channel_of("line-4").members.add(slack.user_id(ADMIN))
    assert slack.commands(ADMIN, "line-4", "/tandem").ok
    slack.modal(ADMIN, seconds=30)
    assert slack.submits(ADMIN, {"opted_in": "in", "team": "seasoning-line-4"}).ok
    slack.until(lambda: slack.whispers(ADMIN), seconds=30)
    decision = issued(app)
    card = slack.until(
        lambda: [e for e in slack.messages("line-4") if not e.thread_ts and e.bot_id], seconds=30
    )[0]
    assert decision in card.everything
    attempt = slack.clicks(OPERATOR, card, "why")
    assert attempt.ok
    slack.redelivers(attempt.envelope)

    def below() -> list[Message]:
        return [each for each in slack.replies(card) if each.thread_ts]

    slack.until(lambda: any("Right" in each.everything for each in below()), seconds=30)
    all_quiet(slack)
    (reply,) = below()
    assert "R1" in reply.everything
    assert FIRST in reply.everything


def test_every_call_is_as_slacks_own_types_have_it(slack: Slack, tmp_path: Path) -> None:
    assert {"chat.startStream", "chat.appendStream", "chat.stopStream"} <= {
        each.method for each in slack.calls
    }
    refused = {each.answer.get("error") for each in slack.calls if each.answer.get("ok") is False}
    assert refused <= {"ratelimited", "stopped_by_user", "message_not_in_streaming_state"}
    assert compile_calls(slack.calls, tmp_path) == []
    assert validate(slack.calls) == []


def issued(app: App) -> str:
    """Let the recommender issue one more for Line 4, and return what it is called."""
    now = datetime.now(UTC)
    stand_open = [
        each
        for each in history(until=now, days=1, seed=7)
        if each["type"].endswith(".issued") and each["subject"] == f"{LINE_4}/drum-2"
    ]
    event = json.loads(json.dumps(stand_open[-1]))
    event |= {"id": "evt-new", "time": now.isoformat()}
    event["expirytime"] = (now + timedelta(minutes=15)).isoformat()
    event["data"]["decision_id"] = "R-2026-990001"
    file = app.folder.parent / "one.jsonl"
    file.write_text(json.dumps(event) + "\n", encoding="utf-8")
    done = tandem(app.folder, "ingest", "recommendations", str(file))
    assert (done.code, done.err) == (0, ""), done
    return "R-2026-990001"
