"""A glossary file is read as a whole, or refused with place, value and remedy."""

from pathlib import Path

import pytest

from knowledge.ingest.glossary import BadGlossary, read_glossary
from knowledge.model import Hazard, Term

CSV = """term,language,means,hazard
Trommel,de,drum,
"Kuckuck ziehen",de,guard key,safety-bypass
滚筒,zh,drum,
"""
YAML = """
- {term: Trommel, language: de, means: drum}
- {term: Kuckuck ziehen, language: de, means: guard key, hazard: safety-bypass}
- {term: 滚筒, language: zh, means: drum}
"""
TERMS = (
    Term("Trommel", "drum", "de"),
    Term("Kuckuck ziehen", "guard key", "de", Hazard.BYPASS),
    Term("滚筒", "drum", "zh"),
)


def written(folder: Path, text: str, name: str = "glossary.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_and_yaml_say_the_same(tmp_path: Path) -> None:
    assert read_glossary(written(tmp_path, CSV)).terms == TERMS
    assert read_glossary(written(tmp_path, YAML, "glossary.yaml")).terms == TERMS
    assert read_glossary(written(tmp_path, "\ufeff" + CSV)).terms == TERMS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word,means\nx,y\n", "the first line must name the columns, as in term,language"),
        ("term,means\nx,y,z\n", "line 2 has more or fewer values than the columns term, means"),
        ("term,means\nx\n", "line 2 has more or fewer values"),
        ("term,means\n", "holds no term"),
        ("", "the first line must name the columns"),
        ("term,means\n!!,drum\n", 'line 2.term is "!!"; it must be a word people say'),
        ("term,means\nx,\n", "line 2.means"),
        ("term,means,hazard\nx,,hotwork\n", "did you mean hot-work?"),
        ("term,language,means\nx,german,y\n", "must be a language code, as in de"),
        ("term,means,note\nx,y,z\n", "must be one of the fields term, language, means, hazard"),
        ("term,means\nx,y\nX,z\n", "must be given once, but line 2 has it; remove one"),
    ],
)
def test_a_wrong_file_says_where_what_and_the_remedy(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadGlossary) as raised:
        read_glossary(path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("term: x", "must be a list"),
        ("- [", "line 1 is no YAML"),
        ("- x", "must be an object"),
        ("- {term: [x], means: y}", "term 1.term is a list of 1"),
    ],
)
def test_a_wrong_yaml_file_says_so(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadGlossary) as raised:
        read_glossary(written(tmp_path, text, "glossary.yml"))
    assert told in str(raised.value)


def test_a_file_that_is_no_text_or_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"term,means\n\xff\xfe,y\n")
    with pytest.raises(BadGlossary, match="is no UTF-8; save the file as UTF-8"):
        read_glossary(tmp_path / "x.csv")
    with pytest.raises(BadGlossary, match="cannot be read: no such file"):
        read_glossary(tmp_path / "none.csv")
