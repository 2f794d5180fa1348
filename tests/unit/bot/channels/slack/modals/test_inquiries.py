"""What somebody saw is one field; a name may stay out, and a blank is asked for once more."""

import pytest

from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.modals.inquiries import inquiry_modal, seen
from bot.channels.slack.names import Field
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view
from tests.unit.bot.channels.slack.blocks.test_inquiries import ASKED


def test_the_form_asks_one_thing_and_gives_it_back() -> None:
    view = inquiry_modal(ASKED)
    check_view(view)
    same_as("modal_inquiry", view)
    said = seen(sent(view, {Field.EXPECTATION: "The felt was wet.", Field.UNNAMED: ["yes"]}))
    assert (said.number, said.text, said.unnamed) == (7, "The felt was wet.", True)


def test_a_blank_is_told_at_its_field() -> None:
    with pytest.raises(BadForm) as refused:
        seen(sent(inquiry_modal(ASKED), {Field.EXPECTATION: "  "}))
    assert list(refused.value.wrong) == [Field.EXPECTATION]
