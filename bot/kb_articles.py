"""The commands of ``tandem kb articles``, ``kb export`` and ``kb import``: a thin function each.

Knows names, options and examples. Does not know how work is done.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.shell import Documented, DocumentedGroup, command, fail_if, print_result, runner

if TYPE_CHECKING:
    from bot.owner import Params

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_READER = click.option("--person", metavar="ID", help="Only what this person may see.")
_NUMBER = click.argument("number", metavar="NUMBER")


@click.group(
    "articles",
    invoke_without_command=True,
    cls=DocumentedGroup,
    example="tandem kb articles --person p-016",
)
@click.option("--all", "put_away", is_flag=True, help="Those that were put away, too.")
@_AS_JSON
@_READER
@click.pass_context
def articles_group(
    context: click.Context, put_away: bool, as_json: bool, person: str | None
) -> None:
    """Knowledge articles: what is known of what is asked again and again."""
    if context.invoked_subcommand is None:
        _list(put_away, as_json, person)


def _list(put_away: bool, as_json: bool, person: str | None) -> None:
    params: Params = {"person": person, "all": put_away}
    print_result(runner()("articles", params), as_json, "articles_text")


@command(articles_group, "list", example="tandem kb articles list --all --json")
@click.option("--all", "put_away", is_flag=True, help="Those that were put away, too.")
@_AS_JSON
@_READER
def list_command(put_away: bool, as_json: bool, person: str | None) -> None:
    """The articles, the last changed first."""
    _list(put_away, as_json, person)


@command(articles_group, "show", example="tandem kb articles show KB-12")
@_NUMBER
@_AS_JSON
@_READER
def show_command(number: str, as_json: bool, person: str | None) -> None:
    """One article: what it says, what it rests on, what was done to it."""
    result = runner()("article", {"number": number, "person": person})
    print_result(result, as_json, "article_text")


@command(articles_group, "diff", example="tandem kb articles diff KB-12 --from 1 --to 3")
@_NUMBER
@click.option("--from", "before", metavar="VERSION", help="The earlier one; else the one before.")
@click.option("--to", "after", metavar="VERSION", help="The later one; else the last.")
@_AS_JSON
@_READER
def diff_command(as_json: bool, **params: str | None) -> None:
    """What differs between two versions of an article."""
    print_result(runner()("article_diff", {**params}), as_json, "difference_text")


def _acting(*, reason: bool) -> Callable[[_Decorated], _Decorated]:
    """Give a command the number, the reason and who acts."""

    def decorate(function: _Decorated) -> _Decorated:
        for option in (
            _AS_JSON,
            click.option("--person", metavar="ID", required=True, help="Who acts."),
            click.option("--reason", required=reason, help="Why, in a sentence."),
            _NUMBER,
        ):
            function = option(function)
        return function

    return decorate


def _act(act: str, as_json: bool, **params: str | None) -> None:
    print_result(runner()("article_act", {"act": act, **params}), as_json, "article_text")


@command(articles_group, "publish", example="tandem kb articles publish KB-12 --person p-016")
@_acting(reason=False)
def publish_command(as_json: bool, **params: str | None) -> None:
    """Let an article be evidence in answers, as not validated."""
    _act("publish", as_json, **params)


@command(articles_group, "validate", example="tandem kb articles validate KB-12 --person p-017")
@_acting(reason=False)
def validate_command(as_json: bool, **params: str | None) -> None:
    """Vouch for an article that somebody else wrote."""
    _act("validate", as_json, **params)


@command(
    articles_group,
    "unpublish",
    example='tandem kb articles unpublish KB-12 --person p-016 --reason "wrong for thick cut"',
)
@_acting(reason=True)
def unpublish_command(as_json: bool, **params: str | None) -> None:
    """Take an article out of all answers at once, old ones too."""
    _act("unpublish", as_json, **params)


@command(
    articles_group,
    "archive",
    example='tandem kb articles archive KB-12 --person p-016 --reason "the drum is gone"',
)
@_acting(reason=True)
def archive_command(as_json: bool, **params: str | None) -> None:
    """Put an article away."""
    _act("archive", as_json, **params)


@command(
    articles_group,
    "reject",
    example='tandem kb articles reject KB-12 --person p-016 --reason "SOP-114 says it"',
)
@_acting(reason=True)
def reject_command(as_json: bool, **params: str | None) -> None:
    """Put away what is in progress: it is not to become an article."""
    _act("reject", as_json, **params)


@command(
    articles_group,
    "restore",
    example="tandem kb articles restore KB-12 --version 2 --person p-016",
)
@click.option("--version", metavar="VERSION", help="What it said then; else as it was put away.")
@_acting(reason=False)
def restore_command(as_json: bool, **params: str | None) -> None:
    """Bring back an earlier version, or an article that was put away."""
    _act("restore", as_json, **params)


@command(
    articles_group,
    "recheck",
    example="tandem kb articles recheck KB-12 --person p-017 --review-by 2027-06-01",
)
@click.option("--review-by", metavar="DAY", help="When it is to be reviewed; else in a year.")
@_acting(reason=False)
def recheck_command(as_json: bool, **params: str | None) -> None:
    """Hold an article against its sources of today, and rest it on those."""
    _act("recheck", as_json, **params)


@command(
    articles_group,
    "merge",
    example='tandem kb articles merge KB-12 --into KB-7 --person p-016 --reason "the same"',
)
@click.option("--into", metavar="NUMBER", required=True, help="The one that takes its questions.")
@_acting(reason=True)
def merge_command(as_json: bool, **params: str | None) -> None:
    """Put an article away in favour of another, which takes over its questions."""
    _act("merge", as_json, **params)


@click.command("export", cls=Documented, example="tandem kb export kb --person p-016")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_READER
@_AS_JSON
def export_command(folder: Path, person: str | None, as_json: bool) -> None:
    """Write the knowledge base as a folder of Markdown files, one an article."""
    params: Params = {"folder": str(folder.absolute()), "person": person}
    result = runner()("kb_export", params)
    print_result(result, as_json, "exported_text")
    fail_if(result["kept"])


@click.command("import", cls=Documented, example="tandem kb import kb --person p-016")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--person", metavar="ID", help="Who writes what is new: an engineer or admin.")
@_AS_JSON
def import_command(folder: Path, person: str | None, as_json: bool) -> None:
    """Take in what was edited, or is new, in a folder of Markdown files: all of it or none."""
    params: Params = {"folder": str(folder.absolute()), "person": person}
    result = runner()("kb_import", params)
    print_result(result, as_json, "imported_text")
    fail_if(result["conflicts"])
