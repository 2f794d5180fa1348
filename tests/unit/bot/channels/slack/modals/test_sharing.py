"""Before a private answer is shown to a channel, its first words are."""

from bot.channels.slack.blocks.reading import read_aloud
from bot.channels.slack.modals.sharing import share_modal
from bot.channels.slack.names import Ref
from tests.slack.validity import check_view


def test_it_says_who_will_read_what() -> None:
    view = share_modal(
        asked="Why?", lead="Because it is wet. " * 200, channel="#line-4", ref=Ref(question="q")
    )
    check_view(view)
    text = read_aloud(view["blocks"])
    assert "Everybody in #line-4 will read this." in text
    assert "Because it is wet." in text
    assert len(text) < 2_000
