"""A person's own corrections: what became of them, what is new, withdrawing, and nobody else's."""

from bot.corrections import Vouched, accept
from knowledge.model import Life
from tests.reviewed_plant import ENGINEER, MATE
from tests.small_plant import NOW, OPERATOR
from tests.unit.bot.web.conftest import Face
from tests.unit.bot.web.test_review import review, said, state

__all__ = ["review"]
NEWS = "News of 1 correction of yours"


def test_news_is_told_on_the_chat_page_until_it_was_read(review: Face) -> None:
    one = said(review)
    page = review.visitor()
    assert NEWS not in page.get("/").text
    accept(
        review.services.store, ENGINEER, one.number, reason="seen it", vouched=Vouched(), now=NOW
    )
    assert NEWS in page.get("/").text
    assert NEWS not in review.visitor(MATE).get("/").text
    shown = page.get("/contributions").text
    for told in ("accepted and applied", "Accepted by an engineer of Engineering", "seen it"):
        assert told in shown
    assert "Ingrid" not in shown
    assert NEWS not in page.get("/").text


def test_it_says_in_how_many_answers_it_stood_and_where(review: Face) -> None:
    said(review)
    for _ in range(3):
        review.asked("Why?", by=MATE, decision_id="R-2026-000001")
    assert "3 answers on Line 4, Drum 2 this week" in review.visitor().get("/contributions").text


def test_only_ones_own_is_shown_and_withdrawn(review: Face) -> None:
    one = said(review)
    other = review.visitor(MATE)
    assert "Clean the sensor" not in other.get("/contributions").text
    form = {"number": str(one.number)}
    assert other.post("/contributions/withdraw", data=form).status_code == 422
    assert state(review, one) is Life.PROVISIONAL
    assert review.visitor(OPERATOR).post("/contributions/withdraw", data=form).status_code == 303
    assert state(review, one) is Life.WITHDRAWN
    assert "withdrawn" in review.visitor().get("/contributions").text
