"""Documents by their numbers: as people write them, and what is asked of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.numbered import (
    MOST_NUMBERS,
    asks_for_it,
    asks_only_what_changed,
    documents_named,
    written_out,
)

IN_FORCE = {"SOP-114", "SOP-118"}


def out(text: str, earlier: str = "") -> str:
    return written_out(text, earlier, IN_FORCE.__contains__)


@pytest.mark.parametrize("typed", ["SOP 118", "sop118", "Sop_118", "sop-118", "SOP-118"])
def test_a_number_is_a_documents_however_it_is_typed(typed: str) -> None:
    assert [each.id for each in documents_named(out(f"show me {typed}"))] == ["SOP-118"]


@pytest.mark.parametrize("text", ["set it to 38", "line 40", "from 42 to 38 rpm", "raise 114"])
def test_what_is_no_documents_number_stays_as_it_is_typed(text: str) -> None:
    assert out(text) == text


@given(st.text(max_size=80))
def test_without_documents_no_text_changes(text: str) -> None:
    assert written_out(text, "", lambda _: False) == text


def test_of_many_numbers_a_few_are_looked_up() -> None:
    asked: list[str] = []
    written_out("ab12 " * 400, "ab12 " * 400, lambda number: bool(asked.append(number)))
    assert len(asked) <= 2 * MOST_NUMBERS


def test_a_bare_section_is_of_the_document_that_was_named_before() -> None:
    [named] = documents_named(out("section 6.2", "show me sop 114"))
    assert (named.id, named.section) == ("SOP-114", "6.2")
    assert documents_named(out("section 6.2", "is drum 2 open?")) == ()
    assert documents_named(out("and at 3.4 %?", "what does SOP-114 say?")) == ()
    assert documents_named(out("3.4?", "what does SOP-114 say?")) == ()
    assert documents_named(out("section 6.2", "SOP-114 or SOP-118?")) == ()
    assert documents_named(out("how do I clean it?", "show me SOP-114")) == ()


def test_what_changed_in_it_is_asked_of_the_document_that_was_named_before() -> None:
    asked = out("what changed in it?", "what is SOP-114 about?")
    assert asks_only_what_changed(asked, documents_named(asked))


@pytest.mark.parametrize(
    "text",
    """SOP-118|show me SOP-118|where is SOP-118?
    |open SOP-118 please|what is in SOP-118|zeig mir SOP-118
    |muéstrame SOP-118|pokaż SOP-118|mostra SOP-118|SOP-118 göster|cho xem SOP-118
    |打开 SOP-118""".split("|"),
)
def test_a_document_may_be_asked_for_itself(text: str) -> None:
    assert asks_for_it(text, documents_named(text))


@pytest.mark.parametrize(
    "text", ["SOP-118 minimum speed", "does SOP-118 allow 38 rpm?", "SOP-114 and SOP-118"]
)
def test_who_asks_for_something_in_it_does_not_ask_for_the_document(text: str) -> None:
    assert not asks_for_it(text, documents_named(text))
