"""Columns that keep what both engines can hold."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from knowledge.model import RevisionStatus
from knowledge.store import NotStorable
from knowledge.store.schema import Instant, Words

SQLITE, POSTGRES = sqlite.dialect(), postgresql.dialect()


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_storable_text_is_not_touched(text: str) -> None:
    assert Words().process_bind_param(text, SQLITE) == text


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_text_becomes_one_that_both_engines_hold(text: str) -> None:
    stored = Words().process_bind_param(text, POSTGRES)
    assert stored is not None
    assert "\0" not in stored
    assert stored.encode().decode() == stored


def test_an_enum_is_stored_by_its_value() -> None:
    stored = Words().process_bind_param(RevisionStatus.DRAFT, POSTGRES)
    assert (stored, type(stored)) == ("draft", str)


def test_a_moment_is_stored_in_utc() -> None:
    local = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert Instant().process_bind_param(local, SQLITE) == datetime(2025, 12, 31, 23)
    assert Instant().process_bind_param(local, POSTGRES) == datetime(2025, 12, 31, 23, tzinfo=UTC)
    back = Instant().process_result_value(datetime(2025, 12, 31, 23), SQLITE)
    assert (back, back and back.tzinfo) == (local, UTC)


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(NotStorable, match="no zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), SQLITE)
