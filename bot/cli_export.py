"""``tandem export``: what goes to others, typed.

Knows names, options and examples. Does not know how work is done.
"""

import json
from typing import cast

import click

from bot.shell import DocumentedGroup, command, print_result, runner


@click.group("export", cls=DocumentedGroup, example="tandem export assessments")
def export_group() -> None:
    """Hand out what was learnt."""


@command(
    export_group,
    "assessments",
    example="tandem export assessments --since 2026-11-01T00:00:00Z --out assessments.jsonl",
)
@click.option("--since", metavar="TIME", help="Only from this time on (RFC 3339 with zone).")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Instead of here.")
def assessments_command(since: str | None, out: str | None) -> None:
    """Print assessments, decisions and outcomes that people gave: one CloudEvent a line.

    For the recommender's owners; the same as the webhook sends, with the same ids.
    """
    from bot.printing import checked_time

    params = {"since": checked_time(since) if since else None}
    _lines(cast("list[object]", runner()("export_assessments", params)["events"]), out)


@command(
    export_group,
    "dead-letters",
    example="tandem export dead-letters\ntandem export dead-letters --resend all",
)
@click.option("--resend", metavar="ID", help="Try this one again, or all.")
@click.option("--drop", metavar="ID", help="Never send this one, or all.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def dead_letters_command(resend: str | None, drop: str | None, as_json: bool) -> None:
    """List what the webhook could not deliver, and send it again."""
    if resend and drop:
        raise click.UsageError("--resend and --drop exclude each other; give one")
    result = runner()("dead_letters", {"resend": resend, "drop": drop})
    print_result(result, as_json, "dead_letters_text")


@command(
    export_group,
    "training",
    example="tandem export training --format pairs --out pairs.jsonl",
)
@click.option("--format", "form", type=click.Choice(["rows", "pairs"]), required=True)
@click.option("--since", metavar="TIME", help="Only from this time on (RFC 3339 with zone).")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Instead of here.")
def training_command(form: str, since: str | None, out: str | None) -> None:
    """Print what a recommender can be trained on anew: labelled rows, or preference pairs.

    One JSON object a line, the oldest first; nobody is named.
    """
    from bot.printing import checked_time

    params = {"format": form, "since": checked_time(since) if since else None}
    _lines(cast("list[object]", runner()("export_training", params)["lines"]), out)


def _lines(objects: list[object], out: str | None) -> None:
    """Write one JSON object a line, as a whole or not at all."""
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
    if out is None:
        click.echo(text, nl=False)
        return
    with click.open_file(out, "w", encoding="utf-8", atomic=True) as file:
        file.write(text)
    click.echo(f"{len(objects):,} lines in {out}.", err=True)
