"""The unit tests mirror the source: what a file tests stands in the same place."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "tests" / "unit"
RULES = {
    "test_catalogues",
    "test_doors",
    "test_independence",
    "test_layout",
    "test_locks",
    "test_no_network",
    "test_statements",
}
"""Tests of a rule that holds in all of their folder, not of one module."""


def is_mirrored(test: Path) -> bool:
    """Whether its folder has a module, package or data of that name, or its package a function."""
    folder = ROOT / test.relative_to(UNIT).parent
    name = test.stem.removeprefix("test_")
    if (folder / name).is_dir() or list(folder.glob(f"{name}.*")):
        return True
    package = folder / "__init__.py"
    return package.exists() and f"def {name}(" in package.read_text(encoding="utf-8")


def test_every_unit_test_stands_where_its_source_stands() -> None:
    tests = [each for each in UNIT.rglob("test_*.py") if each.stem not in RULES]
    assert len(tests) > 50
    assert [str(each.relative_to(ROOT)) for each in tests if not is_mirrored(each)] == []
