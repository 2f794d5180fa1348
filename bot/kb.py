"""The commands of ``tandem kb``: one thin function each.

Knows names, options and examples. Does not know how work is done.
"""

import click

from bot.shell import command, print_result, runner


@click.group("kb")
def kb_group() -> None:
    """Look after what is known, and what is not."""


@kb_group.group("gaps", invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin may see.")
@click.pass_context
def gaps_group(context: click.Context, as_json: bool, person: str | None) -> None:
    """Questions that stayed without an answer, the most wanted first.

    Example: tandem kb gaps --json
    """
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
