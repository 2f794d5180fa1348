"""What people follow for themselves, told to them alone: once a day, and only what is new.

Knows when: in the morning, outside the hours in which somebody wants to be asked nothing. Does not
know what meets what they follow, nor what they may see (``bot.transfers``). What a team follows is
offered in its channels (``transferring``).
"""

from datetime import datetime, time, timedelta

from bot import experts, transfers
from bot.channels.slack.blocks.transfers import followed_post
from bot.channels.slack.parts import Parts
from bot.channels.slack.receiving import Work
from bot.jobs import Job
from bot.jobs.schedules import Daily
from bot.shown.addresses import transfers_address
from bot.speech import speaking
from knowledge.curation.transfer import seeing
from knowledge.model import Happening

AT = time(7)
"""When people are told, by the plant's clocks: after it was looked where articles help."""
_EVERY = timedelta(minutes=1)
_DAY = timedelta(days=1)
_LATE = 7
"""So many days back is told what could not be told then."""


class Following:
    """Tells people of what they follow."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._looked: datetime | None = None

    def jobs(self) -> list[Job]:
        """Return the durable work of telling."""
        return [Job(Work.FOLLOWED, self.tell)]

    def sweep(self) -> list[Happening]:
        """Return who is to be told today, outside their quiet hours."""
        now = self._parts.clock()
        if self._looked is not None and now - self._looked < _EVERY:
            return []
        self._looked = now
        begin = Daily(AT, self._parts.services.settings.zone).latest(now)
        people = seeing.followers(self._parts.services.store)
        return [
            Happening(Work.FOLLOWED, _key(each, begin), now, payload=_told(each, begin))
            for each in people
            if not self._is_quiet(each, now)
        ]

    def tell(self, happening: Happening) -> None:
        """Tell one person what is new since they were told last."""
        store, told = self._parts.services.store, happening.payload
        person = store.directory.load().person(told["person"])
        if person is None:
            return
        begin = datetime.fromisoformat(told["begin"])
        since, wanted = self._since(person.id, begin), seeing.subscriptions(store, person)
        found = transfers.followed(store, person, wanted, since=since, until=begin)
        if not found:
            return
        with speaking(person.language):
            link = transfers_address(self._parts.services.settings.public_url)
            post = followed_post(found, link=link)
        self._parts.tell(person, post, key=happening.key, at=happening.at)

    def _since(self, person: str, begin: datetime) -> datetime:
        """Return up to when the person was told before; a day ago if they never were."""
        inbox = self._parts.services.store.inbox
        days = (begin - back * _DAY for back in range(1, _LATE + 1))
        told = (day for day in days if inbox.get(Work.FOLLOWED, _key(person, day)) is not None)
        return next(told, begin - _DAY)

    def _is_quiet(self, person: str, now: datetime) -> bool:
        zone = self._parts.services.settings.zone
        quiet = experts.quiet_hours_of(self._parts.services.store, person)
        return quiet is not None and quiet.hold(now.astimezone(zone).time())


def _key(person: str, begin: datetime) -> str:
    return f"{person}:{begin.date().isoformat()}"


def _told(person: str, begin: datetime) -> dict[str, str]:
    return {"person": person, "begin": begin.isoformat()}
