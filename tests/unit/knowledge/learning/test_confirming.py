"""A judgement of an answer becomes one of the passages it cited, once, also after a crash."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.learning.confirming import catch_up, confirm
from knowledge.model import (
    Assessment,
    AssessmentTarget,
    Directory,
    Judgement,
    Person,
    Team,
    place_of,
)
from knowledge.store import Store, Turn

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)


def passage(label: str, section: str) -> dict[str, Any]:
    return {
        "label": label,
        "kind": "passage",
        "document": "SOP-114",
        "section": section,
        "heading_path": ["Cleaning"],
        "text": f"Text of {section}",
    }


ANSWER = {
    "claims": [
        {"text": "Clean it.", "citations": ["S1", "R1"], "detail": False},
        {"text": "More.", "citations": ["S2"], "detail": True},
    ],
    "evidence": [
        passage("S1", "6.2"),
        passage("S2", "7"),
        {"label": "R1", "kind": "reasoning_log", "document": "R-1", "text": "moisture 3.4"},
    ],
}
TURN = Turn("t-1", "c", "p-1", "how is it cleaned?", NOW, status="answered", answer=ANSWER)
SAID = Assessment("k-1", AssessmentTarget.ANSWER, "t-1", "p-1", NOW, Judgement.RIGHT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'tandem.db'}") as opened:
        teams = (Team("line-4", "Line 4"),)
        opened.directory.replace(Directory(teams, (Person("p-1", "Ana", frozenset({"line-4"})),)))
        yield opened


def test_right_confirms_what_the_answer_says_at_first(store: Store) -> None:
    confirm(store, SAID, TURN)
    (one,) = store.confirmations.holding()
    assert one.places == (place_of("sop-114", "6.2", (), "Text of 6.2"),)
    assert (one.sign, one.question, one.turn) == (1, "how is it cleaned?", "t-1")
    assert (one.person_id, one.teams, one.vouched) == ("p-1", frozenset({"line-4"}), False)


def test_without_such_a_claim_everything_cited_is_meant(store: Store) -> None:
    claims = [dict(each, detail=True) for each in ANSWER["claims"]]
    confirm(store, SAID, replace(TURN, answer={**ANSWER, "claims": claims}))
    (one,) = store.confirmations.holding()
    assert [each.section for each in one.places] == ["6.2", "7"]


def test_article_is_confirmed_by_its_text_behind_the_passages(store: Store) -> None:
    article = {**passage("K1", ""), "kind": "article", "document": "KB-12", "heading_path": []}
    claims = [{"text": "Clean it.", "citations": ["K1", "S1"], "detail": False}]
    answer = {"claims": claims, "evidence": [article, *ANSWER["evidence"]]}
    confirm(store, SAID, replace(TURN, answer=answer))
    (one,) = store.confirmations.holding()
    assert one.places == (
        place_of("sop-114", "6.2", (), "Text of 6.2"),
        place_of("kb-12", "", (), "Text of "),
    )


@pytest.mark.parametrize(
    ("word", "sign"), [(Judgement.NOT_RIGHT, -1), (Judgement.UNCLEAR, 0), (Judgement.RIGHT, 1)]
)
def test_each_word_has_its_sign(store: Store, word: Judgement, sign: int) -> None:
    confirm(store, replace(SAID, feedback=word), TURN)
    (one,) = store.confirmations.holding()
    assert one.sign == sign
    assert bool(one.places) is bool(sign)


def test_what_a_hazard_routed_is_not_learnt(store: Store) -> None:
    confirm(store, SAID, replace(TURN, status="routed"))
    (one,) = store.confirmations.holding()
    assert (one.sign, one.places) == (0, ())


def test_what_was_recorded_before_a_crash_is_learnt_at_the_next_start(store: Store) -> None:
    store.conversations.save(TURN)
    store.assessments.save(SAID)
    assert catch_up(store) == 1
    assert catch_up(store) == 0
    (one,) = store.confirmations.holding()
    assert one.key == SAID.key


def test_a_judgement_of_an_answer_that_is_gone_is_left_alone(store: Store) -> None:
    store.assessments.save(SAID)
    assert catch_up(store) == 0
