"""All real documents: every visible word of a file stands in its passages.

The words are taken from the files by means that share nothing with the parsers: another PDF
library, the text nodes of Word's XML, and the source of text formats less what its markup hides.
"""

import html
import os
import re
import zipfile
from collections import Counter
from pathlib import Path

import pypdf
import pytest

from knowledge.ingest.blocks import UnreadableDocument
from knowledge.ingest.control import BadControl
from knowledge.ingest.passages import MOST_WORDS, split, word_count
from knowledge.ingest.reading import SUFFIXES, read_document
from knowledge.model import Passage
from tests.servers import must_skip

WORD = re.compile(r"[^\W\d_\u2460-\u24ff\u2776-\u2793]+|\d+")
MOST_LOST = {".md": 0.002, ".rst": 0.003, ".docx": 0.0, ".pdf": 0.0}
"""What the crude extraction takes for text and is none: labels of subscripts, marks of MyST."""

HIDDEN_IN_MARKDOWN = (
    (r"\A---\n.*?\n---\n", ""),
    (r"<!--.*?-->", ""),
    (r"\]\([^()]*(?:\([^()]*\)[^()]*)*\)", "]"),
    (r"^\[[^\]]+\]:.*$", ""),
    (r"</?[a-zA-Z][^>]*>", " "),
    (r"^(```+|:::+)\s*\{?[\w-]*\}?", ""),
    (r"\{[a-z:]+\}(?=`)", ""),
    (r"^\(\w[\w-]*\)=$", ""),
    (r"^\s*\d+[.)]\s", ""),
)
HIDDEN_IN_RST = (
    (
        r"^([ \t]*)\.\.(?:[ \t]+(?![\w:+.-]+::|_|\[|\|).*)?\n"
        r"(?:\1[ \t]+.*\n|(?:[ \t]*\n)+(?=\1[ \t]+\S))*",
        "",
    ),
    (r"^[ \t]*\.\. (?:_.*|\|.*|(?:sub)?figure::.*|image::.*|role::.*|highlight::.*)$", ""),
    (r"^[ \t]*\.\. (?:include|toctree|code-block|sourcecode|code)::.*$", ""),
    (r"\.\. [\w:-]+::", ""),
    (r"<[^<>`]*>(?=`)", ""),
    (r"^[ \t]+:[\w-]+:.*$", ""),
    (r"\\ ?|%s|\|\w+\|", ""),
    (r":[\w:+-]+:(?=`)", ""),
    (r"`", ""),
)


def documents() -> Path:
    beside = Path(__file__).parents[2].parent / "shared" / "data"
    folder = Path(os.environ.get("TANDEM_TEST_DATA") or beside) / "documents"
    if not folder.is_dir():
        must_skip(f"no real documents at {folder}: set TANDEM_TEST_DATA to the data folder")
    return folder


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def visible(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".docx":
        xml = zipfile.ZipFile(path).read("word/document.xml").decode()
        xml = re.sub(r"<mc:Fallback>.*?</mc:Fallback>", "", xml, flags=re.DOTALL)
        texts = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(</w:p>)", xml)
        return html.unescape("".join(text or "\n" for text, _ in texts))
    text = path.read_text()
    for pattern, instead in HIDDEN_IN_MARKDOWN if path.suffix == ".md" else HIDDEN_IN_RST:
        over_lines = re.DOTALL if ".*?" in pattern else re.NOFLAG
        text = re.sub(pattern, instead, text, flags=re.MULTILINE | over_lines)
    return html.unescape(text)


def read(path: Path) -> tuple[str, list[Passage]] | None:
    try:
        document = read_document(path.suffix, path.read_bytes())
    except (UnreadableDocument, BadControl):
        return None
    return document.title, split(document.blocks, revision_id="r", title=document.title)


@pytest.mark.parametrize("suffix", MOST_LOST)
def test_every_visible_word_of_every_file_stands_in_its_passages(suffix: str) -> None:
    total, lost = 0, Counter[str]()
    for path in sorted(documents().rglob(f"*{suffix}")):
        found = read(path)
        if found is None:
            continue
        title, passages = found
        shown = " ".join([title, *(" ".join([*p.heading_path, p.text]) for p in passages)])
        expected = words(visible(path))
        total += expected.total()
        lost += expected - words(shown)
    assert total > 400
    assert lost.total() <= MOST_LOST[suffix] * total, lost.most_common(20)


def test_passages_are_short_and_all_have_text() -> None:
    count = 0
    for path in sorted(documents().rglob("*")):
        found = read(path) if path.suffix in SUFFIXES else None
        for passage in found[1] if found else ():
            count += 1
            assert passage.text.strip()
            assert word_count(passage.text) <= MOST_WORDS * 1.5, (path, passage.heading_path)
    assert count > 900
