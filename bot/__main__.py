"""``python -m bot`` and ``tandem``: runs the command line, and is its edge.

Knows exit codes and that no traceback ever reaches a person. Does not know any command.
"""

import os
import sys

import click

from bot.cli import cli

_INTERRUPTED = 130
_THREAD_POOLS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Run the command of ``sys.argv`` and exit with 0 (fine), 1 (failed) or 2 (bad use)."""
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; what goes wrong is one sentence on stderr."""
    # Read when NumPy and onnxruntime are loaded, which is later: with pools of their own, the
    # threads that serve requests fight for the cores (66 against 402 questions/s, measured).
    for pool in _THREAD_POOLS:
        os.environ.setdefault(pool, "1")
    try:
        return int(cli.main(arguments, prog_name="tandem", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nStopped.", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone; nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the edge of a command: it becomes a sentence
        return _failed(error, arguments)


def _failed(error: Exception, arguments: list[str]) -> int:
    from bot.edge import sentence_for
    from bot.owner import CommandFailed
    from bot.settings import BadSettings

    if isinstance(error, CommandFailed | BadSettings):
        click.echo(str(error), err=True)
    else:
        click.echo(sentence_for(error, doing=" ".join(["tandem", *arguments[:1]])), err=True)
    return 1


if __name__ == "__main__":
    main()
