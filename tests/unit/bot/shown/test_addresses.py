"""A link opens what it says, and there is none without an address of the site."""

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.shown.addresses import evidence_address, log_address

SITE = "https://tandem.example"


@given(st.text(min_size=1), st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True))
def test_a_citation_opens_by_question_and_label(question: str, label: str) -> None:
    found = urlsplit(evidence_address(SITE, question, label))
    assert (found.netloc, found.path) == ("tandem.example", f"/evidence/{label}")
    assert parse_qs(found.query, keep_blank_values=True) == {"question": [question]}


@given(st.text(min_size=1).filter(lambda each: each < "\ud800"))
def test_a_log_opens_whatever_its_id_holds(decision_id: str) -> None:
    found = urlsplit(log_address(SITE, decision_id))
    assert unquote(found.path) == f"/logs/{decision_id}"
    assert found.query == found.fragment == ""


def test_without_a_site_there_is_no_link() -> None:
    assert evidence_address("", "q", "S1") == log_address("", "R-1") == ""
