"""The command line: one thin function per command.

Knows names, options, examples and exit codes (0 fine, 1 the work failed, 2 bad use). Does not
know how work is done. Nothing heavy is imported before a command needs it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.cli_accounts import add_accounts
from bot.cli_eval import eval_group
from bot.cli_export import export_group
from bot.cli_work import work_group
from bot.kb import kb_group
from bot.kb_articles import articles_group, export_command, import_command
from bot.kb_drafts import drafts_group
from bot.kb_topics import topics_group
from bot.kb_transfers import transfers_group
from bot.shell import DocumentedGroup
from bot.shell import command as _command
from bot.shell import fail_if as _fail_if
from bot.shell import log as _log
from bot.shell import print_json as _print_json
from bot.shell import print_result as _print
from bot.shell import progress as _progress
from bot.shell import runner as _runner
from bot.shell import settings as _settings
from bot.shell import terminal as _terminal

if TYPE_CHECKING:
    from bot.owner import Params

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def _who_and_what(function: _Decorated) -> _Decorated:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option("--person", metavar="ID", help="Act as this person of the directory."),
        click.option("--asset", metavar="PATH", help="The equipment it is about, by path."),
    ):
        function = option(function)
    return function


@click.group(
    cls=DocumentedGroup,
    example="tandem demo",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="tandem", message="tandem %(version)s")
def cli() -> None:
    """The conversational co-learning assistant for plant operators.

    Start with `tandem demo`: a sample plant with everything running.
    """


cli.add_command(kb_group)
kb_group.add_command(topics_group)
kb_group.add_command(drafts_group)
kb_group.add_command(articles_group)
kb_group.add_command(export_command)
kb_group.add_command(import_command)
kb_group.add_command(transfers_group)
cli.add_command(export_group)
cli.add_command(eval_group)
cli.add_command(work_group)


@cli.group("ingest", cls=DocumentedGroup, example="tandem ingest documents procedures/")
def ingest_group() -> None:
    """Bring in documents, recommendations, people and questions."""


@cli.group(
    "requests",
    invoke_without_command=True,
    cls=DocumentedGroup,
    example="tandem requests --person p-019",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--person", metavar="ID", help="Act as this person of the directory.")
@click.pass_context
def requests_group(context: click.Context, as_json: bool, person: str | None) -> None:
    """See who was asked to come, and take it; alone it lists what is open."""
    if context.invoked_subcommand is None:
        _print(_runner()("requests", {"person": person}), as_json, "requests_text")


@cli.group("db", cls=DocumentedGroup, example="tandem db backup tandem-copy.db")
def db_group() -> None:
    """Look after the store."""


@_command(cli, "demo", example="tandem demo --port 8090")
@click.option("--port", type=click.IntRange(1, 65535), help="Another port than TANDEM_PORT.")
@click.option("--month", is_flag=True, help="With 2,000 questions that people asked in a month.")
def demo_command(port: int | None, month: bool) -> None:
    """Run the sample plant with everything in it.

    Procedures, people, two weeks of history and a live recommender, on one address.
    """
    from bot.demo import run_demo

    settings = _settings(port=port).for_demo()
    _log(settings)
    run_demo(settings, month=month, progress=_progress(), say=click.echo)


@_command(cli, "serve", example="tandem serve --port 8090")
@click.option("--host", help="Another address than TANDEM_HOST.")
@click.option("--port", type=click.IntRange(1, 65535), help="Another port than TANDEM_PORT.")
def serve_command(host: str | None, port: int | None) -> None:
    """Serve the chat and the API until stopped.

    Other commands on the same data folder go through it.
    """
    from bot.serving import serve
    from bot.welcome import Welcome

    settings = _settings(host=host, port=port)
    _log(settings)
    welcome = Welcome(settings, say=click.echo)
    serve(
        settings,
        command="serve",
        progress=_progress(),
        prepare=welcome.prepare,
        announce=welcome.announce,
    )


@_command(
    cli,
    "ask",
    example='tandem ask "Why reduce the drum speed?" --decision R-2026-000123\n'
    'tandem ask "What is open?" --json',
)
@click.argument("text", nargs=-1, required=True)
@click.option("--decision", metavar="ID", help="The recommendation it is about.")
@click.option("--more", is_flag=True, help="Show the details that are held back at first.")
@_who_and_what
def ask_command(
    text: tuple[str, ...],
    decision: str | None,
    more: bool,
    as_json: bool,
    person: str | None,
    asset: str | None,
) -> None:
    """Ask a question, get a cited answer."""
    from bot.conversing import ask, which_one

    params = {"decision": decision, "asset": asset, "person": person, "more": more}
    asked = " ".join(text)
    result = ask(_runner(), asked, params, **_terminal())
    if as_json:
        _print_json(result["reply"])
        return
    click.echo(result["rendered"])
    click.echo(which_one(asked, result), nl=False)


@_command(cli, "chat", example="tandem chat --asset northfield/snacks/seasoning/line-4")
@click.option("--person", metavar="ID", help="Act as this person of the directory.")
@click.option("--asset", metavar="PATH", help="The equipment it is about, by path.")
def chat_command(person: str | None, asset: str | None) -> None:
    """Talk with the assistant; Ctrl-D ends.

    Follow-up questions keep their subject.
    """
    from bot.conversing import chat

    chat(_runner(), {"person": person, "asset": asset}, say=click.echo, **_terminal())


@_command(cli, "search", example='tandem search "moisture sensor fouling" -k 3')
@click.argument("text", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 100), default=8, help="How many passages.")
@_who_and_what
def search_command(
    text: tuple[str, ...], k: int, as_json: bool, person: str | None, asset: str | None
) -> None:
    """Find the passages nearest to the words."""
    params = {"text": " ".join(text), "k": k, "person": person, "asset": asset}
    result = _runner()("search", params)
    _print(result, as_json, "hits_text")


@_command(
    ingest_group,
    "documents",
    example="tandem ingest documents procedures/ --audience seasoning-line-4\n"
    "tandem ingest documents manuals/ --audience everyone",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--audience",
    multiple=True,
    metavar="TEAM",
    help="Who may see files that name nobody: a team's id (repeatable), or everyone.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def ingest_documents_command(
    paths: tuple[Path, ...], audience: tuple[str, ...], as_json: bool
) -> None:
    """Ingest files and folders: md, rst, docx, pdf, html, txt."""
    params = {"paths": [str(path.absolute()) for path in paths], "audience": list(audience)}
    result = _runner()("ingest_documents", params)
    _print(result, as_json, "documents_text")
    _fail_if(result.get("refused"))


@_command(ingest_group, "recommendations", example="tandem ingest recommendations events.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def ingest_recommendations_command(file: Path, as_json: bool) -> None:
    """Ingest reasoning logs, decisions and outcomes: one CloudEvent a line."""
    result = _runner()("ingest_recommendations", {"path": str(file.absolute())})
    _print(result, as_json, "events_text")
    _fail_if(result.get("refused"))


@_command(ingest_group, "questions", example="tandem ingest questions questions.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def ingest_questions_command(file: Path, as_json: bool) -> None:
    """Answer questions that people asked before, as of when they asked: one a line."""
    result = _runner()("ingest_questions", {"path": str(file.absolute())})
    _print(result, as_json, "earlier_text")
    _fail_if(result.get("refused"))


@_command(
    ingest_group,
    "judgements",
    example="tandem ingest judgements judgements.jsonl --batch helpdesk-2026-10",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--batch", metavar="NAME", required=True, help="By this name they are taken back.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def ingest_judgements_command(file: Path, batch: str, as_json: bool) -> None:
    """Learn which documents answered questions elsewhere: one judgement a line."""
    result = _runner()("ingest_judgements", {"path": str(file.absolute()), "batch": batch})
    _print(result, as_json, "judgements_text")
    _fail_if(result.get("refused"))


@_command(ingest_group, "directory", example="tandem ingest directory people.yaml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def ingest_directory_command(file: Path, as_json: bool) -> None:
    """Replace the directory: people, teams, roles, who owns which asset, whom to ask."""
    result = _runner()("ingest_directory", {"path": str(file.absolute())})
    _print(result, as_json, "directory_text")


@_command(ingest_group, "glossary", example="tandem ingest glossary glossary.csv")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def ingest_glossary_command(file: Path, as_json: bool) -> None:
    """Replace the plant's glossary: term, language, what it means, and its hazard if it has one."""
    result = _runner()("ingest_glossary", {"path": str(file.absolute())})
    _print(result, as_json, "glossary_text")


