"""Links and tokens: made once, shown once, kept as hashes; and whom an account stands for."""

import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.accounts import (
    account_holder,
    code_digest,
    first_admin_link,
    known_person,
    named_at_sign_in,
    new_token,
    password_link,
    site_address,
    somebody_can_sign_in,
    token_holder,
    usable_link,
    wants_first_admin,
)
from bot.commands.accounts import (
    accounts_disable,
    accounts_invite,
    accounts_link,
    accounts_list,
    accounts_reset,
    accounts_token,
)
from bot.commands.call import Call
from bot.owner import CommandFailed
from bot.services import LOCAL_ADMIN, Services
from bot.settings import Settings
from knowledge.model import Directory, KnownAs, Person, Place, Role
from tests.small_plant import DIRECTORY, NOW, OPERATOR, Plant


@pytest.fixture
def services(plant: Plant, tmp_path: Path) -> Services:
    settings = Settings(_env_file=None, data_dir=tmp_path)  # type: ignore[call-arg]
    return Services(settings, plant.store, None, plant.assistant, None, None, "1")  # type: ignore[arg-type]


def call(services: Services, **params: object) -> Call:
    return Call(services, params, lambda *_: None, NOW)


def invited(services: Services, person: str = "p-1") -> str:
    code = str(accounts_invite(call(services, person=person))["code"])
    services.store.accounts.redeem(code_digest(code), person_id=person, password="h", now=NOW)
    return code


def test_a_code_reads_well_is_long_enough_and_is_kept_as_a_hash(services: Services) -> None:
    codes = {password_link(services, OPERATOR, now=NOW).code for _ in range(40)}
    assert len(codes) == 40
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5, 5, 5, 5]
        assert not set(code) & set("01OIL")
        assert code not in code_digest(code)


def test_a_link_names_the_address_people_type(services: Services, tmp_path: Path) -> None:
    link = password_link(services, OPERATOR, now=NOW)
    assert link.url == f"http://127.0.0.1:8080/join/{link.code}"
    assert usable_link(services, link.code.lower(), now=NOW + timedelta(days=2)) is not None
    assert usable_link(services, link.code, now=NOW + timedelta(days=3)) is None


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"host": "::1", "port": 9}, "http://[::1]:9"),
        ({"host": "0.0.0.0"}, f"http://{socket.gethostname()}:8080"),
        ({"public_url": "https://tandem.plant.example/"}, "https://tandem.plant.example"),
    ],
)
def test_the_sites_address_is_one_that_people_can_open(
    settings: dict[str, Any], address: str
) -> None:
    assert site_address(Settings(_env_file=None, **settings)) == address


def test_an_account_can_make_an_admin_of_a_person_whom_the_directory_knows_as_operator(
    services: Services,
) -> None:
    link = first_admin_link(services, now=NOW)
    services.store.accounts.redeem(code_digest(link.code), person_id="p-1", password="h", now=NOW)
    holder = account_holder(services, "p-1")
    assert holder is not None
    assert holder.roles == {Role.OPERATOR, Role.ADMIN}
    assert not holder.sees_all
    assert holder.teams == OPERATOR.teams
    assert account_holder(services, "p-none") is None
    assert account_holder(services, LOCAL_ADMIN.id) == LOCAL_ADMIN


def test_a_name_at_sign_in_is_an_id_or_a_login_name(services: Services) -> None:
    amara = Person("p-1", "Amara", known_as=(KnownAs(Place.LOGIN, "amara"),))
    services.store.directory.replace(Directory(people=(amara,)))
    for name in ("p-1", "amara", " AMARA "):
        assert named_at_sign_in(services, name) == amara
    assert named_at_sign_in(services, "Local-Admin") == LOCAL_ADMIN
    assert named_at_sign_in(services, "Amara O") is None
    with pytest.raises(CommandFailed, match=r"person is 'nobody'.*tandem ingest directory"):
        known_person(services, "nobody")


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [({}, True), ({"demo": True}, False), ({"trusted_proxies": "::1", "proxy_header": "X"}, True)],
)
def test_the_first_admin_is_wanted_until_there_is_one(
    plant: Plant, settings: dict[str, Any], wanted: bool
) -> None:
    chosen = Settings(_env_file=None, **settings)
    services = Services(chosen, plant.store, None, plant.assistant, None, None, "1")  # type: ignore[arg-type]
    assert wants_first_admin(services) is wanted
    assert somebody_can_sign_in(services) is bool(chosen.proxy_header)
    boss = Person("p-5", "Boss", roles=frozenset({Role.ADMIN}))
    plant.store.directory.replace(Directory(people=(boss,)))
    assert wants_first_admin(services) is (wanted and not chosen.proxy_header)
    code = first_admin_link(services, now=NOW).code
    plant.store.accounts.redeem(code_digest(code), person_id="p-5", password="h", now=NOW)
    assert not wants_first_admin(services)
    assert somebody_can_sign_in(services)


