"""Replies in words, in Slack: kept with their author's knowledge, following their message."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import experts
from bot.articles import edit
from bot.channels.slack import hearing
from bot.drafts import look
from knowledge.model import ArticleState, Recurring
from tests.safe_plant import ENGINEER, SUPERVISOR
from tests.slack import Slack, slack_workspace
from tests.slack.failures import Failure, cut_after, cut_before
from tests.slack.world import Message
from tests.slack_plant import MANIFEST, SlackPlant, plant_in_slack
from tests.small_plant import LINE_4, OPERATOR

ASKED = "Where is the spare belt of drum 2 kept?"
OTHER = "Where is the long ladder of drum 3 kept?"
LOFT = "In the loft, behind the old mixer."


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_workspace(manifest=MANIFEST) as slack:
        slack.add_channel("line-4", members=("amara", "sunniva", "ingrid"))
        yield slack


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    """A plant where Sunniva may be asked what she knows."""
    with plant_in_slack(slack, tmp_path) as here:
        experts.join(here.store, SUPERVISOR, now=here.clock())
        yield here


def question(slack: Slack, here: SlackPlant, text: str = ASKED) -> Message:
    """Let Amara ask in vain on the web; return what Sunniva is asked then."""
    here.plant.ask(text, by=OPERATOR, asset=LINE_4)
    assert experts.look(here.store, alike=here.plant.shelf.alike, most=2, now=here.clock()) == 1
    return slack.until(
        lambda: next((m for m in slack.messages("@sunniva") if text in m.everything), None)
    )


def kept(here: SlackPlant) -> list[str]:
    return [each.text for each in here.store.experts.replies()]


def told(slack: Slack, text: str, to: str = "amara") -> Message:
    """Return the message that tells somebody this."""
    return slack.until(
        lambda: next((m for m in slack.messages(f"@{to}") if text in m.everything), None)
    )


def below(slack: Slack, said: Message) -> Message:
    """Return what we say below somebody's words."""
    return slack.until(
        lambda: next((m for m in slack.replies(said) if m.ts > said.ts and m.is_done), None)
    )


def becomes(slack: Slack, message: Message, text: str) -> None:
    slack.until(lambda: text in message.everything or None)


