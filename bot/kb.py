"""The commands of ``tandem kb``: one thin function each.

Knows names, options and examples. Does not know how work is done.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.shell import DocumentedGroup, command, print_result, runner

if TYPE_CHECKING:
    from bot.owner import Params

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


@click.group("kb", cls=DocumentedGroup, example="tandem kb gaps")
def kb_group() -> None:
    """Look after what is known, and what is not."""


@kb_group.group(
    "gaps", invoke_without_command=True, cls=DocumentedGroup, example="tandem kb gaps --json"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin may see.")
@click.pass_context
def gaps_group(context: click.Context, as_json: bool, person: str | None) -> None:
    """Questions that stayed without an answer, the most wanted first."""
    if context.invoked_subcommand is None:
        print_result(runner()("gaps", {"person": person}), as_json, "gaps_text")


@command(
    gaps_group,
    "close",
    example='tandem kb gaps close 3f2a90c1de --reason "SOP-150 rev A says it"\n'
    'tandem kb gaps close 3f2a90c1de --dismiss --reason "not a matter of ours"',
)
@click.argument("gap", metavar="ID")
@click.option("--reason", required=True, help="Why, such as the document that answers it.")
@click.option("--dismiss", is_flag=True, help="It needs no answer.")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print the gap as one JSON object.")
def close_gapcommand(
    gap: str, reason: str, dismiss: bool, person: str | None, as_json: bool
) -> None:
    """Close a gap as answered, or as dismissed."""
    state = "dismissed" if dismiss else "answered"
    params = {"id": gap, "state": state, "reason": reason, "person": person}
    print_result(runner()("close_gap", params), as_json, "gap_text")


@command(gaps_group, "again", example="tandem kb gaps again 3f2a90c1de")
@click.argument("gap", metavar="ID")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def againcommand(gap: str, person: str | None, as_json: bool) -> None:
    """Ask a gap's question again: is it answered now?"""
    result = runner()("ask_gap_again", {"id": gap, "person": person})
    print_result(result, as_json, "asked_again_text")


@kb_group.group(
    "corrections",
    invoke_without_command=True,
    cls=DocumentedGroup,
    example="tandem kb corrections --person p-016",
)
@click.option("--all", "finished", is_flag=True, help="Those of which nothing can become, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin looks after.")
@click.pass_context
def corrections_group(
    context: click.Context, finished: bool, as_json: bool, person: str | None
) -> None:
    """What people corrected: review it, somebody other than its author."""
    if context.invoked_subcommand is None:
        params: Params = {"person": person, "all": finished}
        print_result(runner()("corrections", params), as_json, "corrections_text")


@kb_group.group(
    "learning", invoke_without_command=True, cls=DocumentedGroup, example="tandem kb learning"
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Act as this admin.")
@click.pass_context
def learning_group(context: click.Context, as_json: bool, person: str | None) -> None:
    """What ranking learned from judgements, and what of it was taken back."""
    if context.invoked_subcommand is None:
        print_result(runner()("learning", {"person": person}), as_json, "learning_text")


@command(
    learning_group,
    "rollback",
    example='tandem kb learning rollback --author p-007 --reason "tried the buttons"\n'
    'tandem kb learning rollback --since 2026-11-20T06:00:00Z --reason "wrong documents loaded"',
)
@click.option("--author", metavar="ID", help="What this person judged.")
@click.option("--batch", metavar="NAME", help="What came with this import.")
@click.option("--since", metavar="TIME", help="What anybody judged from then on (RFC 3339).")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--person", metavar="ID", help="Act as this admin.")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def rollback_command(as_json: bool, **params: str | None) -> None:
    """Take judgements back: ranking is as if they had never been made."""
    if sum(bool(params[name]) for name in ("author", "batch", "since")) != 1:
        raise click.UsageError("name one of --author, --batch and --since")
    print_result(runner()("rollback_learning", {**params}), as_json, "rollback_text")


def _deciding(function: _Decorated) -> _Decorated:
    """Give a command the number, the reason and who decides."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object."),
        click.option("--person", metavar="ID", required=True, help="Who decides."),
        click.option("--reason", required=True, help="Why, in a sentence."),
        click.argument("number", metavar="NUMBER"),
    ):
        function = option(function)
    return function


def _vouching(function: _Decorated) -> _Decorated:
    """Give a command how a correction is accepted."""
    uses = click.Choice(["evidence", "change-request", "note"])
    for option in (
        click.option("--document", metavar="NUMBER", help="What is to be changed, or answers it."),
        click.option("--until", metavar="DAY", help="When it expires, such as 2026-12-31."),
        click.option("--scope", metavar="PATH", help="The equipment it holds for."),
        click.option("--as", "use", type=uses, default="evidence", help="What it is to be."),
    ):
        function = option(function)
    return function


def _decide(act: str, as_json: bool, **params: str | None) -> None:
    result = runner()("decide_correction", {"act": act, **params})
    print_result(result, as_json, "correction_text")


@command(
    corrections_group,
    "accept",
    example='tandem kb corrections accept 12 --person p-016 --reason "measured on the line"\n'
    "tandem kb corrections accept 12 --person p-016 --as change-request --document SOP-114 "
    '--reason "true for thick cut"',
)
@_deciding
@_vouching
def accept_command(as_json: bool, **params: str | None) -> None:
    """Accept a correction: as evidence, a change request or a note."""
    _decide("accept", as_json, **params)


@command(
    corrections_group,
    "reject",
    example='tandem kb corrections reject 12 --person p-016 --reason "the sensor is new"',
)
@_deciding
def reject_command(as_json: bool, **params: str | None) -> None:
    """Reject a correction: it is gone from answers at once."""
    _decide("reject", as_json, **params)


@command(
    corrections_group,
    "roll-back",
    example='tandem kb corrections roll-back 12 --person p-016 --reason "it was the belt"',
)
@_deciding
def roll_back_command(as_json: bool, **params: str | None) -> None:
    """Take an accepted correction back: it was wrong after all."""
    _decide("roll_back", as_json, **params)


@command(
    corrections_group,
    "done",
    example='tandem kb corrections done 12 --person p-016 --reason "SOP-114 rev D says it"',
)
@_deciding
def done_command(as_json: bool, **params: str | None) -> None:
    """Say that a change that was asked for, or a note, has arrived."""
    _decide("done", as_json, **params)


@command(
    corrections_group,
    "settle",
    example='tandem kb corrections settle 12 --over 9 --person p-016 --reason "measured"',
)
@_deciding
@_vouching
@click.option("--over", metavar="NUMBER", required=True, help="The one that ends.")
def settle_command(as_json: bool, **params: str | None) -> None:
    """Let one of two that disagree hold; the other one ends."""
    _decide("settle", as_json, **params)


@command(corrections_group, "withdraw", example="tandem kb corrections withdraw 12 --person p-001")
@click.argument("number", metavar="NUMBER")
@click.option("--person", metavar="ID", required=True, help="Its author.")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def withdraw_command(as_json: bool, **params: str | None) -> None:
    """Withdraw what you corrected, whatever became of it so far."""
    _decide("withdraw", as_json, **params)


@command(corrections_group, "receipts", example="tandem kb corrections receipts --person p-001")
@click.option("--person", metavar="ID", required=True, help="Whose contributions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def receipts_command(person: str, as_json: bool) -> None:
    """What became of what a person corrected."""
    print_result(runner()("receipts", {"person": person}), as_json, "receipts_text")
