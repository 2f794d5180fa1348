"""What people do in the stand-in, and what they see: the side of a test.

Each doing returns when the app has acknowledged (or did not, as often as Slack tries). What the app
then does comes later: ``until`` and ``reply_to`` wait for it.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from tests.slack.delivery import Attempt, Envelope
from tests.slack.limits import check_view
from tests.slack.payloads import (
    clicked,
    event_callback,
    find_element,
    in_message,
    in_view,
    interaction,
    shown_view,
    state_of,
)
from tests.slack.response_urls import answered
from tests.slack.state import State
from tests.slack.world import Channel, File, Message, User, View

Json = dict[str, Any]
T = TypeVar("T")


class People(State):
    """A workspace whose people can be told what to do."""

    def carry(self, envelope: Envelope) -> Attempt:
        """Deliver and wait for the acknowledgement: the running stand-in does it."""
        raise NotImplementedError

    def says(
        self, user: str, channel: str, text: str, *, thread: Message | str = "", team: str = "",
        files: tuple[File, ...] = (),
    ) -> Message:  # fmt: skip
        """Let a person write; ``@tandem`` in the text mentions the app."""
        workspace = self.of(team)
        person, where = self.user_id(user, team=team), self.channel_of(channel, team=team)
        where.members.add(person)
        root = thread.thread if isinstance(thread, Message) else thread
        message = Message(
            ts=self.next_ts(),
            channel=where.id,
            user=person,
            text=text.replace("@tandem", f"<@{workspace.bot.id}>"),
            thread_ts=root,
            files=[file.shown(self.url) for file in files],
            subtype="file_share" if files else "",
            at=self.now(),
        )
        with self.lock:
            self.put(message, team=workspace.id)
        return message

    def edits(self, message: Message, text: str, *, team: str = "") -> None:
        """Let the author change a message."""
        with self.lock:
            message.edits.append(message.text)
            message.text = text.replace("@tandem", f"<@{self.of(team).bot.id}>")
            self.edited(message, team=self.of(team).id)

    def deletes(self, message: Message, *, team: str = "") -> None:
        """Let the author delete a message."""
        with self.lock:
            self.remove(message, team=self.of(team).id)

    def uploads(self, user: str, name: str, content: bytes, *, team: str = "") -> File:
        """Let a person have a file that can be attached."""
        person = self.user_id(user, team=team)
        file = File(self.new_id("F"), name, content=content, user=person, complete=True)
        self.of(team).files[file.id] = file
        return file

    def clicks(
        self, user: str, where: Message | View, action_id: str, choice: Any = None, *,
        value: str = "", block_id: str = "", team: str = "",
    ) -> Attempt:  # fmt: skip
        """Let a person press a button or choose, in a message or a view."""
        person, team = self.user_id(user, team=team), self.of(team).id
        blocks = where.blocks if isinstance(where, Message) else where.body["blocks"]
        if isinstance(where, Message):
            nested = [block for each in where.attachments for block in each.get("blocks", [])]
            blocks = blocks + nested
        wanted = value or (choice if isinstance(choice, str) else "")
        element, name = find_element(blocks, action_id, wanted, block_id)
        payload = interaction(self, "block_actions", person, team)
        if isinstance(where, Message):
            payload |= in_message(self, where, person, team)
        else:
            payload |= in_view(self, where, team)
        payload["actions"] = [clicked(element, name, self.next_ts(), choice)]
        return self._interacts(payload)

    def submits(self, user: str, values: Json | None = None, *, team: str = "") -> Attempt:
        """Let a person fill in the modal on top and send it."""
        person, team = self.user_id(user, team=team), self.of(team).id
        view = self.modal(user, team=team)
        payload = interaction(self, "view_submission", person, team)
        shown = {**shown_view(self, view, team), "state": state_of(view, values or {})}
        payload |= {"view": shown, "response_urls": []}
        attempt = self._interacts(payload)
        if attempt.ok:
            with self.lock:
                self._follow(view, person, attempt.body, team)
        return attempt

    def closes(self, user: str, *, team: str = "") -> Attempt | None:
        """Let a person close the modal on top; the app hears of it when it asked to."""
        person, team = self.user_id(user, team=team), self.of(team).id
        view = self.of(team).modals[person].pop()
        if not view.body.get("notify_on_close"):
            return None
        payload = interaction(self, "view_closed", person, team)
        payload |= {"view": shown_view(self, view, team), "is_cleared": False}
        return self._interacts(payload)

    def uses_shortcut(
        self, user: str, callback_id: str, message: Message | None = None, *, team: str = ""
    ) -> Attempt:
        """Let a person use a shortcut, on a message or from anywhere."""
        if callback_id not in self.manifest.shortcuts:
            raise AssertionError(f"no shortcut {callback_id} in {sorted(self.manifest.shortcuts)}")
        person, team = self.user_id(user, team=team), self.of(team).id
        payload = interaction(self, "message_action" if message else "shortcut", person, team)
        payload |= {"callback_id": callback_id, "action_ts": self.next_ts()}
        if message:
            found = in_message(self, message, person, team)
            named = ("channel", "message", "response_url")
            payload |= {name: found[name] for name in named}
            payload["message_ts"] = message.ts
        return self._interacts(payload)

    def commands(
        self, user: str, channel: str, command: str, text: str = "", *, team: str = ""
    ) -> Attempt:
        """Let a person type a slash command."""
        if command not in self.manifest.commands:
            raise AssertionError(f"no command {command} in {sorted(self.manifest.commands)}")
        workspace, person = self.of(team), self.find_user(user, team=team)
        where = self.channel_of(channel, team=team)
        url = self.new_response_url(workspace.id, where.id, person.id, None)
        payload = {
            "token": "a-verification-token",
            "team_id": workspace.id,
            "team_domain": workspace.name,
            "channel_id": where.id,
            "channel_name": where.name,
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text,
            "api_app_id": self.app_id,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self.new_trigger(person.id, team=workspace.id),
        }
        attempt = self.carry(Envelope("slash_commands", payload, self.new_id("Cm")))
        if attempt.ok and attempt.body:
            body = attempt.body if isinstance(attempt.body, dict) else {"text": attempt.body}
            with self.lock:
                answered(self, self.response_urls[url.rpartition("/")[2]], body)
        return attempt

    def opens_home(self, user: str, *, tab: str = "home", team: str = "") -> None:
        """Let a person look at the app's Home tab, or with ``messages`` at its conversation."""
        person, team = self.user_id(user, team=team), self.of(team).id
        where = self.direct(person, team=team)
        event: Json = {"type": "app_home_opened", "user": person, "channel": where.id, "tab": tab}
        home = self.of(team).homes.get(person)
        if home and tab == "home":
            event["view"] = shown_view(self, home, team)
        self.tell(team, event | {"event_ts": self.next_ts()})

    def looks_at(self, user: str, channel: str, *, team: str = "") -> None:
        """Let a person look at a channel with the app's pane open."""
        person, team = self.user_id(user, team=team), self.of(team).id
        seen = {"type": "slack#/types/channel_id", "team_id": team}
        seen["value"] = self.channel_of(channel, team=team).id
        event: Json = {"type": "app_context_changed", "context": {"entities": [seen]}}
        event |= {"user": person, "channel": self.direct(person, team=team).id}
        self.tell(team, event | {"event_ts": self.next_ts()})

    def stops(self, user: str, message: Message, *, team: str = "") -> None:
        """Let a person press Stop in the thread of a message."""
        person, workspace = self.user_id(user, team=team), self.of(team)
        with self.lock:
            running = [
                each
                for each in workspace.messages.get(message.channel, {}).values()
                if each.thread == message.thread and not each.is_done
            ]
            for each in running:
                assert each.stream
                each.stream.stopped = "by_user"
            event: Json = {"type": "agent_session_stopped", "user": person}
            event |= {"channel": message.channel, "thread_ts": message.thread}
            event |= {"streaming_message_ts": [each.ts for each in running]}
            self.tell(workspace.id, event | {"event_ts": self.next_ts()})

    def messages(self, channel: str, *, team: str = "") -> list[Message]:
        """Return what stands in a channel, oldest first."""
        where = self.channel_of(channel, team=team)
        with self.lock:
            found = list(self.of(team).messages.get(where.id, {}).values())
        return sorted(found, key=lambda each: each.ts)

    def replies(self, to: Message, *, team: str = "") -> list[Message]:
        """Return what the app said in the thread of a message, for all to see."""
        workspace = self.of(team)
        with self.lock:
            every = list(workspace.messages.get(to.channel, {}).values())
        found = [e for e in every if e.thread == to.thread and e.bot_id == workspace.bot_id]
        return sorted(found, key=lambda each: each.ts)

    def whispers(self, user: str, *, team: str = "") -> list[Message]:
        """Return what only that person sees, oldest first."""
        person = self.user_id(user, team=team)
        return [each for each in self.of(team).ephemerals if each.for_user == person]

    def modal(self, user: str, *, team: str = "", seconds: float = 10) -> View:
        """Return the modal on top for that person, when it is there."""
        person, workspace = self.user_id(user, team=team), self.of(team)
        return self.until(lambda: (workspace.modals.get(person) or [None])[-1], seconds=seconds)

    def home(self, user: str, *, team: str = "", seconds: float = 10) -> View:
        """Return the Home tab of that person, when it is there."""
        person, workspace = self.user_id(user, team=team), self.of(team)
        return self.until(lambda: workspace.homes.get(person), seconds=seconds)

    def reply_to(self, message: Message, *, team: str = "", seconds: float = 10) -> Message:
        """Wait for the app's first whole message in the thread of that one."""

        def whole() -> Message | None:
            found = [each for each in self.replies(message, team=team) if each.is_done]
            return found[0] if found else None

        return self.until(whole, seconds=seconds)

    def until(self, holds: Callable[[], T | None], *, seconds: float = 10) -> T:
        """Wait until something is there and return it; not there in time is a failure."""
        deadline = time.monotonic() + seconds
        while True:
            found = holds()
            if found:
                return found
            if time.monotonic() > deadline:
                last = [(each.method, each.answer.get("error")) for each in self.calls[-8:]]
                raise AssertionError(f"nothing came in {seconds} s; the last calls were {last}")
            time.sleep(0.01)

    def calls_of(self, method: str) -> list[Any]:
        """Return the recorded calls of a method, oldest first."""
        return [each for each in self.calls if each.method == method]

    def event(self, event: Json, *, team: str = "") -> Envelope:
        """Return an event in its envelope, to be delivered as a test wants."""
        payload = event_callback(self, self.of(team).id, event)
        return Envelope("events_api", payload, payload["event_id"])

    def _interacts(self, payload: Json) -> Attempt:
        return self.carry(Envelope("interactive", payload, self.new_id("In")))

    def _follow(self, view: View, person: str, body: Json | str, team: str) -> None:
        """Do with the modal what the app answered to its submission."""
        stack = self.of(team).modals[person]
        what = body.get("response_action") if isinstance(body, dict) else None
        if what == "clear":
            stack.clear()
        elif what == "errors":
            assert isinstance(body, dict)
            known = {each.get("block_id") for each in view.body["blocks"]}
            assert set(body["errors"]) <= known, f"errors for {set(body['errors']) - known}"
        elif what in ("update", "push"):
            assert isinstance(body, dict)
            check_view(body["view"], "modal")
            made = self.new_view(person, body["view"], team=team, on=view)
            if what == "update":
                made.id, made.root_id, made.previous_id = view.id, view.root_id, view.previous_id
                stack.remove(view)
            stack.append(made)
        elif view in stack:
            stack.remove(view)


__all__ = ["Channel", "People", "User"]
