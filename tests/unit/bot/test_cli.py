"""Rules of the command line itself; what commands do is tested elsewhere."""

import json
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from bot.__main__ import run
from bot.cli import cli


def commands(group: click.Group = cli, path: str = "tandem") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


EVERY = dict(commands())


def test_the_contracts_commands_are_there() -> None:
    assert set(EVERY) >= {
        "tandem demo",
        "tandem serve",
        "tandem ask",
        "tandem chat",
        "tandem search",
        "tandem ingest documents",
        "tandem ingest recommendations",
        "tandem ingest directory",
        "tandem eval retrieval",
        "tandem requests take",
        "tandem requests withdraw",
        "tandem requests done",
        "tandem db upgrade",
        "tandem db backup",
        "tandem doctor",
        "tandem export assessments",
    }


@pytest.mark.parametrize("path", EVERY)
def test_every_command_has_help_with_an_example_of_itself(path: str) -> None:
    done = CliRunner().invoke(cli, [*path.split()[1:], "--help"])
    assert done.exit_code == 0
    example = done.output.split("Example:\n")[1]
    assert example.strip().startswith(path)


@pytest.mark.parametrize("path", EVERY)
def test_every_example_uses_options_that_exist(path: str) -> None:
    example = EVERY[path].example  # type: ignore[attr-defined]
    shown = [EVERY[each] for each in EVERY if f"{each} ".startswith(f"{path} ")]
    known = {option for one in shown for parameter in one.params for option in parameter.opts}
    used = {word for word in example.split() if word.startswith("-") and word != "-k"}
    assert used <= known


@pytest.mark.parametrize(
    "path", ["tandem", *(each for each in EVERY if isinstance(EVERY[each], click.Group))]
)
def test_no_command_is_cut_off_in_the_list(path: str) -> None:
    told = CliRunner().invoke(cli, [*path.split()[1:], "--help"]).output
    assert "..." not in told.split("Commands:")[1]


def test_bad_use_is_2_and_names_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search"]) == 2
    assert "Missing argument 'TEXT...'" in capsys.readouterr().err


def test_an_interrupt_is_130_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert run(["ask", "why?"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def test_a_fault_of_ours_is_a_sentence_with_a_reference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError("an inner detail")

    monkeypatch.setattr(cli, "main", faulty)
    assert run(["ask", "a question that must not be logged"]) == 1
    told = capsys.readouterr().err
    assert "during `tandem ask`. Reference " in told
    assert "inner detail" not in told
    assert "question" not in told


@pytest.mark.parametrize(("broken", "code"), [([], 0), ([{"number": 3}], 1)])
def test_a_broken_case_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, broken: list[dict[str, int]], code: int
) -> None:
    told = {"cases": 2, "held": 2 - len(broken), "broken": broken}
    monkeypatch.setattr("bot.cli_eval.runner", lambda: lambda name, params: told)
    done = CliRunner().invoke(cli, ["eval", "regressions", "--json"])
    assert (done.exit_code, json.loads(done.stdout)) == (code, told)
