"""The month itself: every question with who, when, where, its truth, and what came of it.

Knows chance, shifts and the plant's past. Does not know how questions get anywhere.
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from examples.plant.events import Event
from examples.plant.month.hand import Hand
from examples.plant.month.places import PLACES, owned, places_of
from examples.plant.month.staff import Member, directory, members, someone
from examples.plant.month.subjects import (
    ALL_DAYS,
    DAYS,
    Correction,
    Noise,
    OneOff,
    Subject,
    noise,
    one_offs,
    subjects,
)

QUESTIONS = 2_000
JUDGED = 0.4
"""Share of questions whose answer somebody judges."""
CORRECTED = 0.4
"""Share of "not right" with which a correction comes, if there is one to give."""
MOST_CORRECTIONS = 3
RECURS = 3
"""So many people at least ask each subject."""
OWN_TONGUE = 0.8
AT_A_SCREEN = 0.85
"""Share of what is asked once that is asked beside some equipment, as of what is asked again."""
HOURS = (8, 5, 4, 4, 5, 14, 24, 14, 12, 11, 10, 9, 9, 14, 24, 13, 10, 9, 9, 8, 9, 13, 20, 12)
"""How many questions come in each hour, of each other: most of them when shifts change."""
_TRIES = 200


@dataclass(frozen=True)
class Said:
    """What somebody answered in the thread of a question."""

    person: str
    at: str
    text: str


@dataclass(frozen=True)
class Asked:
    """One question as it was asked, and the truth about it.

    ``topic`` is the subject it belongs to, None for what is asked once or is no question; ``kind``
    says which. ``label`` is never None: questions of one label are one question. ``judgement`` is
    "right", "not_right" or None; it is "right" of an answer that cites ``document``.
    """

    id: str
    at: str
    person: str
    team: str
    language: str
    asset: str | None
    decision_id: str | None
    text: str
    topic: str | None
    kind: str
    label: str
    judgement: str | None = None
    document: str | None = None
    correction: Correction | None = None
    replies: list[Said] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the question as one line of the file holds it."""
        return asdict(self)


@dataclass(frozen=True)
class _Open:
    """A recommendation that was open to be asked about from ``at`` on."""

    decision_id: str
    asset: str
    action: str
    at: datetime


def month(
    until: datetime, past: Iterable[Event], *, seed: int = 1, part: int | None = None
) -> list[Asked]:
    """Return the questions of thirty days before ``until``, oldest first.

    ``past`` are the events of these days (``history``): some questions are about recommendations.
    ``part`` 0 or 1 takes every second subject, wording of noise and one-off only: what is chosen
    on one half is told of the other. Raises ``ValueError`` for a time without zone.
    """
    if until.tzinfo is None:
        raise ValueError(f"until is {until.isoformat()} without a zone; write it as …Z or …+01:00")
    return _Month(until, _opened(past), seed, part).lived()


