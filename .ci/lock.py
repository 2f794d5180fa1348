"""Write the lock files from what is installed in this environment.

``requirements.lock`` holds all that ``pyproject.toml`` asks for, ``requirements-bench.lock`` what
else is installed: the comparisons in ``bench/`` need it. Local versions (torch's +cpu) are left
out, so that the lock holds on any machine. Run: ``make lock``.
"""

import importlib.metadata
import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
BUILD = {"setuptools"}  # builds the editable install without fetching anything
LEFT_OUT = {"pip", "tandem"}


def normal(name: str) -> str:
    """Return the name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> list[Requirement]:
    """Return what ``pyproject.toml`` asks for, to run and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [Requirement(line) for line in lines]


def needed_by(wanted: list[Requirement]) -> set[str]:
    """Return the names of everything installed that these need."""
    needed: set[str] = set()
    asked: set[tuple[str, frozenset[str]]] = set()
    waiting = [(normal(each.name), frozenset(each.extras)) for each in wanted]
    while waiting:
        name, extras = one = waiting.pop()
        if one in asked:
            continue
        asked.add(one)
        needed.add(name)
        for line in importlib.metadata.requires(name) or []:
            each = Requirement(line)
            marker = each.marker
            if marker is None or any(marker.evaluate({"extra": name}) for name in {"", *extras}):
                waiting.append((normal(each.name), frozenset(each.extras)))
    return needed


def main() -> None:
    """Write both files and say how many packages each holds."""
    installed = {
        normal(each.metadata["Name"]): each.version.split("+")[0]
        for each in importlib.metadata.distributions()
    }
    product = (needed_by(asked_for()) | BUILD) - LEFT_OUT
    bench = set(installed) - product - LEFT_OUT
    for file, names in (("requirements.lock", product), ("requirements-bench.lock", bench)):
        lines = [f"{name}=={installed[name]}" for name in sorted(names)]
        (ROOT / file).write_text("\n".join(lines) + "\n")
        sys.stdout.write(f"{file}: {len(lines)} packages\n")


if __name__ == "__main__":
    main()
