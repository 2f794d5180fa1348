"""Settings of a channel are shown as they are, and come back as they were chosen."""

from datetime import time

import pytest

from bot.channels.slack.modals.frame import BadForm
from bot.channels.slack.modals.settings import (
    LANGUAGES,
    ChannelForm,
    channel_form,
    channel_modal,
    digest_form,
    digest_modal,
)
from bot.channels.slack.names import Field, Ref
from bot.speech import LANGUAGES as SPOKEN
from knowledge.model import Team
from tests.slack.filling import sent
from tests.slack.golden import same_as
from tests.slack.validity import check_view
from tests.small_plant import LINE_4

TEAMS = (Team("line-4", "Line 4"), Team("packaging", "Packaging"))
SET = ChannelForm(True, "line-4", (LINE_4,), time(22), time(5, 30), "de", ("U1",), time(6))
REF = Ref(channel="C1")
VIEW = channel_modal(SET, channel="#line-4", teams=TEAMS, ref=REF)
TYPED = {
    Field.OPTED_IN: "in",
    Field.TEAM: "line-4",
    Field.ASSETS: f"{LINE_4}\n\n",
    Field.QUIET_FROM: "22:00",
    Field.QUIET_UNTIL: "05:30",
    Field.LANGUAGE: "de",
    Field.CURATORS: ["U1"],
    Field.DIGEST_AT: "06:00",
}


def test_the_form_shows_what_is_set() -> None:
    check_view(VIEW)
    same_as("modal_channel", VIEW)


def test_what_is_shown_and_sent_unchanged_is_what_was_set() -> None:
    assert channel_form(sent(VIEW, TYPED), is_known=lambda _: True) == SET


def test_a_channel_that_nobody_set_up_is_quiet() -> None:
    view = channel_modal(ChannelForm(), channel="#new", teams=TEAMS, ref=REF)
    check_view(view)
    back = channel_form(sent(view, {Field.OPTED_IN: "out"}), is_known=lambda _: True)
    assert back == ChannelForm()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (Field.ASSETS, "line 4", "is not an asset path"),
        (Field.ASSETS, f"{LINE_4}x", "no such equipment"),
        (Field.QUIET_UNTIL, None, "both times"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(field: Field, value: str, words: str) -> None:
    with pytest.raises(BadForm) as refused:
        channel_form(sent(VIEW, TYPED | {field: value}), is_known=lambda each: each == LINE_4)
    assert words in refused.value.wrong[field]


def test_hundreds_of_teams_are_grouped() -> None:
    many = [Team(f"t-{n}", f"Team {n}") for n in range(250)]
    view = channel_modal(ChannelForm(team="t-201"), channel="#x", teams=many, ref=REF)
    check_view(view)
    back = channel_form(
        sent(view, {Field.OPTED_IN: "out", Field.TEAM: "t-249"}), is_known=lambda _: True
    )
    assert back.team == "t-249"


def test_no_team_no_list() -> None:
    check_view(channel_modal(ChannelForm(), channel="#x", teams=(), ref=REF))


def test_every_language_can_be_chosen_by_its_own_name() -> None:
    assert set(LANGUAGES) == set(SPOKEN)


def test_the_digest_comes_at_a_time_or_not_at_all() -> None:
    view = digest_modal(time(6), Ref())
    check_view(view)
    assert digest_form(sent(view, {Field.DIGEST_AT: "07:15"})) == time(7, 15)
    assert digest_form(sent(view, {})) is None
