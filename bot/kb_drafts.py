"""The commands of ``tandem kb drafts``: one thin function each.

Knows names, options and examples. Does not know how work is done.
"""

import click

from bot.shell import DocumentedGroup, command, print_result, runner


@click.group(
    "drafts", invoke_without_command=True, cls=DocumentedGroup, example="tandem kb drafts --now"
)
@click.option("--now", is_flag=True, help="Draft what is due first, without waiting for the job.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin may see.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def drafts_group(context: click.Context, now: bool, person: str | None, as_json: bool) -> None:
    """What was drafted of questions that recur, or why not, the latest first."""
    if context.invoked_subcommand is None:
        params = {"now": now, "person": person}
        print_result(runner()("drafts", params), as_json, "drafts_text")


@command(drafts_group, "take", example="tandem kb drafts take topic-12 --person p-016")
@click.argument("draft", metavar="DRAFT")
@click.option("--reason", default="", help="Why, in a sentence.")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def take_command(draft: str, reason: str, person: str | None, as_json: bool) -> None:
    """Let an article say what is proposed to it."""
    params = {"draft": draft, "act": "take", "reason": reason, "person": person}
    print_result(runner()("decide_on_proposal", params), as_json, "proposal_text")


@command(drafts_group, "decline", example="tandem kb drafts decline topic-12 --person p-016")
@click.argument("draft", metavar="DRAFT")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def decline_command(draft: str, person: str | None, as_json: bool) -> None:
    """Leave an article as it is."""
    params = {"draft": draft, "act": "decline", "person": person}
    print_result(runner()("decide_on_proposal", params), as_json, "proposal_text")
