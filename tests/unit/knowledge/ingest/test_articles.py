"""An article as a file: written and read back exactly, whatever it says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.hygiene import one_line, visible
from knowledge.ingest.articles import (
    ArticleFile,
    BadArticleFile,
    digest_of,
    read_article,
    written,
)
from knowledge.model import NOBODY, Body, Source, SourceKind, Statement

ODD = [
    "# not a heading", "## Answer", "[S1]",
    "wait [S1] [S2]", "\\", "\\[S1\\]", "a \\ b", "- item",
    "* item", "---", "> quoted", "1. first", "`code` **bold** <b>x</b>", "C:\\new\\file", "“q” ‘q’",
    "3 °C ≤ x µm – 5 %", "滚筒多快？", "كم؟", "🙂‍🔧", "key: value # no comment", "{a: [b]}",
    "~", "null",
    "yes", "1.10", "'", '"', "!tag", "&a *a", "%", "@", "|", "a  b",
    "e\u0301", "\u3000x", "x\u00a0y",
]  # fmt: skip
plain = (st.sampled_from(ODD) | st.text(max_size=40)).map(lambda text: one_line(visible(text)))
said = plain.filter(bool)
labels = st.lists(
    st.builds("{}{}".format, st.sampled_from("SFEK"), st.integers(1, 999)), max_size=3, unique=True
).map(tuple)
statements = st.builds(Statement, said, labels)
texts = st.sampled_from([*ODD, "a\n\nb", "  a\n b ", "a\n", "x\u2028y", "t\tt", "a |\n| b"])
sources = st.builds(
    Source,
    label=labels.map(lambda few: few[0] if few else "S1"),
    kind=st.sampled_from(SourceKind),
    source_id=said,
    text=texts | st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    document=plain,
    revision=plain,
    section=plain,
)
bodies = st.builds(
    Body,
    title=said,
    wordings=st.lists(said, max_size=4).map(tuple),
    answer=st.lists(statements, max_size=4).map(tuple),
    key_point=st.none() | statements,
    reason_why=st.none() | statements,
    sources=st.lists(sources, max_size=3).map(tuple),
    scope=st.lists(said, max_size=2).map(tuple),
    conditions=plain,
    owner=plain,
    audience=st.frozensets(said, max_size=3),
    review_by=st.none() | st.dates(),
    supersedes=st.just("") | st.just("KB-3"),
)
WHOLE = Body(
    "How long to wait [short]",
    ("how long?", "wie lange?"),
    (Statement("Wait 5 min.", ("S1", "F2")), Statement("# 2 waits longer.", ("S1",))),
    reason_why=Statement("The reading is 0.4 % too low.", ("S1",)),
    sources=(
        Source(
            "S1", SourceKind.PASSAGE, "9f3a", "Wait 5 min.\n\n| a | b |", "SOP-114", "1.10", "6.2"
        ),
        Source("F2", SourceKind.CORRECTION, "12", 'he said: "wait"\n', "C-12"),
    ),
    scope=("northfield/snacks",),
    conditions="new lots: only",
    owner="quality",
    audience=frozenset({"quality", "line-4"}),
    review_by=date(2027, 5, 1),
)
FILE = """\
---
number: KB-12
based_on: 81484405a4ee4129
owner: quality
conditions: "new lots: only"
audience: [line-4, quality]
scope: [northfield/snacks]
review_by: 2027-05-01
sources:
- label: S1
  kind: passage
  id: 9f3a
  document: SOP-114
  revision: 1.10
  section: 6.2
  text: |-
    Wait 5 min.

    | a | b |
- label: F2
  kind: correction
  id: 12
  document: C-12
  text: "he said: \\"wait\\"\\U0000000a"
---

# How long to wait \\[short]

## Questions

- how long?
- wie lange?

## Answer

Wait 5 min. [S1] [F2]

\\# 2 waits longer. [S1]

## Reason why

The reading is 0.4 % too low. [S1]
"""


def without_audiences(body: Body) -> Body:
    """Return the body as a file holds it."""
    return replace(body, sources=tuple(replace(each, audience=NOBODY) for each in body.sources))


@given(bodies)
@example(WHOLE)
def test_what_is_written_is_read_back_exactly_and_written_the_same(body: Body) -> None:
    file = written(body, "KB-7")
    again = read_article(file)
    assert again == ArticleFile(without_audiences(body), "KB-7", digest_of(body))
    assert written(again.body, "KB-7") == file


@given(bodies)
def test_what_windows_makes_of_a_file_is_the_same_article(body: Body) -> None:
    file = written(body, "KB-7")
    there = "\ufeff" + file.replace("\n", "\r\n")
    assert digest_of(read_article(there).body) == digest_of(body)


def test_a_file_reads_as_an_article() -> None:
    assert written(WHOLE, "KB-12") == FILE


def test_people_may_wrap_lines_and_leave_out_what_is_not_there() -> None:
    file = read_article(
        "---\nsources: []\naudience: everyone\n---\n\n\n# Waiting\n## Answer\nWait\n5 min.[S1]\n\n"
        "\nThen go\\. [S1][S2]\n## Questions\n* how long?\n"
    )
    assert file.body == Body(
        "Waiting",
        ("how long?",),
        (Statement("Wait 5 min.", ("S1",)), Statement("Then go.", ("S1", "S2"))),
        audience=frozenset({"everyone"}),
    )
    assert (file.number, file.based_on) == ("", "")


HEAD = "---\nnumber: KB-1\n---\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no front matter"),
        ("# Title", "holds no front matter"),
        ("---\n- a\n---\n", "must be an object of named fields"),
        ("---\nnumber: [\n---\n", "broken YAML in its line"),
        ("---\nnumber: SOP-1\n---\n", 'number is "SOP-1"; it must be one such as KB-12'),
        ("---\nnummer: KB-1\n---\n", "did you mean number?"),
        ("---\nreview_by: soon\n---\n", 'review_by is "soon"'),
        ("---\nscope: {a: b}\n---\n", "scope is an object"),
        ("---\nowner: [a]\n---\n", "owner is a list of 1"),
        ("---\nsources: x\n---\n", 'sources is "x"'),
        ("---\nsources: [{kind: passage, id: a}]\n---\n", "sources[0].label is missing"),
        ("---\nsources: [{label: S1, kind: book, id: a}]\n---\n", 'sources[0].kind is "book"'),
        ("---\nsources: [{label: S1, kind: reply}]\n---\n", "sources[0].id is missing"),
        (HEAD + "Wait.\n", "'Wait.' stands above the first heading"),
        (HEAD + "# T\n## Anwser\n", "heading is 'Anwser'; use each of Questions, Answer"),
        (HEAD + "# T\n## Answer\n## Answer\n", "heading is 'Answer'"),
        (HEAD + "# T\n## Questions\nhow?\n", "'how?' below '## Questions' is no list item"),
        (HEAD + "# T\n## Key point\n\na\n\nb\n", "'## Key point' holds 2 paragraphs"),
    ],
)
def test_a_file_that_is_off_is_refused_with_field_value_and_remedy(text: str, told: str) -> None:
    with pytest.raises(BadArticleFile) as bad:
        read_article(text)
    assert told in str(bad.value)
