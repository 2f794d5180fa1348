"""``tandem accounts``: who may sign in, typed.

Knows names, options and what is said after them. Does not know how work is done, nor how a
command reaches the app: ``bot.cli`` hands that in.
"""

from collections.abc import Callable
from typing import Any

import click

from bot.shell import DocumentedGroup

Command = Callable[..., Callable[[Any], Any]]
Perform = Callable[[str, dict[str, object], bool, str], None]
"""(name, params, as_json, printer): runs a command and prints its result."""

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_person = click.argument("person")


def add_accounts(cli: click.Group, command: Command, perform: Perform) -> None:
    """Add the group to the command line."""

    @cli.group("accounts", cls=DocumentedGroup, example="tandem accounts list")
    def accounts_group() -> None:
        """Say who may sign in: links, tokens, and who may no longer.

        PERSON is an id or login name of the directory. Nothing is mailed: hand the link over.
        """

    @command(accounts_group, "list", example="tandem accounts list")
    @_json
    def list_command(as_json: bool) -> None:
        """List the accounts, their sessions and tokens."""
        perform("accounts_list", {}, as_json, "accounts_text")

    @command(accounts_group, "link", example="tandem accounts link")
    @_json
    def link_command(as_json: bool) -> None:
        """Print a fresh one-time link for the first admin (an hour)."""
        perform("accounts_link", {}, as_json, "link_text")

    @command(accounts_group, "invite", example="tandem accounts invite p-001")
    @_person
    @_json
    def invite_command(person: str, as_json: bool) -> None:
        """Open an account and print its one-time link (three days)."""
        perform("accounts_invite", {"person": person}, as_json, "link_text")

    @command(accounts_group, "reset", example="tandem accounts reset p-001")
    @_person
    @_json
    def reset_command(person: str, as_json: bool) -> None:
        """Print a one-time link to set a new password."""
        perform("accounts_reset", {"person": person}, as_json, "link_text")

    @command(accounts_group, "disable", example="tandem accounts disable p-001")
    @_person
    @_json
    def disable_command(person: str, as_json: bool) -> None:
        """Shut a person out at once; `invite` lets them in again."""
        perform("accounts_disable", {"person": person}, as_json, "disabled_text")

    @command(
        accounts_group,
        "token",
        example="tandem accounts token p-014\ntandem accounts token p-014 --revoke",
    )
    @_person
    @click.option("--revoke", is_flag=True, help="Take all tokens of the person back.")
    @_json
    def token_command(person: str, revoke: bool, as_json: bool) -> None:
        """Print a token with which a program asks the API as this person."""
        params: dict[str, object] = {"person": person, "revoke": revoke}
        perform("accounts_token", params, as_json, "token_text")
