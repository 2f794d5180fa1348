"""Nothing is lost between file and passages: all words of any document, in order, every format."""

from hypothesis import given, settings

from knowledge.ingest.passages import split
from knowledge.ingest.reading import read_document
from tests.unit.knowledge.ingest.written import (
    Part,
    all_words,
    documents,
    found_again,
    html,
    markdown,
    pages_of,
    pdf,
    plain,
    rst,
    word_file,
)

MARKUP = ("heading", "paragraph", "list", "bullets", "code", "table", "quote")
few = settings(max_examples=60, deadline=None)


def words_through(suffix: str, data: bytes) -> list[str]:
    read = read_document(suffix, data)
    passages = split(read.blocks, revision_id="r1", title=read.title)
    return found_again(passages, read.title)


def same(parts: list[Part], suffix: str, data: bytes) -> None:
    found = words_through(suffix, data)
    title_words = [part.groups[0] for part in parts if part.kind == "heading" and part.level == 1]
    expected = all_words(parts)
    if title_words and set(title_words[0]) & set(found[: len(title_words[0])]):
        first = title_words[0]  # the title is known before the first passage
        expected = first + [word for word in expected if word not in first]
    assert found == expected


@given(documents(MARKUP))
@few
def test_markdown(parts: list[Part]) -> None:
    same(parts, ".md", markdown(parts).encode())


@given(documents(MARKUP))
@few
def test_restructured_text_with_roles_and_directives_nobody_knows(parts: list[Part]) -> None:
    found = words_through(".rst", rst(parts).encode())
    assert sorted(found) == sorted(all_words(parts))
    body = [word for part in parts if part.kind != "heading" for g in part.groups for word in g]
    assert [word for word in found if word in set(body)] == body


@given(documents(MARKUP))
@few
def test_html(parts: list[Part]) -> None:
    same(parts, ".html", html(parts).encode())


@given(documents(("heading", "paragraph", "list", "bullets", "table")))
@settings(max_examples=25, deadline=None)
def test_docx(parts: list[Part]) -> None:
    same(parts, ".docx", word_file(parts))


@given(documents(("heading", "paragraph", "list")))
@few
def test_pdf(parts: list[Part]) -> None:
    found = words_through(".pdf", pdf(pages_of(parts)))
    assert sorted(found) == sorted(all_words(parts))
    body = [word for part in parts if part.kind != "heading" for g in part.groups for word in g]
    assert [word for word in found if word in set(body)] == body


@given(documents(("paragraph", "list", "bullets")))
@few
def test_plain_text(parts: list[Part]) -> None:
    assert words_through(".txt", plain(parts).encode()) == all_words(parts)
