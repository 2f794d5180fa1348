"""The real app in a Slack: its process, its people in the stand-in's workspace, its crashes.

Knows how ``tandem serve`` is pointed at the stand-in and how it is cut off at a named point of its
work. Does not know what is asked.
"""

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from knowledge.store import Store
from tests.acceptance.processes import (
    PLANT,
    ROOT,
    bring_in_the_plant,
    environment,
    free_port,
    tandem,
    wait_for,
)
from tests.slack import Slack, slack_workspace
from tests.slack.state import TEAM, user_id

EVENTS = "/slack/events"
MANIFESTS = ROOT / "bot" / "channels" / "slack"
OPERATOR, COLLEAGUE, ELSEWHERE = "p-001", "p-003", "p-009"
"""Two operators of Line 4, and one of Packaging."""
ENGINEER, ADMIN, SUPERVISOR = "p-016", "p-018", "p-005"
STRANGER = "unknown"


@dataclass
class App:
    """``tandem serve`` on a data folder, which can be stopped, killed and started again."""

    folder: Path
    slack: Slack
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[str] | None" = None

    @property
    def armed(self) -> Path:
        """The file that says at which point of its work the app is to die."""
        return self.folder.parent / "dies-at"

    def start(self) -> None:
        """Start it and wait until it answers."""
        (self.folder / "owner.json").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.acceptance.mortal", str(self.port), str(self.armed)],
            env=environment(self.folder, **self.settings),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wait_for(self.folder, self.process)
        if self.slack.delivery.url or not self.settings.get("TANDEM_SLACK_APP_TOKEN"):
            self.slack.delivery.url = f"http://127.0.0.1:{self.port}{EVENTS}"

    def dies_at(self, point: str, *, times: int = 1) -> None:
        """Let it die, as by kill -9, when it comes to that point for the so-manieth time."""
        self.armed.write_text(f"{point} {times}", encoding="utf-8")

    def wait_until_dead(self, *, seconds: float = 30) -> None:
        """Wait until it has died of itself."""
        assert self.process
        deadline = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "the app came to no such point"
            time.sleep(0.02)
        said, _ = self.process.communicate()
        assert self.process.returncode == -signal.SIGKILL, said
        self.armed.unlink(missing_ok=True)

    def kill(self) -> None:
        """Kill it at once, wherever it is."""
        assert self.process
        self.process.kill()
        self.process.communicate()

    def stop(self) -> None:
        """Stop it as a person does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.communicate(timeout=30)


def plant_in_slack(folder: Path) -> None:
    """Bring the sample plant into the folder, its people known by the stand-in's names for them."""
    bring_in_the_plant(folder)
    directory = yaml.safe_load((PLANT / "people.yaml").read_text(encoding="utf-8"))
    for person in directory["people"]:
        person["identities"] = {"slack": f"{user_id(person['id'])}@{TEAM}"}
    known = folder.parent / "people.yaml"
    known.write_text(yaml.safe_dump(directory, allow_unicode=True), encoding="utf-8")
    done = tandem(folder, "ingest", "directory", str(known))
    assert (done.code, done.err) == (0, ""), done


def people_of_the_plant(slack: Slack) -> None:
    """Let the plant's people be in the Slack, and two channels of theirs."""
    directory = yaml.safe_load((PLANT / "people.yaml").read_text(encoding="utf-8"))
    for person in directory["people"]:
        slack.add_user(person["id"], real_name=person["name"])
    slack.add_channel("line-4", members=(OPERATOR, COLLEAGUE))
    slack.add_channel("all-hands", members=(OPERATOR, ELSEWHERE, STRANGER))


def newest(folder: Path, asset: str) -> str:
    """Return the newest recommendation for what lies below that asset."""
    with closing(Store.open(f"sqlite:///{folder / 'tandem.db'}")) as store:
        found = store.recommendations.recent([asset], limit=1)
        return found[0].decision_id


def by_requests(slack: Slack) -> dict[str, str]:
    """Return the settings of an app to which Slack sends requests."""
    return {
        "TANDEM_SLACK_BOT_TOKEN": slack.workspace.token,
        "TANDEM_SLACK_SIGNING_SECRET": slack.signing_secret,
        "TANDEM_SLACK_API_URL": slack.api_url,
    }


def by_sockets(slack: Slack) -> dict[str, str]:
    """Return the settings of an app that Slack cannot reach."""
    return {
        "TANDEM_SLACK_BOT_TOKEN": slack.workspace.token,
        "TANDEM_SLACK_APP_TOKEN": slack.app_token,
        "TANDEM_SLACK_API_URL": slack.api_url,
    }


@contextlib.contextmanager
def in_slack(
    prepared: Path, folder: Path, *, sockets: bool = False, **more: str
) -> Iterator[tuple[Slack, App]]:
    """Run the app on a copy of the prepared plant in a Slack until the block ends.

    ``more`` are settings of the app besides.
    """
    shutil.copytree(prepared, folder)
    pasted = MANIFESTS / ("manifest.yaml" if sockets else "manifest-http.yaml")
    manifest = yaml.safe_load(pasted.read_text(encoding="utf-8"))
    with slack_workspace(manifest=manifest, retry_after=(0.2, 1, 3, 6, 12)) as slack:
        people_of_the_plant(slack)
        settings = by_sockets(slack) if sockets else by_requests(slack)
        app = App(folder, slack, settings | more)
        app.start()
        try:
            if sockets:
                slack.until(lambda: slack.delivery.sockets, seconds=20)
            yield slack, app
            slack.settle(seconds=40)
        finally:
            app.stop()
