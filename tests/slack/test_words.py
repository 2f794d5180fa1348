"""Every word of ours is said in the language spoken, and a language of long words has room."""

import gettext
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from bot import experts, speech
from bot.channels.slack.blocks.answers import Beside, answer_posts
from bot.channels.slack.blocks.cards import card_post
from bot.channels.slack.blocks.experts import (
    again_post,
    kept_post,
    offer_post,
    question_post,
    replied_post,
    reply_post,
    taken_back_post,
    which_post,
    withdrawn_post,
)
from bot.channels.slack.blocks.inquiries import (
    answered_post,
    back_post,
    inquiry_post,
    left_post,
    let_go_post,
    over_post,
)
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.transfers import followed_post
from bot.channels.slack.digests import Digest, digest_posts
from bot.channels.slack.home import Draft, Home, Receipt, TeamPage, home_view, stranger_home
from bot.channels.slack.modals.inquiries import inquiry_modal
from bot.channels.slack.modals.judging import correction_modal, override_modal
from bot.channels.slack.modals.reviewing import Pending, review_modal
from bot.channels.slack.modals.settings import LANGUAGES, ChannelForm, channel_modal, digest_modal
from bot.channels.slack.modals.sharing import share_modal
from bot.channels.slack.modals.sheets import Log, reasoning_modal
from bot.channels.slack.names import Ref
from bot.inquiries import Asked
from bot.shown.answers import Scope
from bot.shown.cards import Card
from knowledge.model import ExpertReply, Team
from tests.contracts import test_channels as samples
from tests.slack.validity import check_post, check_view, nodes
from tests.small_plant import LINE_4, NOW, advice

OURS = "⟦"
GIVEN = "zq"
"""Stands in everything that is given: texts of documents, names, what people said."""
REF = Ref(question="q")
CARD = Card(
    advice(1, action=GIVEN, decision_id=GIVEN, expected_effect="", outcomes=()),
    GIVEN, "open", None, None, by_reader=False,
)  # fmt: skip
ASKED = Asked(1, GIVEN, GIVEN)
PENDING = Pending("k", *[GIVEN] * 6, NOW, *[GIVEN] * 3)


class Long(gettext.NullTranslations):
    """A language in which everything is marked, and a third longer."""

    def gettext(self, message: str) -> str:
        return f"{OURS}{message}{'x' * (len(message) // 3)}⟧"

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


@pytest.fixture(autouse=True)
def _long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_catalogue", lambda _: Long())


def views() -> Iterator[dict[str, Any]]:
    scopes = (Scope(f"{LINE_4}/d", GIVEN), Scope(LINE_4, GIVEN))
    yield correction_modal(asked=GIVEN, scopes=scopes, ref=REF)
    yield override_modal(CARD, REF)
    yield review_modal(PENDING, REF, now=NOW)
    yield share_modal(asked=GIVEN, lead=GIVEN, channel=GIVEN, ref=REF)
    yield channel_modal(ChannelForm(), channel=GIVEN, teams=(Team("t", GIVEN),), ref=REF)
    yield digest_modal(None, REF)
    yield inquiry_modal(ASKED)
    yield reasoning_modal(Log(CARD, GIVEN), REF, now=NOW, zone=UTC)
    yield stranger_home(user=GIVEN, contact=GIVEN)
    yield home_view(Home(cards=[], receipts=[], pending=[], drafts=[]), now=NOW)
    yield home_view(
        Home(
            GIVEN,
            ask=[GIVEN],
            cards=[CARD] * 9,
            receipts=[Receipt(GIVEN, GIVEN, NOW)],
            team=TeamPage(GIVEN, [GIVEN]),
            pending=[PENDING],
            drafts=[Draft("k", GIVEN, GIVEN, NOW)],
            link="https://t.example/",
        ),
        now=NOW,
    )


def knowing() -> Iterator[Post]:
    question, kept = experts.Asked(GIVEN, GIVEN, GIVEN), ExpertReply(*[GIVEN] * 6, NOW)
    yield from (question_post(question), offer_post(question, message="1", thread="1"))
    yield which_post([question], message="1", text=GIVEN)
    for reply in (kept, replace(kept, routed=True), replace(kept, unnamed=True)):
        yield from (replied_post(reply), kept_post(reply, changed=True), again_post(reply, GIVEN))
    yield reply_post(experts.News(GIVEN, GIVEN, GIVEN, GIVEN, NOW))
    yield from (taken_back_post(), withdrawn_post())
    yield followed_post([(GIVEN, GIVEN, (GIVEN,))] * 8, link=GIVEN)


def unspoken(built: object) -> list[str]:
    """Return the texts that are neither ours in the language spoken nor given."""
    told = [each["text"] for each in nodes(built) if isinstance(each.get("text"), str)]
    known = {*LANGUAGES.values(), "R1", "S1", "S1 SOP-S1"}
    ours = [text for text in told if any(map(str.isalpha, text)) and text not in known]
    return [text for text in ours if OURS not in text and GIVEN not in text]


def test_forms_and_the_home_tab() -> None:
    for view in views():
        check_view(view)
        assert unspoken([view.get(name) for name in ("title", "submit", "close")]) == []
    for view in views():
        if view.get("callback_id") != "reasoning":  # its log has names of its own
            assert unspoken(view["blocks"]) == []


def test_answers_cards_and_digests() -> None:
    for answer in (samples.ASKED_BACK, samples.ROUTED, samples.EMERGENCY):
        for post in answer_posts(samples.reply(answer), Beside(private=True, card=CARD)):
            check_post(post)
            buttons = [each for each in nodes(post.blocks) if each.get("type") == "button"]
            assert [text for text in unspoken(buttons) if "Drum" not in text] == []
    posts = (card_post(CARD, now=NOW), *digest_posts(Digest(GIVEN, GIVEN)))
    asking = (inquiry_post(ASKED), answered_post(), let_go_post(), over_post())
    for post in (*posts, *asking, *knowing(), left_post(1), back_post()):
        check_post(post)
        assert unspoken(post.blocks) == []
