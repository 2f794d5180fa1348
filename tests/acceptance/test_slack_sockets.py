"""The same app where nothing can reach it: it connects to Slack, and the same happens."""

from pathlib import Path

from tests.acceptance.slack_face import OPERATOR, in_slack, newest
from tests.acceptance.test_slack import LINE_4, all_quiet


def test_over_a_socket_the_same_happens_also_after_a_refresh_and_a_cut(
    plant_known_in_slack: Path, tmp_path: Path
) -> None:
    with in_slack(plant_known_in_slack, tmp_path / "data", sockets=True) as (slack, app):
        decision = newest(app.folder, LINE_4)

        def answered(text: str) -> None:
            asked = slack.says(OPERATOR, "line-4", text)
            assert decision in slack.reply_to(asked, seconds=30).everything
            all_quiet(slack, seconds=1)
            assert len(slack.replies(asked)) == 1

        answered(f"@tandem why {decision}?")
        first = slack.delivery.sockets[0]
        slack.disconnects()
        slack.until(lambda: first not in slack.delivery.sockets and slack.delivery.sockets)
        answered(f"@tandem why {decision}, please?")
        slack.cuts_sockets()
        answered(f"@tandem so why {decision}?")
        assert slack.commands(OPERATOR, "line-4", "/why", decision).ok
        told = slack.until(lambda: slack.whispers(OPERATOR), seconds=30)
        assert decision in told[-1].everything