def test_a_token_is_of_one_person_and_stops_with_them(services: Services) -> None:
    token = new_token(services, OPERATOR, now=NOW)
    assert token.startswith("tandem_")
    assert len(token) > 45
    assert token_holder(services, token) == OPERATOR
    for other in (token[:-1], token + "x", "", "tandem_", token.removeprefix("tandem_")):
        assert token_holder(services, other) is None
    services.store.directory.replace(Directory())
    assert token_holder(services, token) is None
    services.store.directory.replace(DIRECTORY)
    services.store.accounts.disable("p-1", now=NOW)
    assert token_holder(services, token) is None


def test_inviting_again_makes_a_new_link_until_the_password_is_set(services: Services) -> None:
    first = accounts_invite(call(services, person="p-1"))
    second = accounts_invite(call(services, person="p-1"))
    assert first["link"] != second["link"]
    assert usable_link(services, str(first["code"]), now=NOW) is None
    invited(services)
    with pytest.raises(CommandFailed, match="tandem accounts reset p-1"):
        accounts_invite(call(services, person="p-1"))


def test_reset_is_for_open_accounts_and_disable_for_anybody(services: Services) -> None:
    with pytest.raises(CommandFailed, match="tandem accounts invite p-1"):
        accounts_reset(call(services, person="p-1"))
    invited(services)
    assert accounts_reset(call(services, person="p-1"))["person"] == "p-1"
    for _ in range(2):
        assert accounts_disable(call(services, person="p-1")) == {"person": "p-1"}
    with pytest.raises(CommandFailed, match="tandem accounts invite p-1"):
        accounts_reset(call(services, person="p-1"))
    with pytest.raises(CommandFailed, match="invite p-1 first"):
        accounts_token(call(services, person="p-1"))
    assert accounts_invite(call(services, person="p-1"))["link"]


def test_somebody_who_left_the_directory_can_still_be_shut_out(services: Services) -> None:
    invited(services)
    services.store.directory.replace(Directory())
    (row,) = accounts_list(call(services))["accounts"]  # type: ignore[misc]
    assert row["state"] == "not in the directory"
    assert accounts_disable(call(services, person="p-1")) == {"person": "p-1"}
    with pytest.raises(CommandFailed, match="nobody in the directory"):
        accounts_disable(call(services, person="p-77"))


def test_the_list_shows_states_sessions_and_tokens(services: Services) -> None:
    assert accounts_list(call(services)) == {"accounts": [], "other_tokens": {}}
    invited(services)
    accounts_invite(call(services, person="p-9"))
    accounts_token(call(services, person="p-1"))
    accounts_token(call(services, person="p-1"))
    services.store.accounts.add_token("t", person_id="p-5", now=NOW)
    told = accounts_list(call(services))
    rows = [(row["person"], row["state"], row["tokens"]) for row in told["accounts"]]  # type: ignore[attr-defined]
    assert rows == [("p-1", "open", 2), ("p-9", "invited", 0)]
    assert told["other_tokens"] == {"p-5": 1}
    assert accounts_token(call(services, person="p-1", revoke=True))["revoked"] == 2


def test_the_first_admins_link_is_printed_again_until_there_is_an_admin(
    services: Services,
) -> None:
    code = str(accounts_link(call(services))["code"])
    services.store.accounts.redeem(
        code_digest(code), person_id=LOCAL_ADMIN.id, password="h", now=NOW
    )
    with pytest.raises(CommandFailed, match="There is an admin already"):
        accounts_link(call(services))


def test_the_demo_has_no_accounts(plant: Plant) -> None:
    settings = Settings(_env_file=None, demo=True)  # type: ignore[call-arg]
    services = Services(settings, plant.store, None, plant.assistant, None, None, "1")  # type: ignore[arg-type]
    for command in (accounts_link, accounts_invite, accounts_reset, accounts_disable):
        with pytest.raises(CommandFailed, match="The demo has no accounts"):
            command(call(services, person="p-1"))
