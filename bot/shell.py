"""What the commands at a shell share: examples in the help, running by name, printing.

Knows click and where results go. Does not know any command. Nothing heavy is imported before a
command needs it.
"""

import json
import shutil
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.owner import Params, Progress, Result
    from bot.settings import Settings

_MAX_WIDTH = 100


class _WithExample(click.Command):
    """Help that ends with an example."""

    def __init__(self, *args: Any, example: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.example = example

    def format_epilog(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the example, a line each, unwrapped so that it can be copied."""
        with formatter.section("Example"):
            for line in self.example.splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Documented(_WithExample):
    """A command whose help ends with an example."""


class DocumentedGroup(_WithExample, click.Group):
    """Commands under one noun; their list says whole sentences, and its help has an example."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each command with the first sentence of its help, wrapped and never cut."""
        shown = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(LONGEST)) for name, one in shown if one]
            )


LONGEST = 400
"""Letters of a sentence of help; click cuts at the width of the terminal."""


def command(group: click.Group, name: str, *, example: str) -> Callable[[Any], click.Command]:
    """Return what makes a function the command ``name``; ``example`` ends its help."""
    return group.command(name, cls=Documented, example=example)


def settings(**overrides: object) -> "Settings":
    """Return the settings of the environment, with those given on the command line."""
    from bot.settings import read_settings

    given = {name: value for name, value in overrides.items() if value is not None}
    return read_settings().model_copy(update=given)


def log(settings: "Settings") -> None:
    """Write the log into the data folder."""
    from bot.edge import log_to

    log_to(settings.data_dir, level=settings.log_level)


def runner() -> "Callable[[str, Params], Result]":
    """Return what runs a command by name: here, or through the app that owns the folder."""
    from bot.owner import run
    from bot.version import installed_version

    given = settings()
    chosen = given.for_commands()
    if chosen is not given:
        click.echo(f"(the sample plant in {chosen.data_dir})", err=True)
    log(chosen)

    def in_process(name: str, params: "Params", told: "Progress") -> "Result":
        from bot.app import here

        return here(chosen)(name, params, told)

    def run_command(name: str, params: "Params") -> "Result":
        shown = progress()
        try:
            return run(
                name,
                params,
                folder=chosen.data_dir,
                version=installed_version(),
                in_process=in_process,
                progress=shown,
            )
        finally:
            shown.clear()

    return run_command


def progress() -> Any:
    """Return the line that shows how far long work is."""
    from bot.printing import ProgressLine

    return ProgressLine(sys.stderr)


def terminal() -> dict[str, Any]:
    """Return how wide the terminal is and whether it shows colours."""
    return {
        "width": min(shutil.get_terminal_size((88, 24)).columns, _MAX_WIDTH),
        "color": sys.stdout.isatty(),
    }


def print_result(
    result: "Result", as_json: bool, text_of: str, *, module: str = "printing"
) -> None:
    """Print the result as JSON, or as the function of that module of ours words it."""
    if as_json:
        print_json(result)
        return
    click.echo(getattr(import_module(f"bot.{module}"), text_of)(result))


def print_json(value: object) -> None:
    """Print JSON for scripts and eyes."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def fail_if(problem: object) -> None:
    """End with exit code 1 when there is a problem."""
    if problem:
        raise SystemExit(1)
