"""Offers as commands: what a person finds, and what they make of it, in words and as JSON."""

import pytest

from bot.commands import Commands
from bot.owner import CommandFailed, Params, Result
from bot.printing_transfers import transfer_text, transfers_text
from bot.services import Services
from bot.settings import Settings
from tests.small_plant import NOW, Plant
from tests.travelled_plant import CREW, SUPERVISOR, offered


@pytest.fixture
def commands(reviewing: Plant) -> Commands:
    offered(reviewing)
    nothing: object = None
    services = Services(
        Settings(_env_file=None),
        reviewing.store,
        *(nothing, reviewing.assistant, nothing, nothing, "0"),  # type: ignore[arg-type]
    )
    return Commands(services)


def run(commands: Commands, name: str, **params: str) -> Result:
    given: Params = {**params}
    return commands.perform(name, given, lambda *_: None, now=NOW)


def test_list_tells_a_person_what_waits_for_their_team(commands: Commands) -> None:
    result = run(commands, "transfers", person=SUPERVISOR.id)
    text = transfers_text(result)
    for told in ("Waits for a decision", "from line-4 for line-3: seen", "why here: Runs Kettle"):
        assert told in text
    assert transfers_text(run(commands, "transfers", person="p-9")).startswith("Nothing is offered")


def test_admin_of_the_machine_sees_all_teams_offers_and_decides_nothing(
    commands: Commands,
) -> None:
    result = run(commands, "transfers")
    assert {each["team"] for each in result["open"]} == {"line-3", "line-7"}
    with pytest.raises(CommandFailed, match="say who decides"):
        run(commands, "decide_transfer", act="adopt", number="1")


def test_deciding_gives_the_offer_as_it_is_then(commands: Commands) -> None:
    number = str(run(commands, "transfers", person=SUPERVISOR.id)["open"][0]["number"])
    adopted = run(commands, "decide_transfer", act="adopt", number=number, person=SUPERVISOR.id)
    assert adopted["state"] == "adopted"
    worked = run(commands, "decide_transfer", act="worked", number=number, person=CREW.id)
    assert "It worked, says somebody of Line 3" in transfer_text(worked)
    with pytest.raises(CommandFailed, match="supervisors and engineers"):
        run(
            commands,
            "decide_transfer",
            act="reject",
            number=number,
            person=CREW.id,
            reason="no",
        )
