"""The sample plant is somebody else's system: it knows the product by its contract alone."""

import ast
import sys
from pathlib import Path

import examples

ROOT = Path(examples.__file__).parent
ALLOWED = {"examples", "yaml", "docx"}


def imported(path: Path) -> set[str]:
    """The first names of everything a module imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def test_nothing_imports_the_product_or_a_third_party_beside_yaml() -> None:
    modules = sorted(ROOT.rglob("*.py"))
    assert len(modules) > 20
    for module in modules:
        outside = imported(module) - set(sys.stdlib_module_names) - ALLOWED
        assert not outside, module


def test_only_the_maker_of_documents_needs_the_word_library() -> None:
    users = [path.name for path in ROOT.rglob("*.py") if "docx" in imported(path)]
    assert users == ["make_documents.py"]
