"""The commands of ``tandem kb topics``: one thin function each.

Knows names, options and examples. Does not know how work is done.
"""

from functools import partial

import click

from bot.shell import DocumentedGroup, command, print_result, runner

_print = partial(print_result, module="printing_topics")


@click.group(
    "topics",
    invoke_without_command=True,
    cls=DocumentedGroup,
    example="tandem kb topics --order latest",
)
@click.option("--all", "everything", is_flag=True, help="Those that do not recur, too.")
@click.option(
    "--order", type=click.Choice(["asked", "latest"]), default="asked", help="Which first."
)
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=20, help="How many.")
@click.option("--offset", metavar="N", type=click.IntRange(0), default=0, help="After so many.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin may see.")
@click.pass_context
def topics_group(
    context: click.Context, /, everything: bool, as_json: bool, **params: str | int | None
) -> None:
    """What is asked again and again, the most asked first."""
    if context.invoked_subcommand is None:
        _print(runner()("topics", {**params, "all": everything}), as_json, "topics_text")


@command(topics_group, "list", example="tandem kb topics list --all --limit 100 --json")
@click.option("--all", "everything", is_flag=True, help="Those that do not recur, too.")
@click.option(
    "--order", type=click.Choice(["asked", "latest"]), default="asked", help="Which first."
)
@click.option("--limit", metavar="N", type=click.IntRange(1, 1000), default=20, help="How many.")
@click.option("--offset", metavar="N", type=click.IntRange(0), default=0, help="After so many.")
@click.option("--person", metavar="ID", help="Only what this engineer or admin may see.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def list_command(everything: bool, as_json: bool, **params: str | int | None) -> None:
    """The same list."""
    _print(runner()("topics", {**params, "all": everything}), as_json, "topics_text")


@command(topics_group, "show", example="tandem kb topics show 12")
@click.argument("topic", metavar="ID", type=int)
@click.option("--person", metavar="ID", help="What this engineer or admin may see of it.")
@click.option("--json", "as_json", is_flag=True, help="Print the topic as one JSON object.")
def show_command(topic: int, person: str | None, as_json: bool) -> None:
    """One topic: how it was asked, how often, and what was done to it."""
    _print(runner()("show_topic", {"id": topic, "person": person}), as_json, "topic_text")


@command(
    topics_group, "merge", example='tandem kb topics merge 17 23 --into 12 --reason "one question"'
)
@click.argument("topics", metavar="ID...", type=int, nargs=-1, required=True)
@click.option("--into", metavar="ID", type=int, required=True, help="The topic that goes on.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print the topic as one JSON object.")
def merge_command(
    topics: tuple[int, ...], into: int, reason: str, person: str | None, as_json: bool
) -> None:
    """Make one topic of several; they stay one, whatever is asked later."""
    params = {"ids": list(topics), "into": into, "reason": reason, "person": person}
    _print(runner()("merge_topics", params), as_json, "topic_text")


@command(
    topics_group, "rename", example='tandem kb topics rename 12 "Salt dose after a changeover"'
)
@click.argument("topic", metavar="ID", type=int)
@click.argument("name", metavar="NAME")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print the topic as one JSON object.")
def rename_command(topic: int, name: str, person: str | None, as_json: bool) -> None:
    """Give a topic a name; an empty one takes it away."""
    params = {"id": topic, "name": name, "person": person}
    _print(runner()("rename_topic", params), as_json, "topic_text")


@command(
    topics_group, "split", example='tandem kb topics split 12 --wording 40 --reason "another valve"'
)
@click.argument("topic", metavar="ID", type=int)
@click.option("--wording", "wordings", metavar="N", type=int, multiple=True, help="It goes.")
@click.option("--question", "questions", metavar="N", type=int, multiple=True, help="It goes.")
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--person", metavar="ID", help="Act as this engineer or admin.")
@click.option("--json", "as_json", is_flag=True, help="Print the new topic as one JSON object.")
def split_command(
    topic: int,
    wordings: tuple[int, ...],
    questions: tuple[int, ...],
    reason: str,
    person: str | None,
    as_json: bool,
) -> None:
    """Part a topic for good: these wordings and questions become another; print that one."""
    going = {"wordings": list(wordings), "questions": list(questions)}
    params = {"id": topic, **going, "reason": reason, "person": person}
    _print(runner()("split_topic", params), as_json, "topic_text")


@command(topics_group, "why", example="tandem kb topics why 12 40 41")
@click.argument("topic", metavar="ID", type=int)
@click.argument("one", metavar="WORDING", type=int)
@click.argument("other", metavar="WORDING", type=int)
@click.option("--person", metavar="ID", help="As far as this engineer or admin may see it.")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object.")
def why_command(topic: int, one: int, other: int, person: str | None, as_json: bool) -> None:
    """Why two wordings are one topic; their numbers are those of `show`."""
    params = {"id": topic, "one": one, "other": other, "person": person}
    _print(runner()("why_topic", params), as_json, "kinship_text")
