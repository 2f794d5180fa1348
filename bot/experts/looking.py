"""Questions without an answer are put to who is likely to know, one person at a time.

Knows when somebody else is asked, when it is enough, and that quiet hours are quiet. A matter that
is not explained in chat goes to nobody. Does not know who knows (``knowledge.curation.knowing``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.jobs import Job
from bot.jobs.schedules import Every
from knowledge import access
from knowledge.curation import seeing
from knowledge.curation.knowing import Alike, Burden, Proof, knowing, proofs
from knowledge.hazards import Hazards
from knowledge.model import (
    AskingState,
    Directory,
    Expert,
    ExpertAsking,
    ExpertReply,
    Gap,
    GapState,
    Happening,
    Person,
)
from knowledge.store import Store

PATIENCE = timedelta(hours=8)
"""After so long without a reply somebody else is asked."""
MOST_ASKED = 4
"""So many people are asked; then it stays a gap for the engineers."""
FRESH = timedelta(days=30)
"""A question that nobody asks any more is put to nobody."""
_EVERY = timedelta(minutes=5)


def asking(store: Store, *, alike: Alike, most: int, zone: tzinfo) -> Job:
    """Return the job that puts questions to people; ``most`` may be open for one of them."""

    def work(period: Happening) -> None:
        look(store, alike=alike, most=most, now=period.at.astimezone(zone))

    return Job("experts.look", work, schedule=Every(_EVERY))


def look(store: Store, *, alike: Alike, most: int, now: datetime) -> int:
    """Put what is open to the next person who may know; return how many people are asked now.

    ``now`` is in the plant's zone: quiet hours are told by its clocks.
    """
    willing = store.experts.willing() if most > 0 else []
    if not willing:
        return 0
    looking = _Looking(
        store,
        store.directory.load(),
        Hazards.of(store.glossary.load()),
        {each.person_id: each for each in willing},
        proofs(seeing.accepted(store), _helpful(store)),
        alike,
        most,
        now,
    )
    return looking.through(store.gaps.all())


def _helpful(store: Store) -> Iterable[ExpertReply]:
    return (each.reply for each in store.experts.awaited() if each.helped)


@dataclass(frozen=True)
class _Looking:
    """One look at everything that is open."""

    store: Store
    directory: Directory
    hazards: Hazards
    willing: dict[str, Expert]
    proven: Sequence[Proof]
    alike: Alike
    most: int
    now: datetime

    def through(self, gaps: Iterable[Gap]) -> int:
        """Go through the gaps, the most wanted first; return how many people are asked."""
        replied = {each.gap for each in self.store.experts.replies()}
        asked: dict[str, list[ExpertAsking]] = {}
        for each in self.store.experts.askings():
            asked.setdefault(each.gap, []).append(each)
        count = 0
        for gap in gaps:
            before = asked.get(gap.id, [])
            if gap.state is not GapState.OPEN:
                self._settle(gap, before)
            elif gap.id not in replied and self._is_for_people(gap):
                count += self._ask(gap, before)
        return count

    def _settle(self, gap: Gap, before: Sequence[ExpertAsking]) -> None:
        if any(each.state is AskingState.OPEN for each in before):
            self.store.experts.settle(gap.id)

    def _is_for_people(self, gap: Gap) -> bool:
        hazardous = self.hazards.asked(gap.text) or self.hazards.named(gap.text)
        return not hazardous and self.now - gap.last_asked < FRESH

    def _ask(self, gap: Gap, before: Sequence[ExpertAsking]) -> bool:
        """Put the question to the next person, unless somebody still has it."""
        waiting = [each for each in before if each.state is AskingState.OPEN]
        for each in waiting:
            if self.now - each.at < PATIENCE or self._is_quiet(each.person_id):
                return False
            self.store.experts.close(gap.id, each.person_id, AskingState.PASSED)
        if len(before) >= MOST_ASKED:
            return False
        people = self._may_be_asked(gap, {each.person_id for each in before})
        best = knowing(
            gap.text,
            gap.asset,
            people,
            directory=self.directory,
            proven=self.proven,
            burdens=self._burden,
            alike=self.alike,
        )
        return any(
            self.store.experts.ask(gap.id, each.id, at=self.now, most=self.most) for each in best
        )

    def _may_be_asked(self, gap: Gap, before: set[str]) -> list[Person]:
        """Return who wants to be asked, may see what it is about, and did not ask it."""
        askers = set(self.store.experts.waiting(gap.id).values())
        people = (self.directory.person(each) for each in self.willing)
        return [
            each
            for each in people
            if each is not None
            and each.id not in before
            and not self._is_quiet(each.id)
            and not any(self.directory.are_one(each.id, asker) for asker in askers)
            and access.may_be_asked(self.directory, each, gap)
        ]

    def _is_quiet(self, person_id: str) -> bool:
        expert = self.willing.get(person_id)
        quiet = expert.quiet if expert else None
        return quiet is not None and quiet.hold(self.now.time())

    def _burden(self, person_id: str) -> Burden:
        """Return what is open for a person now: it changes while this looks."""
        own = [each for each in self.store.experts.askings() if each.person_id == person_id]
        still = sum(each.state is AskingState.OPEN for each in own)
        return Burden(still, max((each.at for each in own), default=None))
