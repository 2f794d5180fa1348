"""A small agent app on the real SDK, to prove that the stand-in is what the SDK expects."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.starlette import SlackRequestHandler
from slack_sdk import WebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.acceptance.processes import free_port
from tests.slack import Slack

MODAL = {
    "type": "modal",
    "callback_id": "correction",
    "title": {"type": "plain_text", "text": "Not right"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "instead",
            "label": {"type": "plain_text", "text": "What is right?"},
            "element": {"type": "plain_text_input", "action_id": "instead"},
        },
        {
            "type": "input",
            "block_id": "sure",
            "optional": True,
            "label": {"type": "plain_text", "text": "How sure?"},
            "element": {
                "type": "static_select",
                "action_id": "sure",
                "options": [
                    {"text": {"type": "plain_text", "text": each}, "value": each.lower()}
                    for each in ("Sure", "Unsure")
                ],
            },
        },
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": {"type": "plain_text", "text": "Right"}, "value": "right"},
            "negative_button": {"text": {"type": "plain_text", "text": "Wrong"}, "value": "wrong"},
        }
    ],
}


class Heard(list[Any]):
    """What the app was told, in order."""


def agent(slack: Slack, heard: Heard) -> App:
    """Return an app that answers mentions, opens a modal and takes commands."""
    client = WebClient(token=slack.workspace.token, base_url=slack.api_url)
    app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)
    _hear_events(app, heard)
    _take_interactions(app, heard)
    return app


def _hear_events(app: App, heard: Heard) -> None:
    @app.event("app_mention")
    def mentioned(event: Any, say_stream: Any, set_status: Any) -> None:
        heard.append(event)
        set_status("is thinking", loading_messages=["Reading the log"])
        stream = say_stream(buffer_size=8)
        stream.append(markdown_text="Because the drum ")
        stream.append(markdown_text="was too fast.")
        stream.stop(blocks=[FEEDBACK])

    @app.event("message")
    def written(event: Any, say: Any) -> None:
        heard.append(event)
        if event["channel_type"] == "im" and not event.get("bot_id") and "subtype" not in event:
            say("I heard you", thread_ts=event["ts"])

    @app.event("app_home_opened")
    def opened(event: Any, client: WebClient) -> None:
        heard.append(event)
        if event["tab"] == "messages":
            prompts = [{"title": "Why?", "message": "Why 38 rpm?"}]
            client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], prompts=prompts
            )
        else:
            view = {"type": "home", "blocks": [{"type": "divider"}]}
            client.views_publish(user_id=event["user"], view=view)

    @app.event("agent_session_stopped")
    def stopped(event: Any) -> None:
        heard.append(event)

    @app.event("app_context_changed")
    def moved(event: Any) -> None:
        heard.append(event)


def _take_interactions(app: App, heard: Heard) -> None:
    @app.action("feedback")
    def judged(ack: Any, action: Any, body: Any, client: WebClient) -> None:
        ack()
        heard.append(action)
        if action["value"] == "wrong":
            client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("correction")
    def corrected(ack: Any, view: Any) -> None:
        values = view["state"]["values"]
        heard.append(values)
        if values["instead"]["instead"]["value"] == "no":
            ack(response_action="errors", errors={"instead": "Say more"})
        else:
            ack()

    @app.command("/why")
    def asked(ack: Any, command: Any, respond: Any) -> None:
        ack("A moment")
        heard.append(command)
        respond("Because.")

    @app.shortcut("why_this")
    def why_this(ack: Any, shortcut: Any, client: WebClient) -> None:
        ack()
        heard.append(shortcut)


@contextmanager
def over_http(app: App) -> Iterator[str]:
    """Serve the app and give its address."""
    handler = SlackRequestHandler(app)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    port = free_port()
    web = Starlette(routes=[Route("/slack/events", take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def over_sockets(app: App, slack: Slack) -> Iterator[SocketModeHandler]:
    """Connect the app by Socket Mode."""
    handler = SocketModeHandler(app, slack.app_token, web_client=app.client, ping_interval=1)
    handler.connect()
    try:
        yield handler
    finally:
        handler.close()
