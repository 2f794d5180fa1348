"""Rules of the pinned packages: complete, for any machine, and without anybody's addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-bench.lock")
PINNED = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*")


def pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text().splitlines()
    return dict(line.split("==") for line in lines)


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_holds_names_and_versions_only(file: str) -> None:
    for line in (ROOT / file).read_text().splitlines():
        assert PINNED.fullmatch(line), line


def test_the_lock_fulfils_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = pins("requirements.lock")
    for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), line


def test_what_only_the_comparisons_need_is_kept_apart() -> None:
    assert not {"langchain-chroma", "langchain-huggingface"} & set(pins("requirements.lock"))
    assert not set(pins("requirements.lock")) & set(pins("requirements-bench.lock"))