class _Month:
    """One run through the month."""

    def __init__(self, until: datetime, opened: list[_Open], seed: int, part: int | None) -> None:
        self.rng = random.Random(f"month {seed} {part}")
        self.screens = random.Random(f"screens {seed} {part}")
        self.start, self.until = until - timedelta(days=DAYS), until
        self.part = part
        whole = directory()
        self.staff = members(whole["people"])
        self.owns: Mapping[str, Sequence[str]] = {t["id"]: t["owns"] for t in whole["teams"]}
        self.open = opened
        self.asked: list[Asked] = []

    def lived(self) -> list[Asked]:
        """Return all questions, numbered as they came."""
        ours, once, loud = subjects(), one_offs(), noise()
        if self.part is not None:
            ours, once = ours[self.part :: 2], once[self.part :: 2]
        for subject in ours:
            self._ask_again_and_again(subject)
        for place, single in enumerate(once):
            self._ask_once(single, place)
        total = QUESTIONS if self.part is None else QUESTIONS // 2
        self._make_noise(loud, total - len(self.asked))
        self.asked.sort(key=lambda each: each.at)
        return [
            Asked(**{**vars(each), "id": f"m-{number:04}"})
            for number, each in enumerate(self.asked, start=1)
        ]

    def _ask_again_and_again(self, subject: Subject) -> None:
        decks: dict[str, list[str]] = {}
        corrections = 0
        told = False
        askers: set[str] = set()
        teams, weights = list(subject.teams), list(subject.teams.values())
        for _ in range(subject.asked):
            team = self.rng.choices(teams, weights)[0]
            member, at = self._who_and_when(
                team, subject.days, but=askers if len(askers) < RECURS else ()
            )
            askers.add(member.id)
            decision = self._decision(subject.about, subject.at, member, at)
            language = self._language(member, subject.wordings)
            text = self._dealt(decks, language, subject.wordings[language])
            judgement = self._judged(subject.right)
            correction = None
            if judgement == "not_right" and corrections < MOST_CORRECTIONS:
                correction = subject.correction if self.rng.random() < CORRECTED else None
                corrections += correction is not None
            replies = self._replies(subject, member, at, told)
            told = told or bool(replies)
            self._keep(
                member,
                decision.at if decision else at,
                Hand.of(member.id).typed(text, language, self.rng),
                asset=decision.asset if decision else self._asset(subject.at, team),
                decision_id=decision.decision_id if decision else None,
                language=language,
                topic=subject.id,
                kind="recurring",
                label=subject.id,
                judgement=judgement,
                document=subject.document.split()[0] if subject.document else None,
                correction=correction,
                replies=replies,
            )

    def _ask_once(self, single: OneOff, place: int) -> None:
        member, at = self._who_and_when(single.team, ALL_DAYS)
        text = Hand.of(member.id).typed(single.text, member.language, self.rng)
        label = f"once-{place}"
        where = self._anywhere(single.team)
        facts = {"asset": where, "language": member.language, "kind": "one-off", "label": label}
        self._keep(member, at, text, **facts)

    def _make_noise(self, kinds: Sequence[Noise], count: int) -> None:
        weights = [kind.share for kind in kinds]
        for _ in range(count):
            kind = self.rng.choices(kinds, weights)[0]
            wordings = kind.wordings if self.part is None else kind.wordings[self.part :: 2]
            team = self.rng.choice(list(self.owns))
            member, at = self._who_and_when(team, ALL_DAYS)
            decision = self._decision(kind.about, "", member, at)
            self._keep(
                member,
                decision.at if decision else at,
                self.rng.choice(wordings),
                asset=decision.asset if decision else None,
                decision_id=decision.decision_id if decision else None,
                language=member.language,
                kind=kind.id,
                label=kind.id,
            )

    def _keep(self, member: Member, at: datetime, text: str, **rest: Any) -> None:
        whole = {"asset": None, "decision_id": None, "topic": None, **rest}
        at = min(at, self.until)  # one about a recommendation comes some minutes after it
        self.asked.append(
            Asked(id="", at=_time(at), person=member.id, team=member.team, text=text, **whole)
        )

    def _who_and_when(
        self, team: str, days: tuple[int, int], but: Collection[str] = ()
    ) -> tuple[Member, datetime]:
        for _ in range(_TRIES):
            day = self.rng.randrange(days[0], days[1])
            hour = self.rng.choices(range(24), HOURS)[0]
            seconds = self.rng.randrange(3600)
            at = self.start.replace(hour=hour, minute=0, second=0, microsecond=0)
            at += timedelta(days=day, seconds=seconds)
            if at < self.start:  # the morning of the first day is that of the last
                at += timedelta(days=DAYS)
            member = someone(self.staff, team, at, self.rng)
            if member is not None and member.id not in but:
                return member, at
        raise ValueError(f"nobody of {team} is ever on shift; see staff.py")

    def _decision(
        self, about: str | None, place: str, member: Member, at: datetime
    ) -> _Open | None:
        """Return the recommendation that is meant, as of when it is asked about, or None."""
        if about is None:
            return None
        ours, assets = self.owns[member.team], places_of(place or "anywhere", ())
        fitting = [
            each
            for each in self.open
            if about in each.action.lower()
            and owned(each.asset, ours)
            and (not assets or each.asset in assets)
            and member.on_shift(each.at)
        ]
        if not fitting or self.rng.random() < 0.4:
            return None
        nearest = min(fitting, key=lambda each: abs(each.at - at))
        later = timedelta(seconds=self.rng.randrange(20, 600))
        return _Open(nearest.decision_id, nearest.asset, nearest.action, nearest.at + later)

    def _asset(self, place: str, team: str) -> str | None:
        assets = places_of(place, self.owns[team])
        return self.rng.choice(assets) if assets else None

    def _anywhere(self, team: str) -> str | None:
        """Return some equipment of the team's, or None: a screen stands beside what is not meant.

        So nothing tells from where it was asked whether a question comes again.
        """
        if self.screens.random() >= AT_A_SCREEN:
            return None
        ours = [
            each for all_of in PLACES.values() for each in all_of if owned(each, self.owns[team])
        ]
        return self.screens.choice(ours) if ours else None

    def _language(self, member: Member, wordings: Mapping[str, Sequence[str]]) -> str:
        speaks = member.language in wordings and self.rng.random() < OWN_TONGUE
        return member.language if speaks else "en"

    def _dealt(self, decks: dict[str, list[str]], language: str, said: Sequence[str]) -> str:
        """Return a wording; each comes once before one comes again."""
        deck = decks.setdefault(language, [])
        if not deck:
            deck.extend(said)
            self.rng.shuffle(deck)
        return deck.pop()

    def _judged(self, right: float) -> str | None:
        if self.rng.random() >= JUDGED:
            return None
        return "right" if self.rng.random() < right else "not_right"

    def _replies(self, subject: Subject, member: Member, at: datetime, told: bool) -> list[Said]:
        if not subject.expert or subject.expert == member.id or self.rng.random() < 0.5:
            return []
        text = f"Same as before: {subject.truth}" if told else subject.truth
        later = at + timedelta(minutes=self.rng.randrange(8, 200))
        return [Said(subject.expert, _time(later), text)]


def _opened(events: Iterable[Event]) -> list[_Open]:
    found = []
    for event in events:
        data = event["data"]
        if str(event["type"]).endswith(".issued") and isinstance(data, dict):
            at = datetime.fromisoformat(str(event["time"]))
            found.append(_Open(data["decision_id"], str(event["subject"]), data["action"], at))
    return found


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
