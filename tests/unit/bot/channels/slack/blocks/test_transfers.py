"""An offer says what, why here and how it is known, with the buttons that fit its state."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.transfers import followed_post, news_post, offer_post, result_post
from bot.transfers import Told, told
from knowledge.model import Transfer, TransferAct, TransferStep
from tests.slack.golden import same_as
from tests.slack.validity import check_post, nodes
from tests.small_plant import NOW, Plant
from tests.travelled_plant import CREW, TRAVELLING, offered


@pytest.fixture
def shown(reviewing: Plant) -> Told:
    return seen(reviewing, offered(reviewing))


def seen(plant: Plant, one: Transfer) -> Told:
    article = plant.store.articles.get(one.article)
    assert article is not None
    return told(
        one, article, reader=CREW, directory=TRAVELLING, result_days=14, now=NOW + timedelta(days=1)
    )


def buttons(post: Post) -> list[str]:
    return [each["text"]["text"] for each in nodes(post.blocks) if each.get("type") == "button"]


def test_offer_is_whole_and_can_be_decided(shown: Told) -> None:
    post = offer_post(shown, link="https://tandem.plant.example/transfers")
    check_post(post)
    assert buttons(post) == ["Adopt", "Adapt", "Reject", "Open in the web"]
    for said in ("Why it matters to Line 3", "Kettle Thick Cut Vinegar", "SOP-114 C, 6.2"):
        assert said in post.text
    same_as("transfer_offer", post.blocks)


def test_decided_offer_says_what_was_decided_and_has_no_buttons(
    reviewing: Plant, shown: Told
) -> None:
    step = TransferStep(TransferAct.REJECTED, NOW, "p-30", "no kettle", "supervisor")
    post = offer_post(seen(reviewing, shown.transfer.then(step)))
    check_post(post)
    assert buttons(post) == []
    assert "Rejected by a supervisor of Line 3: “no kettle”" in post.text
    assert "Tomas" not in str(post)


def test_question_how_it_went_is_two_taps(shown: Told) -> None:
    post = result_post(shown)
    check_post(post)
    assert buttons(post) == ["It worked", "It did not work"]
    same_as("transfer_result", post.blocks)


def test_long_words_fit(shown: Told) -> None:
    long = replace(shown, title="x" * 9_000, principle="y" * 9_000, why=("z" * 9_000,) * 40)
    for post in (offer_post(long), result_post(long), news_post(long, "w" * 9_000)):
        check_post(post)


def test_what_somebody_follows_is_listed_and_what_is_too_much_counted() -> None:
    found = [(f"KB-{number}", "Wait five minutes", ("drum", "SOP-114")) for number in range(8)]
    post = followed_post(found, link="https://tandem.plant.example/transfers")
    check_post(post)
    assert "KB-0 Wait five minutes, because you follow drum, SOP-114" in post.text
    assert "KB-6" not in post.text
    assert "2 more" in post.text
    assert buttons(post) == ["Open in the web"]
    same_as("transfer_followed", post.blocks)
    assert "more" not in followed_post(found[:6]).text