def test_reply_in_the_thread_is_kept_acknowledged_and_told(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    ack = below(slack, said)
    assert "kept this as your answer" in ack.everything
    assert "with your name" in ack.everything
    assert "not yet validated" in told(slack, LOFT).everything
    becomes(slack, asked, "Whoever asked is told")
    assert kept(here) == [LOFT]


def test_the_same_reply_five_times_is_one(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    slack.holds = True
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    envelope = slack.envelopes[-1]
    for _ in range(5):
        assert slack.redelivers(envelope).ok
    below(slack, said)
    told(slack, LOFT)
    assert slack.redelivers(envelope).ok
    slack.holds = False
    other = slack.says("sunniva", "@sunniva", "What is open?")
    below(slack, other)
    assert kept(here) == [LOFT]
    assert len(slack.messages("@amara")) == 1
    acks = [m for m in slack.messages("@sunniva") if "kept this as" in m.everything]
    assert len(acks) == 1


def test_edit_that_comes_before_its_message_is_the_answer(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    slack.holds = True
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    first = slack.envelopes[-1]
    slack.edits(said, "In the attic.")
    edit = slack.envelopes[-1]
    for envelope in (edit, first, edit):
        assert slack.redelivers(envelope).ok
    told(slack, "In the attic.")
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert kept(here) == ["In the attic."]
    assert len(slack.messages("@amara")) == 1


def test_message_that_was_gone_before_it_came_is_no_answer(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    slack.holds = True
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    first = slack.envelopes[-1]
    slack.deletes(said)
    for envelope in (slack.envelopes[-1], first):
        assert slack.redelivers(envelope).ok
    slack.until(lambda: not here.store.inbox.unfinished() or None)
    assert kept(here) == []
    assert slack.messages("@amara") == []


@pytest.mark.parametrize("failure", [cut_after(), cut_before()])
def test_interrupted_acknowledgement_comes_once(
    slack: Slack, here: SlackPlant, failure: Failure
) -> None:
    asked = question(slack, here)
    slack.fails("chat.postMessage", failure)
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    assert "kept this as your answer" in below(slack, said).everything
    told(slack, LOFT)
    acks = [m for m in slack.messages("@sunniva") if "kept this as" in m.everything]
    assert (len(acks), kept(here)) == (1, [LOFT])


def test_plain_words_right_after_the_question_are_its_answer(
    slack: Slack, here: SlackPlant
) -> None:
    question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT)
    assert "kept this as your answer" in below(slack, said).everything
    assert kept(here) == [LOFT]


@pytest.mark.parametrize("text", ["What is open", "why 38 rpm on drum 2", "Thanks", LOFT + "?"])
def test_what_is_asked_of_us_is_no_answer(slack: Slack, here: SlackPlant, text: str) -> None:
    question(slack, here)
    said = slack.says("sunniva", "@sunniva", text)
    assert "kept this as" not in below(slack, said).everything
    assert kept(here) == []


def test_question_in_the_thread_and_cry_for_help_are_answered_as_ever(
    slack: Slack, here: SlackPlant
) -> None:
    asked = question(slack, here)
    for text in ("Which belt do you mean?", "Fire on line 4!"):
        said = slack.says("sunniva", "@sunniva", text, thread=asked)
        below(slack, said)
    assert kept(here) == []


def test_of_two_open_questions_it_asks_which(slack: Slack, here: SlackPlant) -> None:
    question(slack, here)
    question(slack, here, OTHER)
    said = slack.says("sunniva", "@sunniva", "In the tool store.")
    which = below(slack, said)
    assert "Which of these" in which.everything
    assert kept(here) == []
    gap = next(each.id for each in here.store.gaps.all() if each.text == OTHER)
    slack.clicks("sunniva", which, "keep", value=f'{{"key":"{gap}","message":"{said.ts}"}}')
    slack.until(lambda: kept(here) or None)
    assert [each.question for each in here.store.experts.replies()] == [OTHER]
    slack.until(lambda: [m for m in slack.replies(said) if "kept this as" in m.everything] or None)


def test_long_after_the_question_plain_words_are_for_us(
    slack: Slack, here: SlackPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "RIGHT_AFTER", timedelta(0))
    asked = question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT)
    assert "kept this as" not in below(slack, said).everything
    slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    slack.until(lambda: kept(here) == [LOFT] or None)


def test_who_says_that_they_do_not_know_passes_it_on(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    slack.says("sunniva", "@sunniva", "I don't know.", thread=asked)
    becomes(slack, asked, "Somebody else is asked")
    assert kept(here) == []


def test_answer_follows_its_message_until_it_is_gone(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    ack, news = below(slack, said), told(slack, LOFT)
    slack.edits(said, "In the loft, second shelf.")
    becomes(slack, news, "second shelf")
    becomes(slack, ack, "second shelf")
    assert len(slack.messages("@amara")) == 1
    slack.deletes(said)
    becomes(slack, news, "taken back")
    becomes(slack, asked, "Do you know?")
    assert kept(here) == []
    assert LOFT not in repr(here.store.experts.replies())
    again = slack.says("sunniva", "@sunniva", "In the tool store.", thread=asked)
    slack.until(lambda: kept(here) == ["In the tool store."] or None)
    assert "tool store" in told(slack, "tool store").everything
    assert again


def test_form_changes_it_and_a_name_may_stay_out(slack: Slack, here: SlackPlant) -> None:
    asked = question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    ack, news = below(slack, said), told(slack, LOFT)
    assert "Sunniva" in news.everything or "colleague" not in news.everything
    slack.clicks("sunniva", ack, "know")
    assert LOFT in repr(slack.modal("sunniva").body)
    sent = {"expectation": "In the attic.", "unnamed": ["yes"]}
    assert slack.submits("sunniva", sent).ok
    becomes(slack, news, "In the attic.")
    becomes(slack, ack, "without your name")
    assert "Answered by a colleague" in news.everything
    slack.clicks("sunniva", ack, "take_back")
    becomes(slack, ack, "Taken back")
    becomes(slack, news, "taken back")
    assert kept(here) == []


def test_further_words_are_added_only_when_their_author_says_so(
    slack: Slack, here: SlackPlant
) -> None:
    asked = question(slack, here)
    slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    told(slack, LOFT)
    slack.says("sunniva", "@sunniva", "Leila has the key.", thread=asked)
    again = slack.until(
        lambda: next((m for m in slack.replies(asked) if "already" in m.everything), None)
    )
    assert kept(here) == [LOFT]
    slack.clicks("sunniva", again, "know")
    slack.modal("sunniva")
    both = f"{LOFT}\nLeila has the key."
    assert slack.submits("sunniva", {"expectation": both}).ok
    slack.until(lambda: kept(here) == [both] or None)


def test_draft_goes_with_what_was_taken_back_unless_somebody_works_with_it(
    slack: Slack, here: SlackPlant
) -> None:
    asked = question(slack, here)
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    news = told(slack, LOFT)
    sources, rule = here.services.assistant.sources(), Recurring(3, 2)
    look(sources, rule=rule, now=here.clock())
    (draft,) = here.store.articles.all()
    assert "loft" in repr(draft.body)
    slack.deletes(said)
    becomes(slack, news, "taken back")
    (gone,) = here.store.articles.all()
    assert gone.state is ArticleState.ARCHIVED
    said = slack.says("sunniva", "@sunniva", LOFT, thread=asked)
    news = told(slack, LOFT)
    look(sources, rule=rule, now=here.clock())
    (draft,) = here.store.articles.all()
    assert draft.state is ArticleState.WIP
    edit(sources, ENGINEER, draft.number, draft.body, reason="scope", now=here.clock())
    slack.deletes(said)
    told(slack, "engineers have worked", to="sunniva")
    assert kept(here) == [LOFT]
    assert "taken back" not in news.everything


def test_in_a_channels_thread_it_is_offered_and_nothing_is_kept_before(
    slack: Slack, here: SlackPlant
) -> None:
    asked = slack.says("amara", "line-4", f"@tandem {ASKED}")
    below(slack, asked)
    said = slack.says("sunniva", "line-4", LOFT, thread=asked)
    offer = slack.until(lambda: next(iter(slack.whispers("sunniva")), None))
    assert ASKED in offer.everything
    assert "kept nothing" in offer.everything
    slack.says("sunniva", "line-4", "Second shelf from the left.", thread=asked)
    rows = [here.store.inbox.get("slack.heard", f"T0NORTH:{said.channel}:{said.ts}")]
    assert all(each and "loft" not in repr(each.payload) for each in rows)
    assert kept(here) == []
    slack.clicks("sunniva", offer, "keep")
    slack.until(lambda: kept(here) == [LOFT] or None)
    news = told(slack, LOFT)
    slack.until(lambda: len(slack.whispers("sunniva")) == 2 or None)
    slack.edits(said, "In the attic.")
    becomes(slack, news, "In the attic.")
    slack.deletes(said)
    becomes(slack, news, "taken back")
    assert kept(here) == []


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("ingrid", LOFT),  # she did not say that she may be asked
        ("amara", LOFT),  # it is her own question
        ("sunniva", "Which one?"),
        ("sunniva", "Thanks"),
        ("sunniva", f"<@U0AMARA> {LOFT}"),
    ],
)
def test_what_people_say_to_each_other_is_not_even_kept(
    slack: Slack, here: SlackPlant, who: str, text: str
) -> None:
    asked = slack.says("amara", "line-4", f"@tandem {ASKED}")
    below(slack, asked)
    before = here.store.inbox.counts()
    slack.says(who, "line-4", text, thread=asked)
    slack.says("sunniva", "line-4", LOFT)
    assert sum(here.store.inbox.counts().values()) == sum(before.values())
    assert slack.whispers(who) == []
