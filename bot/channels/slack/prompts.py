"""What somebody can ask right now, where the agent's conversation opens.

Knows the questions that fit a person's recommendations. Does not know whose they are.
"""

from collections.abc import Iterator, Sequence

from bot.channels.slack.blocks.elements import cut
from bot.shown.cards import Card
from bot.speech import mark, tr

MOST, _TITLE = 4, 75
_ALWAYS = (mark("What is open?"), mark("Who do I ask?"))


def prompts(cards: Sequence[Card]) -> list[dict[str, str]]:
    """Return up to four prompts, title and message: the open recommendations first."""
    return [{"title": cut(title, _TITLE), "message": said} for title, said in _asked(cards)][:MOST]


def questions() -> list[str]:
    """Return what can be asked in any case, as questions to click beside the cards."""
    return [tr(each) for each in _ALWAYS]


def _asked(cards: Sequence[Card]) -> Iterator[tuple[str, str]]:
    wanting = [card for card in cards if card.wants_decision]
    for card in wanting[:2]:
        one = card.recommendation
        title = tr("Why? {asset}: {action}", asset=card.asset_name, action=one.action)
        yield title, tr("Why {decision}?", decision=one.decision_id)
    yield from ((each, each) for each in questions())
