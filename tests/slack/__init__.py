"""A Slack on loopback for tests: real over HTTP and WebSocket, with people, channels and messages.

``slack_workspace()`` runs it. The app under test is pointed at ``slack.api_url``; a test drives
people (``says``, ``clicks``, ``submits``, ``commands``, ``uses_shortcut``) and reads what came of
it (``replies``, ``homes``, ``modals``, ``calls``).
"""

from tests.slack.stand_in import Slack, slack_workspace

__all__ = ["Slack", "slack_workspace"]
