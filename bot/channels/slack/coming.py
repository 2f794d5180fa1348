"""Requests to come, as those who are called see them: sent to them, drawn anew at each step.

Knows who is told: a channel of the called team, else its people alone. Does not know who may take
a request (``bot.requests``).
"""

from collections.abc import Iterator
from datetime import datetime

from bot import requests
from bot.channels.slack.blocks.requests import request_post
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.channels.slack.replying import Replying
from bot.speech import speaking
from knowledge import access
from knowledge.model import Called, Happening, Person, Request, RequestState

_WATCHED = 100


class Coming:
    """Tells of requests."""

    def __init__(self, parts: Parts, replying: Replying) -> None:
        self._parts = parts
        self._replying = replying

    def sweep(self) -> list[Happening]:
        """Return the steps of requests that people are to be told of."""
        store, now = self._parts.services.store, self._parts.clock()
        return [
            Happening(
                Work.REQUEST,
                f"request:{each.number}:{len(each.steps)}",
                now,
                payload={"number": each.number},
            )
            for each in store.requests.latest(_WATCHED)
            if now - each.steps[-1].at < requests.FORGOTTEN_AFTER
        ]

    def tell(self, happening: Happening) -> None:
        """Tell those who are called, and draw anew what was told before."""
        store = self._parts.services.store
        request = store.requests.get(happening.payload["number"])
        if request is None:
            return
        for called in request.reached:
            for person in self._called(called):
                self._tell(request, person, happening.at)
        self._replying.redraw(request.question_id)

    def _called(self, called: Called) -> Iterator[Person]:
        directory = self._parts.services.store.directory.load()
        yield from (each for each in directory.people if called.team in each.teams)

    def _tell(self, request: Request, person: Person, at: datetime) -> None:
        """Tell one person, where they are known in Slack; what is there is drawn anew."""
        store = self._parts.services.store
        directory = store.directory.load()
        if person.id == request.asker or not access.may_see_request(directory, person, request):
            return
        for workspace, user in self._parts.people.names(person):
            key = f"request:{request.number}:{workspace}:{user}"
            known = store.deliveries.get(key)
            if known is None and request.state is not RequestState.OPEN:
                continue
            with speaking(person.language):
                told = requests.told(request, reader=person, directory=directory)
                post = request_post(told, now=max(at, self._parts.clock()))
            if not self._parts.change(known, post):
                there = self._parts.to_room(key, workspace, user, at=at)
                self._parts.deliverer.deliver(there, post)
