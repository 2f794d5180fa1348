"""What may be told before an answer is whole: what holds, and what all who watch may see."""

from collections.abc import Callable

import pytest

from bot.answering import telling
from bot.messages import Message
from knowledge.language.scripted import ScriptedModel, claims
from knowledge.model import EVERYONE, Claim, Group, Viewer
from tests.small_plant import NOW, OPERATOR, STRANGER, Plant

PlantWith = Callable[..., Plant]
FOR_ALL = "The seasoning felt is changed every 200 hours."
FOR_LINE_4 = "The moisture probe is cleaned every 8 hours."
MIXED = Group((OPERATOR, STRANGER))


@pytest.fixture
def told(plant_with: PlantWith) -> Callable[[Viewer | None], list[Claim]]:
    """Return what is told to those who watch an answer from one open and one closed document."""
    said = ((FOR_ALL, ["S1"]), (FOR_LINE_4, ["S2"]), (FOR_ALL.replace(".", " there."), ["S1"]))
    plant = plant_with(ScriptedModel(claims(*said)))
    plant.shelf.put(FOR_ALL, similarity=0.8, audience=EVERYONE)
    plant.shelf.put(FOR_LINE_4, similarity=0.7)

    def asked(watching: Viewer | None) -> list[Claim]:
        found: list[Claim] = []
        text = "What does the procedure say about the seasoning felt and the moisture probe?"
        message = Message(f"k-{watching}", "c1", OPERATOR, text, NOW, watching=watching)
        reply = plant.assistant.reply(message, now=NOW, tell=found.append)
        assert any(FOR_LINE_4 in each.text for each in reply.answer.claims)
        return found

    return asked


def test_alone_everything_that_holds_is_told(told: Callable[..., list[Claim]]) -> None:
    alone = told(None)
    assert any(FOR_LINE_4.rstrip(".") in each.text for each in alone)
    assert told(Group((OPERATOR,))) == alone


def test_from_the_first_claim_that_somebody_may_not_see_nothing_more_is_told(
    told: Callable[..., list[Claim]],
) -> None:
    whole, shown = told(None), told(MIXED)
    assert shown
    assert shown == whole[: len(shown)]
    assert len(shown) < len(whole)
    assert not any(FOR_LINE_4.rstrip(".") in each.text for each in shown)


def test_before_nobody_nothing_is_told(told: Callable[..., list[Claim]]) -> None:
    assert told(Group(())) == []


def test_of_an_answer_that_may_be_none_nothing_is_told_before_its_doubt(
    told: Callable[..., list[Claim]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "in_doubt", lambda _material: "This may not answer it.")
    assert told(None) == []
