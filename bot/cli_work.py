"""``tandem work``: what is left to do, typed.

Knows names, options and examples. Does not know how work is done.
"""

import click

from bot.shell import DocumentedGroup, command, print_result, runner


@click.group("work", invoke_without_command=True, cls=DocumentedGroup, example="tandem work --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def work_group(context: click.Context, as_json: bool) -> None:
    """Work that is left to do, and what was given up."""
    if context.invoked_subcommand is None:
        print_result(runner()("work", {}), as_json, "work_text")


@command(work_group, "again", example="tandem work again 3fa2c1\ntandem work again all")
@click.argument("reference", metavar="REFERENCE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def again_command(reference: str, as_json: bool) -> None:
    """Take up again what was given up, under its reference, or all of it."""
    print_result(runner()("work_again", {"reference": reference}), as_json, "work_again_text")
