"""Who somebody in Slack is: imported, confirmed, or somebody of whom nothing is known."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack.people import MEMBERS_SECONDS, People, is_stranger
from bot.channels.slack.sealing import Seal
from bot.channels.slack.workspaces import NotInstalled, Workspaces
from bot.services import Services
from bot.settings import Settings
from knowledge.model import Place, Role
from knowledge.store import Store
from tests.slack import Slack, slack_workspace
from tests.slack_plant import IN_SLACK, TEAM, in_slack
from tests.small_plant import DIRECTORY, NOW, OPERATOR, STRANGER

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace() as slack:
        yield slack


@pytest.fixture
def services(slack: Slack, tmp_path: Path) -> Iterator[Services]:
    with Store.open(f"sqlite:///{tmp_path}/tandem.db") as store:
        store.directory.replace(in_slack(DIRECTORY))
        settings = Settings(
            _env_file=None,
            data_dir=tmp_path,
            slack_bot_token=slack.workspace.token,
            slack_api_url=slack.api_url,
        )
        nothing: Any = None
        yield Services(settings, store, nothing, nothing, nothing, nothing, "0")


@pytest.fixture
def workspaces(services: Services, tmp_path: Path) -> Workspaces:
    return Workspaces(services.settings, services.store, Seal.of(tmp_path), lambda: NOW)


def test_an_imported_name_wins_then_a_confirmed_one_then_nobody_is_known(
    services: Services, workspaces: Workspaces
) -> None:
    people, chats = People(services, workspaces), services.store.chats
    assert people.person(f"U0AMARA@{TEAM}").id == OPERATOR.id
    assert is_stranger(people.person(f"U0NEW@{TEAM}"))
    assert people.person(f"U0NEW@{TEAM}").roles == frozenset()
    for name in ("U0NEW", "U0AMARA"):
        chats.offer_code(name, place=Place.SLACK, name=f"{name}@{TEAM}", expires_at=LATER)
        chats.link(name, person_id=STRANGER.id, now=NOW)
    assert people.person(f"U0NEW@{TEAM}").id == STRANGER.id
    assert people.person(f"U0AMARA@{TEAM}").id == OPERATOR.id
    assert is_stranger(people.person("U0AMARA@T0OTHER"))


def test_whose_account_is_closed_is_a_stranger(services: Services, workspaces: Workspaces) -> None:
    services.store.accounts.disable(OPERATOR.id, now=NOW)
    assert is_stranger(People(services, workspaces).person(f"U0AMARA@{TEAM}"))


def test_readers_are_one_of_each_rights_and_bots_are_not_asked(
    slack: Slack, services: Services, workspaces: Workspaces
) -> None:
    slack.add_channel("line-4", members=("amara", "hana"))
    slack.add_user("github", is_bot=True)
    slack.channel_of("line-4").members.add("U0GITHUB")
    time = [0.0]
    people = People(services, workspaces, clock=lambda: time[0])
    assert {each.id for each in people.readers(TEAM, "C0LINE4")} == {OPERATOR.id, STRANGER.id}
    slack.channel_of("line-4").members.add(slack.user_id("new"))
    assert len(people.readers(TEAM, "C0LINE4")) == 2  # believed for a moment
    people.forget_members(TEAM, "C0LINE4")  # Slack said that somebody came
    assert any(is_stranger(each) for each in people.readers(TEAM, "C0LINE4"))
    slack.channel_of("line-4").members.discard("U0NEW")
    time[0] += MEMBERS_SECONDS
    assert len(people.readers(TEAM, "C0LINE4")) == 2


def test_of_many_who_are_unknown_slack_is_asked_about_one(
    slack: Slack, services: Services, workspaces: Workspaces
) -> None:
    slack.add_channel("all", members=("amara", *(f"new-{number}" for number in range(150))))
    (one,) = People(services, workspaces).readers(TEAM, "C0ALL")
    assert is_stranger(one)
    assert len(slack.calls_of("users.info")) == 1


def test_a_persons_names_are_imported_and_confirmed(
    services: Services, workspaces: Workspaces
) -> None:
    chats = services.store.chats
    chats.offer_code("h", place=Place.SLACK, name="U9@T9", expires_at=LATER)
    chats.link("h", person_id=OPERATOR.id, now=NOW)
    person = services.store.directory.load().person(OPERATOR.id)
    assert person is not None
    assert Role.OPERATOR in person.roles
    names = list(People(services, workspaces).names(person))
    assert names == [(TEAM, IN_SLACK[OPERATOR.id]), ("T9", "U9")]


def test_the_token_of_the_settings_is_kept_nowhere_and_fits_its_own_workspace_only(
    slack: Slack, services: Services, workspaces: Workspaces, tmp_path: Path
) -> None:
    assert workspaces.token(TEAM) == slack.workspace.token
    (kept,) = workspaces.known()
    assert kept.token == ""
    assert (kept.bot_user, kept.name) == (slack.workspace.bot.id, "northfield")
    with pytest.raises(NotInstalled):
        workspaces.token("T0OTHER")
    written = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert slack.workspace.token.encode() not in written
