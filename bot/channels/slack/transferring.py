"""Articles offered to a team, in its channels; how it went; and word to those who found them.

Knows which channel gets what: one that is bound to the team and wants to be told, unless it is
quiet or somebody there may not see it. Does not know what an offer says, nor who may decide.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot import transfers
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.blocks.posts import Post
from bot.channels.slack.blocks.transfers import news_post, offer_post, result_post
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.modals.transferring import explain_modal, explained
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import Work
from bot.channels.slack.sending import place_of, to_channel
from bot.delivering import Refused
from bot.jobs import Job
from bot.shown.addresses import transfers_address
from bot.speech import speaking, tr
from bot.transfers.receipts import NEWS, news_words
from bot.transfers.telling import result_is_due, told_all
from knowledge import access
from knowledge.curation.transfer import seeing
from knowledge.model import (
    UNANSWERED,
    Delivery,
    DeliveryState,
    Happening,
    Person,
    Place,
    Team,
    Transfer,
    TransferAct,
)
from knowledge.store import ChannelChange

_EVERY = timedelta(minutes=1)
"""Offers are not urgent: so often it is looked what is to be told."""

_LATE = timedelta(days=7)
"""What happened longer ago is no news any more."""


class Transferring:
    """Tells of offers, and takes what people make of them."""

    def __init__(self, parts: Parts, notices: Notices) -> None:
        self._parts = parts
        self._notices = notices
        self._looked: datetime | None = None

    def sweep(self) -> list[Happening]:
        """Return what is to be told now: offers, their next state, how it went, and to finders."""
        now = self._parts.clock()
        if self._looked is not None and now - self._looked < _EVERY:
            return []
        self._looked = now
        return [*self._to_channels(now), *self._to_finders(now), *self._withdrawn(now)]

    def jobs(self) -> list[Job]:
        """Return the durable work on offers."""
        return [
            Job(Work.TRANSFER_OFFER, self.offer),
            Job(Work.TRANSFER_REDRAW, self.redraw),
            Job(Work.TRANSFER_OVER, self.withdraw),
            Job(Work.TRANSFER_RESULT, self.result),
            Job(Work.TRANSFER_NEWS, self.news),
            Job(Work.TRANSFER_RECEIPT, self.receipt),
        ]

    def offer(self, happening: Happening) -> None:
        """Post one offer to one channel, if all who read there may see it."""
        told = self._told(happening)
        if told is None or not told.transfer.open or not self._may_all_see(happening, told):
            return
        with speaking(happening.payload["language"]):
            self._post(happening, offer_post(told, link=self._link()), about=_about(told.transfer))

    def redraw(self, happening: Happening) -> None:
        """Draw an offer anew in the channels where it stands: it was decided elsewhere."""
        number = happening.payload["number"]
        for sent in self._parts.services.store.deliveries.about(f"offer:{number}"):
            if sent.state is DeliveryState.SENT:
                self._redraw(sent, happening)

    def withdraw(self, happening: Happening) -> None:
        """Leave nothing of an offer that was withdrawn; who took it up is told so."""
        store, number = self._parts.services.store, happening.payload["number"]
        one = store.transfers.get(number)
        if one is None or one.state is not TransferAct.WITHDRAWN:
            return  # offered again meanwhile
        for sent in store.deliveries.about(_about(one)):
            if sent.state is not DeliveryState.SENT:
                continue
            where = sent.address
            settings = store.chats.channel(Place.SLACK, where["workspace"], where["channel"])
            with speaking(settings.language):
                told = tr("What was offered here was withdrawn: do not go by it any more.")
                with suppress(Refused):  # somebody deleted it
                    self._parts.transport.change(sent.external, Post.saying(told), sent.key)
                if one.was_taken_up:
                    over = replace(happening, key=f"{sent.key}:over", payload=dict(where))
                    self._post(over, Post.saying(_holds_no_more(one)))

    def result(self, happening: Happening) -> None:
        """Ask in the offer's thread whether it worked; once."""
        told = self._told(happening)
        if (
            told is None
            or told.transfer.state not in UNANSWERED
            or not self._may_all_see(happening, told)
        ):
            return
        with speaking(happening.payload["language"]):
            self._post(happening, result_post(told), thread=self._thread(happening))

    def news(self, happening: Happening) -> None:
        """Tell the channel of the origin's team what became of what they found."""
        told = self._told(happening)
        if told is None:
            return
        readers = self._readers(happening)
        audience = self._audience(told.transfer)
        if not all(each.may_see(audience) for each in readers):
            return
        directory = self._parts.services.store.directory.load()
        with speaking(happening.payload["language"]):
            self._post(happening, news_post(told, news_words(told.transfer, directory)))

    def receipt(self, happening: Happening) -> None:
        """Tell a finder, alone, where what they found went."""
        store = self._parts.services.store
        directory = store.directory.load()
        finder = directory.person(happening.payload["person"])
        if finder is None:
            return
        found = [one for one, _ in seeing.of_finder(store, finder)]
        one = next((each for each in found if each.number == happening.payload["number"]), None)
        told = self._tell_of(one, finder) if one else None
        if one is None or told is None:
            return
        with speaking(finder.language):
            post = news_post(told, news_words(one, directory))
        if self._parts.tell(finder, post, key=happening.key, at=happening.at):
            store.transfers.note_told(finder.id, [one])

    def click(self, happening: Happening, ref: Ref, person: Person) -> None:
        """Do with an offer what its button says; raises ``BadFeedback``."""
        self._decide(happening, ref, ref.word, "", person)

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form in which somebody says why."""
        one = seeing.transfer(self._parts.services.store, person, ref.number)
        told = self._tell_of(one, person) if one else None
        if told is None or is_stranger(person):
            return modal(
                Form.SOURCE,
                tr("Tandem"),
                [section(tr("People of the team that it was offered to decide on it."))],
                ref,
            )
        did = happening.payload
        here = Ref(
            number=ref.number,
            word=ref.word,
            channel=did.get("channel", ""),
            thread=did.get("thread", ""),
        )
        return explain_modal(told.title, here)

    def decide(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Do what the form says; raises ``BadFeedback``."""
        said = explained(sent)
        self._decide(happening, said.ref, said.act, said.reason, person)

    def _decide(
        self, happening: Happening, ref: Ref, act: str, reason: str, person: Person
    ) -> None:
        store = self._parts.services.store
        fields = {"act": act, "number": str(ref.number), "reason": reason}
        after = transfers.decide(store, person, fields, now=happening.at)
        told = tr("Noted. Those who found it are told.")
        if after.last.made:
            draft = tr("Your team's draft is {article}.", article=after.last.made)
            told = f"{told} {draft}"
        self._notices.tell(happening, told)
        again = Happening(Work.TRANSFER_REDRAW, "", happening.at, payload={"number": after.number})
        self.redraw(again)

    def _to_channels(self, now: datetime) -> Iterator[Happening]:
        services = self._parts.services
        local = now.astimezone(services.settings.zone).time()
        for change in services.store.chats.channels(Place.SLACK):
            settings = change.settings
            if settings.opted_in and settings.team and not settings.is_quiet(local):
                crew = _crew(settings.team)
                store = services.store
                offers = seeing.whole(store, seeing.offers(store, crew))
                sent = seeing.whole(store, seeing.sendings(store, crew))
                yield from self._offers(change, offers, now)
                yield from self._news(change, sent, now)

    def _offers(
        self, change: ChannelChange, found: Iterable[Transfer], now: datetime
    ) -> Iterator[Happening]:
        days = self._parts.services.settings.transfer_days
        for one in found:
            if one.open and one.offered_at is not None:
                key = f"offer:{one.number}:{one.offered_at.isoformat()}"
                yield _due(Work.TRANSFER_OFFER, change, key, one, now)
            elif now - one.last.at < _LATE:
                key = f"offer:{one.number}:{len(one.steps)}"
                yield Happening(Work.TRANSFER_REDRAW, key, now, payload={"number": one.number})
            if result_is_due(one, result_days=days, now=now):
                key = f"worked:{one.number}:{one.last.at.isoformat()}"
                yield _due(Work.TRANSFER_RESULT, change, key, one, now)

    def _news(
        self, change: ChannelChange, found: Iterable[Transfer], now: datetime
    ) -> Iterator[Happening]:
        for one in found:
            at = one.last.at
            if one.state in NEWS and at > change.at and now - at < _LATE:
                key = f"went:{one.number}:{len(one.steps)}"
                yield _due(Work.TRANSFER_NEWS, change, key, one, now)

    def _to_finders(self, now: datetime) -> Iterator[Happening]:
        store = self._parts.services.store
        moved = store.transfers.moved(since=now - _LATE)
        lately = [each for each in moved if each.state in NEWS]
        finders = store.transfers.finders([each.number for each in lately])
        for one in lately:
            for person in finders.get(one.number, ()):
                key = f"went:{one.number}:{len(one.steps)}:{person}"
                told = {"number": one.number, "person": person}
                yield Happening(Work.TRANSFER_RECEIPT, key, now, payload=told)

    def _withdrawn(self, now: datetime) -> Iterator[Happening]:
        """Give the offers that were withdrawn: at once, also where it is quiet."""
        for one in self._parts.services.store.transfers.moved(since=now - _LATE):
            if one.state is TransferAct.WITHDRAWN:
                key = f"{one.number}:{len(one.steps)}"
                yield Happening(Work.TRANSFER_OVER, key, now, payload={"number": one.number})

    def _told(self, happening: Happening) -> transfers.Told | None:
        """Return the transfer as everybody of the channel's team may see it."""
        crew = _crew(happening.payload["team"])
        store, number = self._parts.services.store, happening.payload["number"]
        found = (*seeing.offers(store, crew), *seeing.sendings(store, crew))
        one = next(iter(seeing.whole(store, (e for e in found if e.number == number))), None)
        return self._tell_of(one, crew) if one else None

    def _tell_of(self, one: Transfer, reader: Person) -> transfers.Told | None:
        services = self._parts.services
        found = told_all(
            [one],
            seeing.articles(services.store, [one]),
            reader=reader,
            directory=services.store.directory.load(),
            result_days=services.settings.transfer_days,
            now=self._parts.clock(),
        )
        return next(iter(found), None)

    def _redraw(self, sent: Delivery, happening: Happening) -> None:
        where = sent.address
        store = self._parts.services.store
        settings = store.chats.channel(Place.SLACK, where["workspace"], where["channel"])
        payload = {**happening.payload, "team": settings.team}
        told = self._told(Happening(happening.name, "", happening.at, payload=payload))
        if told is not None:
            with speaking(settings.language):
                post = offer_post(told, link=self._link())
            self._parts.transport.change(sent.external, post, sent.key)

    def _post(self, happening: Happening, post: Post, *, about: str = "", thread: str = "") -> None:
        told = happening.payload
        self._parts.deliverer.deliver(
            to_channel(
                happening.key,
                workspace=told["workspace"],
                channel=told["channel"],
                thread=thread,
                about=about or happening.key,
                at=happening.at,
            ),
            post,
        )

    def _thread(self, happening: Happening) -> str:
        """Return the thread of the offer in that channel, "" where it was not posted."""
        told = happening.payload
        for sent in self._parts.services.store.deliveries.about(f"offer:{told['number']}"):
            if sent.state is DeliveryState.SENT and sent.address["channel"] == told["channel"]:
                return place_of(sent.external)[2]
        return ""

    def _readers(self, happening: Happening) -> tuple[Person, ...]:
        told = happening.payload
        return self._parts.people.readers(told["workspace"], told["channel"])

    def _audience(self, one: Transfer) -> frozenset[str]:
        return seeing.audience(self._parts.services.store, one)

    def _may_all_see(self, happening: Happening, told: transfers.Told) -> bool:
        """Whether all who read the channel may see the article and the figures of the team."""
        directory = self._parts.services.store.directory.load()
        one = told.transfer
        team = next((each for each in directory.teams if each.id == one.team), Team(one.team, ""))
        audience = self._audience(one)

        def may(reader: Person) -> bool:
            own = one.team in reader.teams or (
                bool(team.owns)
                and all(access.may_see_asset(directory, reader, each) for each in team.owns)
            )
            return reader.sees_all or (own and reader.may_see(audience))

        return all(map(may, self._readers(happening)))

    def _link(self) -> str:
        return transfers_address(self._parts.services.settings.public_url)


def _about(one: Transfer) -> str:
    return f"offer:{one.number}"


def _holds_no_more(one: Transfer) -> str:
    return tr(
        "Article {number}, which you had taken up, was taken out of answers: do not go by it any "
        "more.",
        number=one.article,
    )


def _due(work: Work, change: ChannelChange, key: str, one: Transfer, now: datetime) -> Happening:
    told = {
        "workspace": change.workspace,
        "channel": change.channel,
        "language": change.settings.language,
        "team": change.settings.team,
        "number": one.number,
    }
    return Happening(work, f"{change.workspace}:{change.channel}:{key}", now, payload=told)


def _crew(team: str) -> Person:
    """Return what everybody of a team may see, as a person: nobody's own things are in it."""
    return Person(id="", name="", teams=frozenset({team}), roles=frozenset())
