"""The whole app killed at every named point of its work in Slack: nothing is lost or doubled."""

from pathlib import Path

from bot.jobs.points import Point
from tests.acceptance.slack_face import OPERATOR, in_slack, newest
from tests.acceptance.test_slack import LINE_4, all_quiet
from tests.slack.delivery import Schedule
from tests.slack.world import Message


def test_killed_while_it_answers_a_command_it_answers_once_or_says_that_it_may_be_again(
    plant_known_in_slack: Path, tmp_path: Path
) -> None:
    with in_slack(plant_known_in_slack, tmp_path / "data") as (slack, app):
        decision = newest(app.folder, LINE_4)
        for point, there, alone in (
            (Point.RECEIVED, 1, 0),
            (Point.SENDING, 0, 1),
            (Point.SENT, 1, 1),
            (Point.MARKED, 1, 0),
        ):
            seen = len(slack.whispers(OPERATOR)), len(slack.messages(f"@{OPERATOR}"))
            app.dies_at(point)
            slack.commands(OPERATOR, "line-4", "/why", decision)
            app.wait_until_dead()
            app.start()
            all_quiet(slack, seconds=5)
            whispers = slack.whispers(OPERATOR)[seen[0] :]
            messages = slack.messages(f"@{OPERATOR}")[seen[1] :]
            assert (point, len(whispers), len(messages)) == (point, there, alone)
            assert all(decision in each.everything for each in (*whispers, *messages))
            assert all("seen this already" in each.everything for each in messages)


def test_killed_at_every_point_of_questions_and_edits_all_are_answered_once(
    plant_known_in_slack: Path, tmp_path: Path
) -> None:
    """20 times: each start finishes what the death before left, and dies at the next point.

    It may die there before the next question is even heard; then Slack delivers that again.
    """
    with in_slack(plant_known_in_slack, tmp_path / "data") as (slack, app):
        slack.delivery.schedule = Schedule((0.2, 1, 3, 5, *[10] * 12))  # as "Delayed Events" do
        decision = newest(app.folder, LINE_4)
        edited = [slack.says(OPERATOR, "line-4", "@tandem what is open?") for _ in range(4)]
        for each in edited:
            slack.reply_to(each, seconds=60)
        asked: list[Message] = []
        for where in ("line-4", f"@{OPERATOR}"):
            for point in Point:
                app.dies_at(point)
                asked.append(slack.says(OPERATOR, where, f"@tandem why {decision}?"))
                app.wait_until_dead()
                app.start()
        for each, point in zip(
            edited, (Point.RECEIVED, Point.BEGUN, Point.WORKED, Point.FINISHED), strict=True
        ):
            app.dies_at(point)
            slack.edits(each, f"@tandem why {decision}?")
            app.wait_until_dead()
            app.start()
        slack.settle(seconds=120)
        assert all(each.attempts[-1].ok for each in slack.envelopes)
        for each in asked:
            slack.reply_to(each, seconds=60)
        for each in edited:
            slack.until(lambda each=each: decision in slack.replies(each)[0].everything, seconds=60)
        all_quiet(slack, seconds=4)
        assert [len(slack.replies(each)) for each in [*asked, *edited]] == [1] * 20
