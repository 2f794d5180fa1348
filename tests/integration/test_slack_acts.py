"""What people do in Slack with answers, cards and forms: each has one effect, and is answered."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.accounts import code_digest
from bot.feedback import decide
from knowledge.model import AssessmentTarget, ChannelSettings, Judgement, Place, QuietHours
from tests.safe_plant import MATE
from tests.slack import Slack
from tests.slack.validity import nodes
from tests.slack.world import Message
from tests.slack_plant import ADMIN, TEAM, SlackPlant, fresh, plant_in_slack
from tests.small_plant import LINE_4, OPERATOR


@pytest.fixture
def here(slack: Slack, tmp_path: Path) -> Iterator[SlackPlant]:
    with plant_in_slack(slack, tmp_path) as here:
        here.plant.issue(fresh(1))
        yield here


@pytest.fixture
def answered(slack: Slack, here: SlackPlant) -> Message:
    return slack.reply_to(slack.says("amara", "line-4", "@tandem why 38 rpm on drum 2?"))


def whisper(slack: Slack, user: str = "amara") -> str:
    return slack.until(lambda: next(iter(slack.whispers(user)), None)).everything


def question_of(message: Message) -> str:
    assert message.metadata
    return "slack:" + message.metadata["event_payload"]["key"].removesuffix(":reply")


def test_an_answer_is_judged_once_however_often_the_click_comes(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    slack.clicks("amara", answered, "feedback", "Right")
    assert "Noted: right" in whisper(slack)
    said = here.store.assessments.for_target(AssessmentTarget.ANSWER, question_of(answered))
    assert [each.feedback for each in said] == [Judgement.RIGHT]


def test_not_right_opens_the_form_and_what_is_sent_becomes_a_correction(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    slack.clicks("amara", answered, "feedback", "Not right")
    slack.modal("amara")
    photo = slack.uploads("amara", "drum.jpg", b"...")
    sent = slack.submits(
        "amara",
        {
            "expectation": "40 rpm is enough",
            "rationale": "the felt is new",
            "reason_class": "information",
            "confidence": "3",
            "photo": [photo.shown(slack.url)],
        },
    )
    assert sent.ok
    assert (
        "your team sees it beside such answers"
        in slack.until(
            lambda: next((e for e in slack.whispers("amara") if "review" in e.everything), None)
        ).everything
    )
    said = here.store.assessments.for_target(AssessmentTarget.ANSWER, question_of(answered))
    (correction,) = [each for each in said if each.expectation]
    assert correction.expectation == "40 rpm is enough"
    assert f"slack-file:{TEAM}:{photo.id}" in correction.evidence
    assert correction.scope == f"{LINE_4}/drum-2"


def test_a_recommendation_is_accepted_in_the_answer_and_overridden_in_a_form(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    slack.clicks("amara", answered, "accept")
    assert "Accepted" in whisper(slack)
    slack.until(lambda: "accept" not in str(answered.blocks) or None)
    here.plant.issue(fresh(2, drum=3))
    other = slack.reply_to(slack.says("amara", "line-4", "@tandem why 38 rpm on drum 3?"))
    slack.clicks("amara", other, "override")
    slack.modal("amara")
    given = {"reason_class": "complexity", "rationale": "no hands", "action_taken": "nothing"}
    assert slack.submits("amara", given).ok
    slack.until(
        lambda: here.store.recommendations.decisions(["R-2026-000002"]).get("R-2026-000002")
    )


def test_more_brings_the_next_part_once_and_a_source_opens(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    (asked,) = [each for each in slack.messages("line-4") if not each.bot_id]
    for user in ("amara", "sunniva"):
        slack.clicks(user, answered, "more")
    slack.until(lambda: len(slack.replies(asked)) == 2 or None)
    slack.clicks("amara", answered, "source:0")
    assert "R-2026-000001" in str(slack.modal("amara").body)
    assert len(slack.replies(asked)) == 2


def test_a_follow_up_is_asked_in_the_same_thread(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    (asked,) = [each for each in slack.messages("line-4") if not each.bot_id]
    slack.clicks("amara", answered, "follow_up:0")
    slack.until(lambda: len(slack.replies(asked)) == 2 or None)
    assert slack.replies(asked)[-1].thread_ts == asked.ts


def test_a_command_is_answered_to_who_typed_it_and_may_be_shared(
    slack: Slack, here: SlackPlant
) -> None:
    slack.commands("amara", "line-4", "/why", "why 38 rpm on drum 2?")
    told = slack.until(lambda: next(iter(slack.whispers("amara")), None))
    assert "product moisture" in told.everything
    assert [each for each in slack.messages("line-4") if each.bot_id] == []
    slack.clicks("amara", told, "share")
    slack.modal("amara")
    assert slack.submits("amara").ok
    shared = slack.until(lambda: next(iter(slack.messages("line-4")), None))
    assert "product moisture" in shared.everything


def test_somebody_is_linked_by_confirming_on_the_web(slack: Slack, here: SlackPlant) -> None:
    slack.commands("emeka", "line-4", "/tandem", "link")
    told = slack.until(lambda: next(iter(slack.whispers("emeka")), None))
    assert "U0EMEKA@T0NORTH" in told.text
    (link,) = [each["url"] for each in nodes(told.blocks) if each.get("type") == "link"]
    code = link.split("/link/")[1]
    now = here.clock()
    assert here.store.chats.link(code_digest(code), person_id=MATE.id, now=now)
    slack.commands("emeka", "line-4", "/tandem", "link")
    slack.until(lambda: "You are Emeka here" in slack.whispers("emeka")[-1].everything or None)


def test_an_admin_sets_up_a_channel_and_recommendations_come_once(
    slack: Slack, here: SlackPlant
) -> None:
    slack.commands("amara", "line-4", "/tandem")
    assert "/why" in whisper(slack)  # no admin: how it goes
    slack.commands("root", "line-4", "/tandem")
    slack.modal("root")
    given = {"opted_in": "in", "team": "line-4", "quiet_from": "22:00", "quiet_until": "22:00"}
    assert slack.submits("root", given).ok
    slack.until(lambda: here.store.chats.channel(Place.SLACK, TEAM, "C0LINE4").opted_in or None)
    alone = slack.until(lambda: next(iter(slack.messages("@root")), None))  # not in the channel
    assert "New recommendations are posted there" in alone.everything
    (change,) = here.store.chats.changes(Place.SLACK, TEAM, "C0LINE4")
    assert (change.by, change.settings.team) == ("p-30", "line-4")
    here.plant.issue(fresh(5, drum=3, issued_at=here.clock()))
    card = slack.until(lambda: next(iter(slack.messages("line-4")), None))
    assert "38" in card.everything
    here.app.sweep()
    slack.clicks("amara", card, "why")
    slack.until(lambda: "product moisture" in slack.replies(card)[-1].everything or None)
    slack.clicks("sunniva", card, "accept")
    slack.until(lambda: "accepted" in card.everything or None)
    assert "sunniva" not in card.everything.lower()
    assert len([each for each in slack.messages("line-4") if not each.thread_ts]) == 1


def test_what_comes_in_quiet_hours_waits_and_what_expired_is_counted(
    slack: Slack, here: SlackPlant
) -> None:
    now = here.clock()
    quiet = QuietHours((now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time())
    held = ChannelSettings(opted_in=True, team="line-4", quiet=quiet)
    here.store.chats.set_channel(Place.SLACK, TEAM, "C0LINE4", held, by=ADMIN.id, at=now)
    for number, lasts in ((6, 10), (7, 90)):
        here.plant.issue(fresh(number, issued_at=now, expires_at=now + timedelta(minutes=lasts)))
    here.app.sweep()
    time.sleep(0.5)
    assert slack.messages("line-4") == []
    here.clock.ahead = timedelta(hours=1, minutes=1)
    slack.until(lambda: len(slack.messages("line-4")) == 2 or None)
    here.app.sweep()
    said = "\n".join(each.everything for each in slack.messages("line-4"))
    assert "1 recommendation came and expired" in said
    assert "R-2026-000007" in said
    assert "R-2026-000006" not in said


def test_a_role_is_asked_to_come_takes_it_and_the_asker_sees_it(
    slack: Slack, here: SlackPlant
) -> None:
    here.plant.shelf.certified("1. Turn the isolator to 0. 2. Hang your own lock and tag.")
    asked = slack.says("amara", "@amara", "How do I lock out drum 2?")
    reply = slack.reply_to(asked)
    assert "Maintenance on shift" in reply.everything
    slack.clicks("amara", reply, "come")
    request = slack.until(lambda: next(iter(slack.messages("@leila")), None))
    assert "certified training" in request.everything
    slack.clicks("leila", request, "take")
    slack.until(lambda: "Taken by: Maintenance" in reply.everything or None)
    slack.until(lambda: "Mark as taken" not in request.everything or None)


def test_shortcuts_ask_correct_and_file(slack: Slack, here: SlackPlant, answered: Message) -> None:
    slack.uses_shortcut("amara", "correct_this", answered)
    slack.modal("amara")
    slack.closes("amara")
    said = slack.says("sunniva", "line-4", "Wet lots need 30 min in the buffer.")
    slack.uses_shortcut("amara", "article_from_this", said)
    assert "Nothing is published" in whisper(slack)
    (gap,) = [each for each in here.store.gaps.all() if "buffer" in each.text]
    assert gap.asset == LINE_4
    slack.uses_shortcut("amara", "why_this", said)
    slack.until(lambda: slack.replies(said) or None)


def test_a_card_follows_what_is_decided_elsewhere(slack: Slack, here: SlackPlant) -> None:
    opted_in = ChannelSettings(opted_in=True, team="line-4")
    here.store.chats.set_channel(
        Place.SLACK, TEAM, "C0LINE4", opted_in, by=ADMIN.id, at=here.clock()
    )
    here.plant.issue(fresh(8, issued_at=here.clock()))
    card = slack.until(lambda: next(iter(slack.messages("line-4")), None))
    decide(
        here.store,
        key="web-1",
        person=OPERATOR,
        decision_id="R-2026-000008",
        decision="accepted",
        now=here.clock(),
    )
    slack.until(lambda: "Accepted" in card.everything or None)
    assert slack.messages("line-4") == [card]


def test_which_one_is_meant_is_chosen_by_a_button(slack: Slack, here: SlackPlant) -> None:
    here.plant.issue(fresh(2, drum=3))
    asked = slack.says("amara", "line-4", "@tandem why?")
    which = slack.reply_to(asked)
    slack.clicks("amara", which, "choose:0")
    slack.until(lambda: len(slack.replies(asked)) == 2 or None)
    assert "product moisture" in slack.replies(asked)[1].everything


def test_every_click_form_and_command_that_comes_three_times_has_one_effect(
    slack: Slack, here: SlackPlant, answered: Message
) -> None:
    carry = slack.carry
    slack.carry = lambda envelope: [carry(envelope) for _ in range(3)][-1]  # type: ignore[method-assign]
    slack.clicks("amara", answered, "accept")
    slack.clicks("amara", answered, "feedback:1")
    slack.clicks("amara", answered, "follow_up:0")
    slack.commands("amara", "line-4", "/why", "what is open?")
    slack.clicks("amara", answered, "feedback", "Not right")
    slack.modal("amara")
    given = {"expectation": "40", "rationale": "new felt", "reason_class": "information"}
    slack.submits("amara", {**given, "confidence": "2"})
    slack.until(lambda: here.store.inbox.unfinished() == [] or None, seconds=20)
    decided = here.store.recommendations.decisions(["R-2026-000001"])["R-2026-000001"]
    assert len(decided) == 1
    said = here.store.assessments.for_target(AssessmentTarget.ANSWER, question_of(answered))
    assert sorted(str(each.feedback or "corrected") for each in said) == [
        "corrected",
        "not_right",
        "unclear",
    ]
    (asked,) = [each for each in slack.messages("line-4") if not each.bot_id]
    assert len(slack.replies(asked)) == 2
    told = [each.text for each in slack.whispers("amara")]
    assert len(told) == len(set(told))
