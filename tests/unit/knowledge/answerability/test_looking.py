"""When a question is looked up with the one before it."""

from datetime import UTC, datetime

import pytest

from knowledge.answerability.looking import look
from knowledge.model import Passage, Revision, RevisionStatus
from knowledge.search import Hit

REVISION = Revision(
    id="r",
    number="SOP-1",
    title="T",
    revision="A",
    status=RevisionStatus.APPROVED,
    path="p",
    content_hash="h",
    ingested_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def hit(similarity: float) -> Hit:
    return Hit(Passage("p", "r", 0, (), "", None, "text"), REVISION, 1.0, similarity, 1.0)


@pytest.mark.parametrize(
    ("near", "looked_up"), [(0.7, "how often?"), (0.3, "clean the jaws how often?")]
)
def test_question_that_finds_little_is_read_with_the_one_before(
    near: float, looked_up: str
) -> None:
    found = look("how often?", earlier="clean the jaws", find=lambda text: [hit(near)])
    assert found.looked_up == looked_up


def test_question_without_one_before_is_looked_up_once() -> None:
    asked: list[str] = []

    def find(text: str) -> list[Hit]:
        asked.append(text)
        return []

    found = look("how often?", earlier="", find=find)
    assert (asked, found.hits, found.in_talk) == (["how often?"], [], [])
