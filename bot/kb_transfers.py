"""The commands of ``tandem kb transfers``: one thin function each.

Knows names, options and examples. Does not know how work is done, nor how results read.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.shell import DocumentedGroup, command, print_json, runner

if TYPE_CHECKING:
    from bot.owner import Result

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


@click.group(
    "transfers",
    invoke_without_command=True,
    cls=DocumentedGroup,
    example="tandem kb transfers list --person p-008",
)
@click.pass_context
def transfers_group(context: click.Context) -> None:
    """Articles that other teams found, offered where they may help."""
    if context.invoked_subcommand is None:
        context.invoke(list_command, person=None, as_json=False)


@command(transfers_group, "list", example="tandem kb transfers list --person p-008")
@click.option("--person", metavar="ID", help="What this person finds; else all teams' offers.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_command(person: str | None, as_json: bool) -> None:
    """What waits, what was taken up, rejected, or held back."""
    from bot.printing_transfers import transfers_text

    _print(runner()("transfers", {"person": person}), as_json, transfers_text)


def _deciding(function: _Decorated) -> _Decorated:
    """Give a command the number of an offer and who acts."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object."),
        click.option("--person", metavar="ID", required=True, help="Who acts for their team."),
        click.argument("number", metavar="NUMBER"),
    ):
        function = option(function)
    return function


@command(transfers_group, "adopt", example="tandem kb transfers adopt 3 --person p-008")
@_deciding
@click.option("--reason", default="", help="Why, if there is anything to say.")
def adopt_command(number: str, person: str, reason: str, as_json: bool) -> None:
    """Adopt an offer as it is."""
    _decide("adopt", number, person, reason, as_json)


@command(
    transfers_group,
    "adapt",
    example='tandem kb transfers adapt 3 --person p-008 --reason "ours are smaller drums"',
)
@_deciding
@click.option("--reason", required=True, help="What is different at yours.")
def adapt_command(number: str, person: str, reason: str, as_json: bool) -> None:
    """Adapt an offer: your team gets a draft of its own."""
    _decide("adapt", number, person, reason, as_json)


@command(
    transfers_group,
    "reject",
    example='tandem kb transfers reject 3 --person p-008 --reason "we run no thick cut"',
)
@_deciding
@click.option("--reason", required=True, help="Why; those who found it are told.")
def reject_command(number: str, person: str, reason: str, as_json: bool) -> None:
    """Reject an offer."""
    _decide("reject", number, person, reason, as_json)


@command(
    transfers_group,
    "result",
    example="tandem kb transfers result 3 worked --person p-006\n"
    'tandem kb transfers result 3 did-not --person p-006 --reason "no difference in a week"',
)
@_deciding
@click.argument("result", type=click.Choice(["worked", "did-not"]))
@click.option("--reason", default="", help="What happened; needed when it did not work.")
def result_command(number: str, result: str, person: str, reason: str, as_json: bool) -> None:
    """Say whether what was taken up worked."""
    _decide(result, number, person, reason, as_json)


def _decide(act: str, number: str, person: str, reason: str, as_json: bool) -> None:
    from bot.printing_transfers import transfer_text

    params = {"act": act, "number": number, "person": person, "reason": reason}
    _print(runner()("decide_transfer", {**params}), as_json, transfer_text)


def _print(result: "Result", as_json: bool, text: Callable[[Any], str]) -> None:
    if as_json:
        print_json(result)
    else:
        click.echo(text(result))
