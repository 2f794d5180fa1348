"""The API of corrections: the list, one act, receipts, and refusals that name the field."""

from tests.reviewed_plant import ENGINEER
from tests.small_plant import OPERATOR
from tests.unit.bot.web.conftest import Face
from tests.unit.bot.web.test_review import review, said

__all__ = ["review"]


def test_list_act_and_receipt(review: Face) -> None:
    one = said(review)
    engineer, author = review.visitor(ENGINEER), review.visitor(OPERATOR)
    (listed,) = engineer.get("/api/corrections").json()["corrections"]
    assert (listed["number"], listed["state"], listed["by"]) == (
        one.number, "provisional", "Amara of Line 4",
    )  # fmt: skip
    assert author.get("/api/corrections").json() == {"corrections": []}
    body = {"act": "accept", "reason": "seen it", "until": "2026-12-31"}
    told = engineer.post(f"/api/corrections/{one.number}", json=body).json()
    assert (told["state"], told["expires_at"][:10]) == ("applied", "2026-12-31")
    (receipt,) = author.get("/api/receipts").json()["receipts"]
    assert (receipt["new"], receipt["steps"][2]["reason"]) == (True, "seen it")
    (receipt,) = author.get("/api/receipts").json()["receipts"]
    assert not receipt["new"]


def test_what_cannot_be_done_names_the_field(review: Face) -> None:
    one = said(review)
    for person, body, field in (
        (OPERATOR, {"act": "accept", "reason": "mine"}, "number"),
        (ENGINEER, {"act": "accept"}, "reason"),
        (ENGINEER, {"act": "dance", "reason": "x"}, "act"),
        (ENGINEER, {"act": "accept", "reason": "x", "until": "soon"}, "until"),
    ):
        told = review.visitor(person).post(f"/api/corrections/{one.number}", json=body)
        assert told.status_code in (400, 422), told.text
        assert field in told.text
