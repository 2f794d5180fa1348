"""Superseded text: questions in the hours around a change of revision.

Knows an own calendar of which revision binds on which day, kept apart from the product's, and a
secret word in each revision. Files are written, changed, deleted and ingested with the product's
own ingest; the clock moves over midnight between two questions, without any ingest in between.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.attacks.scene import Scene, scene
from knowledge.ingest.documents import ingest_documents
from knowledge.model import Directory, Person, Team

WORD = re.compile(r"word-(\d+)-([A-Z])")
START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
DAYS = 12
NUMBERS = 24
THINGS = ("filter", "pump", "valve", "conveyor", "mixer", "oven", "cooler", "scale")
READER = Person("p-1", "Amara", frozenset({"crew"}))
DIRECTORY = Directory(teams=(Team("crew", "Crew", ("plant",)),), people=(READER,))


@dataclass
class Counted:
    """How many questions, how many cited a text in force, how many one that is not."""

    asked: int = 0
    in_force: int = 0
    changes: Counter[str] = field(default_factory=Counter)
    served: Counter[str] = field(default_factory=Counter)


@dataclass
class _Plan:
    """When each revision of a number was approved and from when it binds; None: withdrawn."""

    from_day: dict[str, date] = field(default_factory=dict)
    withdrawn: bool = False

    def binding(self, day: date) -> str | None:
        """Return the revision that binds on that day: the newest that has taken effect."""
        started = [label for label, first in self.from_day.items() if first <= day]
        if self.withdrawn or not started:
            return None
        return max(started, key=lambda label: (self.from_day[label], label))


def run(questions: int, *, seed: int = 1) -> Counted:
    """Ask so many questions over some days, most of them near a change."""
    rng = random.Random(seed)
    with TemporaryDirectory() as made, scene(DIRECTORY) as plant:
        attack = _Attack(plant, Path(made), rng)
        plant.now = START
        for number in range(NUMBERS):
            attack.approve(number, START.date() - timedelta(days=30))
        attack.ingest()
        hours = DAYS * 24
        for hour in range(hours):
            plant.now = START + timedelta(hours=hour, minutes=rng.randint(-4, 4))
            if rng.random() < 0.25:
                attack.change()
            for _ in range(round(questions / hours)):
                attack.ask()
        while attack.counted.asked < questions:
            attack.ask()
    return attack.counted


@dataclass
class _Attack:
    plant: Scene
    folder: Path
    rng: random.Random
    plans: dict[int, _Plan] = field(default_factory=dict)
    counted: Counted = field(default_factory=Counted)

    def approve(self, number: int, first: date, *, in_place: bool = True) -> None:
        """Write the next revision, over the old file or beside it."""
        plan = self.plans.setdefault(number, _Plan())
        label = chr(ord("A") + len(plan.from_day))
        plan.from_day[label] = first
        plan.withdrawn = False
        thing = THINGS[number % len(THINGS)]
        path = self.folder / (f"{number}.md" if in_place else f"{number}-{label}.md")
        if in_place:
            for other in self.folder.glob(f"{number}-*.md"):
                other.unlink()
        path.write_text(
            f"---\nnumber: SOP-{100 + number}\ntitle: Running {thing} {number}\nrevision: {label}\n"
            f"status: approved\neffective_from: {first}\naudience: [crew]\n---\n"
            f"# Running {thing} {number}\n\n## 1 Limits\n\n"
            f"Run {thing} {number} at the setting word-{number}-{label} and check it twice.\n\n"
            f"## 2 Steps\n\n1. Stop {thing} {number}.\n2. Set it to word-{number}-{label}.\n",
            encoding="utf-8",
        )

    def change(self) -> None:
        """Approve a revision for today, tomorrow or later; withdraw one; or ingest again."""
        number = self.rng.randrange(NUMBERS)
        today = self.plant.now.date()
        kind = self.rng.choice(("now", "ahead", "ahead", "beside", "gone", "again"))
        labels = len(self.plans[number].from_day)
        if kind == "gone" and not self.plans[number].withdrawn:
            for path in [*self.folder.glob(f"{number}-*.md"), self.folder / f"{number}.md"]:
                path.unlink(missing_ok=True)
            self.plans[number].withdrawn = True
        elif labels < 20 and kind in ("now", "ahead", "beside"):
            newest = max(self.plans[number].from_day.values())
            ahead = 0 if kind == "now" else self.rng.randint(1, 2)
            first = max(newest, today + timedelta(days=ahead))
            self.approve(number, first, in_place=kind != "beside")
        self.counted.changes[kind] += 1
        self.ingest()

    def ingest(self) -> None:
        ingest_documents(
            [self.folder],
            audience=None,
            store=self.plant.store,
            search=self.plant.search,
            now=self.plant.now,
        )

    def ask(self) -> None:
        """Ask about one document, now or around the next midnight."""
        kept = self.plant.now
        if self.rng.random() < 0.3:
            midnight = datetime.combine(kept.date() + timedelta(days=1), datetime.min.time(), UTC)
            self.plant.now = midnight + timedelta(seconds=self.rng.choice((-1, 0, 1)))
        number = self.rng.randrange(NUMBERS)
        thing = THINGS[number % len(THINGS)]
        text = self.rng.choice(
            (
                f"What setting does {thing} {number} run at?",
                f"How do I set {thing} {number}?",
                f"SOP-{100 + number} section 1",
                f"SOP-{100 + number}",
            )
        )
        reply = self.plant.ask(text, READER)
        hits = self.plant.search.find(text, person=READER, asset=None, now=self.plant.now, k=10)
        served = f"{reply.answer.text} {reply.answer.claims} {reply.answer.evidence}"
        served += " ".join(hit.passage.text for hit in hits)
        day = self.plant.now.date()
        self.counted.asked += 1
        for found, label in set(WORD.findall(served)):
            if self.plans[int(found)].binding(day) == label:
                self.counted.in_force += 1
            else:
                self.counted.served["answer" if label in str(reply.answer) else "search"] += 1
        self.plant.now = kept
