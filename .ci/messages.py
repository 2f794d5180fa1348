"""Keep the catalogues in step with the code: extract, update, compile.

Writes ``bot/languages/tandem.pot`` from the sentences in ``tr``, ``trn`` and ``mark``, brings each
``tandem.po`` in line with it (what is new has no translation yet, what is gone is dropped) and
compiles it. With ``--check`` it changes nothing and says what is missing. Run: ``make messages``.
"""

import ast
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "bot" / "languages"
TEMPLATE = CATALOGUES / "tandem.pot"
KEYWORDS = {"tr": None, "trn": (1, 2), "mark": None}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)  # the same catalogue is the same file on any day
_NAMES = re.compile(r"\{\w*\}")
_QUOTES = re.compile("[“”]")


def extracted() -> Catalog:
    """Return every sentence of the code, with the files it stands in."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(each["pattern"], each["method"]) for each in mappings]
    found = Catalog(charset="utf-8")
    for file, _, message, _, _ in extract_from_dir(ROOT, methods, keywords=KEYWORDS):
        found.add(message, locations=[(file, 0)])
    return found


def overlooked(template: Catalog) -> Iterator[str]:
    """Yield the places whose sentence cannot be extracted: not a literal, or inside an f-string."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if not called or node.func.id not in KEYWORDS or path.name == "speech.py":
                continue
            said = node.args[0]
            if isinstance(said, ast.Constant):
                if template.get(said.value) is None and template.get((said.value, "")) is None:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: not extracted: {said.value!r}"
            elif isinstance(said, ast.JoinedStr | ast.BinOp):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: not a literal"


def catalogue_files() -> list[Path]:
    """Return the .po files, one a language."""
    return sorted(CATALOGUES.glob("*/LC_MESSAGES/tandem.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue of a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def faults(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalogue: a missing, doubtful or differing sentence."""
    for wanted in template:
        if not wanted.id:
            continue
        said = catalogue.get(wanted.id)
        first = _forms(wanted.id)[0]
        if said is None or not all(_forms(said.string)) or said.fuzzy:
            yield f"not translated: {first!r}"
            continue
        if wanted.pluralizable and len(said.string) != catalogue.num_plurals:
            yield f"{len(said.string)} plural forms of {catalogue.num_plurals}: {first!r}"
        yield from (f"{fault}: {first!r}" for fault in _differences(wanted, said))


def _differences(wanted: Message, said: Message) -> Iterator[str]:
    names = [set(_NAMES.findall(form)) for form in _forms(wanted.id)]  # "once", "{count} times"
    marks = _QUOTES.findall(_forms(wanted.id)[-1])
    for form in _forms(said.string):
        if set(_NAMES.findall(form)) not in names:
            yield f"other names in {form!r}"
        if _QUOTES.findall(form) != marks:
            # Claims are checked by these marks: what stands between them is evidence.
            yield f"other quotation marks in {form!r}"


def _said(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_forms(each.id): _forms(each.string) for each in catalogue if each.id}


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def po_text(catalogue: Catalog) -> str:
    """Return the catalogue as a .po file."""
    written = io.BytesIO()
    write_po(
        written, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False
    )
    head = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=utf-8\n"']
    if catalogue.locale:
        head.append(rf'"Language: {catalogue.locale}\n"')
        head.append(rf'"Plural-Forms: {catalogue.plural_forms}\n"')
    return "\n".join(head) + "\n\n" + written.getvalue().decode().rstrip("\n") + "\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    catalogue.creation_date = catalogue.revision_date = UNDATED
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def update() -> None:
    """Write the template and bring every catalogue in line with it."""
    template = extracted()
    TEMPLATE.write_text(po_text(template), encoding="utf-8")
    for path in catalogue_files():
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_text(po_text(catalogue), encoding="utf-8")
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))


def check() -> list[str]:
    """Return what keeps the catalogues from being complete and in step with the code."""
    template = extracted()
    found = [] if TEMPLATE.read_text() == po_text(template) else ["tandem.pot: not of this code"]
    found += overlooked(template)
    for path in catalogue_files():
        language = path.parts[-3]
        catalogue = read(path)
        found += [f"{language}: {fault}" for fault in faults(catalogue, template)]
        if any(each.id and template.get(each.id) is None for each in catalogue):
            found.append(f"{language}: holds sentences that nobody says any more")
        with path.with_suffix(".mo").open("rb") as file:
            compiled = read_mo(file)
        if _said(compiled) != _said(catalogue):
            found.append(f"{language}: tandem.mo is not tandem.po")
    return found


if __name__ == "__main__":
    if "--check" not in sys.argv:
        update()
    wrong = check()
    sys.stdout.write("".join(f"{each}\n" for each in wrong))
    sys.exit(1 if wrong else 0)
