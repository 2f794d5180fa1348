"""What somebody knows is one field; what they said before stands in it, name left out or not."""

import pytest

from bot.channels.slack.modals.experts import know_modal, known
from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.names import Field
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view, nodes
from tests.unit.bot.channels.slack.blocks.test_experts import ASKED


def test_the_form_asks_one_thing_and_gives_it_back() -> None:
    view = know_modal(ASKED)
    check_view(view)
    same_as("modal_know", view)
    said = known(sent(view, {Field.EXPECTATION: "In the loft.", Field.UNNAMED: ["yes"]}))
    assert (said.gap, said.text, said.unnamed) == ("g1", "In the loft.", True)


def test_what_was_said_stands_in_it() -> None:
    view = know_modal(ASKED, said="In the loft.", unnamed=True)
    check_view(view)
    (field,) = (each for each in nodes(view) if each.get("type") == "plain_text_input")
    (box,) = (each for each in nodes(view) if each.get("type") == "checkboxes")
    assert field["initial_value"] == "In the loft."
    assert box["initial_options"] == box["options"]


def test_a_blank_is_told_at_its_field() -> None:
    with pytest.raises(BadForm) as refused:
        known(sent(know_modal(ASKED), {Field.EXPECTATION: "  "}))
    assert list(refused.value.wrong) == [Field.EXPECTATION]
