"""The 10,000-passage plant with its people in a Slack, for what is measured there.

Knows how the people of the directory get their names in the stand-in of Slack, its channels, what
is asked, and how the app is pointed at it. Does not know what is measured.
"""

import contextlib
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bench.asking import BY_NAME, OF_THE_PLANT
from bench.corpus import questions
from bench.installation import CACHE, PLANT, tandem
from tests.slack import Slack, slack_workspace
from tests.slack.world import Message

CHANNELS = 100  # as many as may be asked for their members in a minute
SETTLES_SECONDS = 300.0


@contextlib.contextmanager
def slack_of(folder: Path, *, retry_after: tuple[float, ...]) -> Iterator[Slack]:
    """Run a Slack in which the plant's people are, each by a name that the folder's store knows."""
    with slack_workspace(retry_after=retry_after) as slack:
        directory = yaml.safe_load((PLANT / "people.yaml").read_text(encoding="utf-8"))
        for person in directory["people"]:
            user = slack.add_user(person["id"], real_name=person["name"])
            person["identities"] = {"slack": f"{user.id}@{slack.workspace.id}"}
        known = CACHE / "people-in-slack.yaml"
        known.write_text(yaml.safe_dump(directory, allow_unicode=True), encoding="utf-8")
        tandem(folder, "ingest", "directory", str(known))
        for number in range(CHANNELS):
            slack.add_channel(f"c{number}", members=("p-016", "p-018"))
        yield slack


def settings_for(slack: Slack) -> dict[str, str]:
    """Return what the app is told of that Slack."""
    return {
        "TANDEM_SLACK_BOT_TOKEN": slack.workspace.token,
        "TANDEM_SLACK_SIGNING_SECRET": slack.signing_secret,
        "TANDEM_SLACK_API_URL": slack.api_url,
    }


def address(port: int) -> str:
    """Return where the app on that port takes what Slack sends."""
    return f"http://127.0.0.1:{port}/slack/events"


def asking(
    slack: Slack, *, seed: int, channels: int = CHANNELS, texts: Sequence[str] = ()
) -> Iterator[Message]:
    """Let people ask these, or a mixture, one after the other, in every channel in turn."""
    rng = random.Random(seed)
    texts = texts or [*BY_NAME, *OF_THE_PLANT, *rng.sample(list(questions()), 40)]
    for number in itertools.count():
        person = rng.choice(("p-016", "p-018"))
        yield slack.says(person, f"c{number % channels}", f"@tandem {rng.choice(texts)}")


def first_effects(slack: Slack) -> dict[tuple[str, str], list[float]]:
    """Return when the app began to answer in each thread: once, if all is well."""
    found: dict[tuple[str, str], list[float]] = {}
    for each in slack.calls:
        if each.method in ("chat.postMessage", "chat.startStream") and each.answer.get("ok"):
            thread = (str(each.get("channel")), str(each.get("thread_ts", "")))
            found.setdefault(thread, []).append(each.at)
    return found
