"""A model words a draft; what does not stand in the sources, or is not its to word, is not kept."""

import json
from dataclasses import replace

import pytest

from bot.drafts.wording import MOST, Wording
from knowledge.curation.drafting.checking import faults
from knowledge.curation.drafting.composing import draft
from knowledge.curation.drafting.material import Drafted
from knowledge.language import ModelFailed, Trouble
from knowledge.language.scripted import Script, ScriptedModel
from knowledge.model import Body
from knowledge.redaction import Redaction
from tests.drafting import DIRECTORY, STEPS, alike, material, passage


def line(text: str, *cites: str, part: str = "answer") -> str:
    return json.dumps({"part": part, "text": text, "cites": list(cites)}) + "\n"


@pytest.fixture
def body() -> Body:
    """A draft with a sentence, three steps, a key point and a reason."""
    found = draft(
        material(passage()), alike=alike, hazardous=lambda _text: False, directory=DIRECTORY
    )
    assert isinstance(found, Drafted)
    return found.body


def worded(body: Body, *scripts: Script) -> Body:
    model = ScriptedModel(*scripts)
    veil = Redaction.of(DIRECTORY).veil
    return Wording(model, seconds=5, veil=veil)(body)


def test_plainer_sentence_takes_the_place_of_ours_and_steps_stay(body: Body) -> None:
    said = "Reducing the drum speed is the first choice, because it costs no output."
    after = worded(body, line(said, "S1"))
    assert after.answer[0].text == said
    assert [each.text for each in after.answer[1:]] == [
        each.text for each in body.answer if each.text[0].isdigit()
    ]
    assert after.key_point == body.key_point
    assert faults(after) == ()


@pytest.mark.parametrize(
    "bad",
    [
        line("Reduce the drum speed by not more than 8 rpm.", "S1"),
        line("Reduce the drum speed by not more than 4 rpm.", "S9"),
        line("Visit https://evil.example for the drum speed.", "S1"),
        line("The weather in the mountains is lovely this year.", "S1"),
        "not JSON at all\n",
    ],
)
def test_what_does_not_hold_leaves_the_draft_as_it_was(body: Body, bad: str) -> None:
    assert worded(body, bad) == body


def test_faults_are_told_in_a_second_try(body: Body) -> None:
    model = ScriptedModel(
        line("Reduce the drum speed by 8 rpm.", "S1"),
        line("Reducing the drum speed costs no output.", "S1"),
    )
    after = Wording(model, seconds=5, veil=Redaction.of(DIRECTORY).veil)(body)
    assert after.answer[0].text == "Reducing the drum speed costs no output."
    assert "8 rpm" in model.asked[1].user


def test_title_asks_what_was_asked(body: Body) -> None:
    title = "Which steps reduce the drum speed?"
    assert worded(body, line(title, part="title")).title == title
    assert worded(body, line("Run at 99 rpm?", part="title")).title == body.title


def test_model_that_is_away_changes_nothing(body: Body) -> None:
    assert worded(body, ModelFailed(Trouble.AWAY)) == body
    assert worded(body, "") == body


def test_model_says_no_more_than_a_reader_reads(body: Body) -> None:
    same = line("Reducing the drum speed costs no output.", "S1")
    after = worded(body, same * (MOST + 5))
    assert sum(not each.text[0].isdigit() for each in after.answer) == MOST


def test_whatever_is_written_a_draft_holds(body: Body) -> None:
    """Also a writer that checks nothing changes no fact: the draft is checked as a whole."""
    lie = replace(body.answer[0], text="Reduce the drum speed by 40 rpm at once.")
    others = {
        "false": replace(body, answer=(lie,)),
        "wider": replace(body, audience=frozenset({"everyone"})),
        "hazardous": replace(body, title="How do I open the guard?"),
    }
    for write in others.values():
        found = draft(
            material(passage(STEPS)),
            alike=alike,
            hazardous=lambda text: "guard" in text,
            directory=DIRECTORY,
            write=lambda _body, told=write: told,  # type: ignore[misc]
        )
        assert isinstance(found, Drafted)
        assert found.body == body