@_command(requests_group, "take", example="tandem requests take 17 --person p-019")
@click.argument("number")
@click.option("--person", metavar="ID", help="Act as this person of the directory.")
def requests_take_command(number: str, person: str | None) -> None:
    """Say that you come: others see that it is taken."""
    click.echo(_runner()("request_take", {"number": number, "person": person})["said"])


@_command(requests_group, "withdraw", example="tandem requests withdraw 17 --person p-001")
@click.argument("number")
@click.option("--person", metavar="ID", help="Act as this person of the directory.")
def requests_withdraw_command(number: str, person: str | None) -> None:
    """Say that nobody is needed any more, when you asked for it."""
    click.echo(_runner()("request_withdraw", {"number": number, "person": person})["said"])


@_command(requests_group, "done", example="tandem requests done 17 --person p-019")
@click.argument("number")
@click.option("--person", metavar="ID", help="Act as this person of the directory.")
def requests_done_command(number: str, person: str | None) -> None:
    """Say that it is done, when you took it or asked for it."""
    click.echo(_runner()("request_close", {"number": number, "person": person})["said"])


@_command(db_group, "upgrade", example="tandem db upgrade")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def db_upgrade_command(as_json: bool) -> None:
    """Bring the store to the form this version needs (starting does so too)."""
    _print(_runner()("db_upgrade", {}), as_json, "upgraded_text")


@_command(db_group, "backup", example="tandem db backup backups/tandem-2026-11-21.db")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def db_backup_command(target: Path, as_json: bool) -> None:
    """Copy the store to a new file while it is in use."""
    _print(_runner()("db_backup", {"path": str(target.absolute())}), as_json, "backup_text")


@_command(cli, "doctor", example="tandem doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def doctor_command(as_json: bool) -> None:
    """Check the installation and name remedies."""
    from bot.doctor import examine

    settings = _settings().for_commands()
    _log(settings)
    result = examine(settings, progress=_progress())
    _print(result, as_json, "checks_text")
    _fail_if(result["problems"])


def _perform(name: str, params: "Params", as_json: bool, text_of: str) -> None:
    _print(_runner()(name, params), as_json, text_of)


add_accounts(cli, _command, _perform)
