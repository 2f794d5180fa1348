"""Why an offer is rejected, adapted or did not work: one tap, or one's own words."""

import pytest

from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.modals.transferring import explain_modal, explained
from bot.channels.slack.names import Field, Ref
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view


def view(act: str) -> dict[str, object]:
    return explain_modal("How long to wait", Ref(number=3, word=act))


def test_rejecting_is_one_tap_or_ones_own_words() -> None:
    check_view(view("reject"))
    same_as("modal_transfer", view("reject"))
    chosen = explained(sent(view("reject"), {Field.VERDICT: "0"}))
    assert (chosen.ref.number, chosen.act, chosen.reason) == (3, "reject", "Not our equipment")
    both = explained(sent(view("reject"), {Field.VERDICT: "3", Field.RATIONALE: "next year"}))
    assert both.reason == "Not now, too much else. next year"


@pytest.mark.parametrize("act", ["reject", "adapt", "did-not"])
def test_without_a_reason_it_is_not_taken(act: str) -> None:
    check_view(view(act))
    with pytest.raises(BadForm):
        explained(sent(view(act), {Field.RATIONALE: "  "}))


def test_adapting_says_what_is_different() -> None:
    said = explained(sent(view("adapt"), {Field.RATIONALE: "smaller drums"}))
    assert (said.act, said.reason) == ("adapt", "smaller drums")
