"""Leaks between teams: random people, documents, recommendations and questions, with rights that
change in between.

Knows an own account of who may see what, kept apart from the product's, and a secret word in each
thing. A secret that reaches somebody who may not see its thing is counted, on every way there is:
search, answer, terminal, page, API, a kept answer opened again, the sheet behind a citation.
"""

import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from starlette.testclient import TestClient

from bench.attacks.scene import NOW, Scene, scene
from bot.messages import Reply
from knowledge.model import (
    AssetName,
    Directory,
    Group,
    Person,
    Recommendation,
    Rule,
    SetPoint,
    Team,
)

SECRET = re.compile(r"secret-(\w+)")
TEAMS = tuple(f"team{n}" for n in range(7))
AREAS = tuple(f"plant/area-{n}" for n in range(8))
MACHINES = tuple(f"{area}/machine-{n}" for area in AREAS for n in range(3))
TOPICS = (
    "filter", "pump", "valve", "conveyor", "mixer", "oven", "cooler", "scale", "labeller",
    "compressor", "dryer", "press",
)  # fmt: skip
TASKS = ("clean", "adjust", "inspect", "restart", "lubricate", "calibrate")
PEOPLE, DOCUMENTS = 24, 96
CHANGE_EVERY, SYNCHRONISE_EVERY = 20, 100


@dataclass
class Counted:
    """How many (person, thing, question) were tried, over which ways, and what leaked."""

    tried: int = 0
    revoked: int = 0
    looks: Counter[str] = field(default_factory=Counter)
    leaks: Counter[str] = field(default_factory=Counter)
    shown: int = 0


@dataclass
class Account:
    """Who may see what, as the attack keeps it."""

    teams: dict[str, frozenset[str]]
    owns: dict[str, tuple[str, ...]]
    audience: dict[str, frozenset[str]] = field(default_factory=dict)
    asset: dict[str, str] = field(default_factory=dict)

    def may(self, person_id: str, thing: str) -> bool:
        """Whether the person may see the document or recommendation of that secret."""
        own = self.teams[person_id]
        if thing in self.audience:
            audience = self.audience[thing]
            return "everyone" in audience or bool(audience & own)
        asset = self.asset[thing]
        prefixes = [prefix for team in own for prefix in self.owns[team]]
        return any(asset == each or asset.startswith(each + "/") for each in prefixes)

    def directory(self) -> Directory:
        """Return it as the product's directory."""
        return Directory(
            teams=tuple(Team(each, each, self.owns[each]) for each in TEAMS),
            people=tuple(Person(key, key, own) for key, own in self.teams.items()),
            assets=tuple(AssetName(path, path.rpartition("/")[2]) for path in (*AREAS, *MACHINES)),
        )


def run(trials: int, *, seed: int = 1) -> Counted:
    """Try so many combinations and return what was seen and what leaked."""
    rng = random.Random(seed)
    account = Account(
        teams={f"p-{n}": _some(rng, TEAMS, (0, 1, 1, 1, 2)) for n in range(PEOPLE)},
        owns={team: tuple(_some(rng, AREAS + MACHINES, (0, 1, 2))) for team in TEAMS},
    )
    with scene(account.directory()) as plant:
        attack = _Attack(plant, account, rng)
        attack.fill()
        for n in range(trials):
            if n % CHANGE_EVERY == CHANGE_EVERY - 1:
                attack.change_rights()
            if n % SYNCHRONISE_EVERY == SYNCHRONISE_EVERY - 1:
                plant.search.synchronise()
            attack.once()
    return attack.counted


@dataclass
class _Attack:
    plant: Scene
    account: Account
    rng: random.Random
    counted: Counted = field(default_factory=Counted)
    about: dict[str, str] = field(default_factory=dict)
    kept: list[tuple[str, str]] = field(default_factory=list)
    browsers: dict[str, TestClient] = field(default_factory=dict)

    def fill(self) -> None:
        """Put in documents and recommendations, each with a secret of its own."""
        for n in range(DOCUMENTS):
            topic, task, machine = TOPICS[n % 12], TASKS[n % 6], self.rng.choice(MACHINES)
            self.account.audience[f"d{n}"] = _audience(self.rng)
            self.about[f"d{n}"] = f"How do I {task} the {topic}?"
            steps = f"1. Stop the {topic}.\n2. {task} it with tool secret-d{n}.\n3. Start it again."
            self.plant.document(
                f"SOP-{100 + n}",
                [(f"1 How to {task}", steps), ("2 Limits", f"The {topic} runs at secret-d{n}.")],
                title=f"{task} the {topic}",
                audience=self.account.audience[f"d{n}"],
                scope=self.rng.choice(((), (machine,))),
                path=f"docs/{n}.md",
            )
        self.plant.search.synchronise()
        for n, machine in enumerate(MACHINES * 3):
            self.account.asset[f"r{n}"] = machine
            self.about[f"r{n}"] = self.rng.choice(
                (f"Why R-2026-{n:06d}?", f"Why {machine.rpartition('/')[2]}?", "What is open?")
            )
            self.plant.issue([_advice(n, machine)])

    def once(self) -> None:
        """One person asks about one thing, on every way there is."""
        person = self.person(f"p-{self.rng.randrange(PEOPLE)}")
        thing = self.rng.choice(list(self.about))
        text = self.about[thing]
        self.counted.tried += 1
        hits = self.plant.search.find(text, person=person, asset=None, now=NOW, k=20)
        self.look("search", person, " ".join(hit.passage.text for hit in hits))
        reply = self.plant.ask(text, person)
        self.look("answer", person, _everything(reply))
        self.look("terminal", person, self.plant.terminal(reply))
        self.look("page", person, self.plant.page(reply, person))
        self.kept.append((person.id, reply.question_id))
        self.again()
        if self.counted.tried % 10 == 0:
            self.over_http(person, text, thing)
        if self.counted.tried % 5 == 0:
            self.in_a_channel(person, text)

    def again(self) -> None:
        """Open a kept answer: what it showed then may be closed by now."""
        person_id, question = self.rng.choice(self.kept[-400:])
        turn = self.plant.store.conversations.get(question)
        assert turn is not None
        person = self.person(person_id)
        reply = self.plant.services.assistant.kept(turn, reader=person)
        self.look("kept answer", person, _everything(reply) + self.plant.page(reply, person))

    def in_a_channel(self, person: Person, text: str) -> None:
        """Ask where others read along: only what all may see."""
        others = tuple(
            self.person(f"p-{n}") for n in self.rng.sample(range(PEOPLE), self.rng.randint(1, 3))
        )
        group = Group((person, *others))
        reply = self.plant.ask(text, person, beside=others)
        for member in group.members:
            self.look("channel", member, _everything(reply))

    def over_http(self, person: Person, text: str, thing: str) -> None:
        """Ask the API and open what stands behind citations, of the own and of others' answers."""
        browser = self.browsers.setdefault(person.id, self.plant.browser(person))
        asked = {"text": text, "person": person.id}
        told = self.plant.program.post("/api/ask", json=asked)
        if told.status_code != 200:
            raise RuntimeError(f"/api/ask answered {told.status_code}: {told.text[:200]}")
        answer = told.json()
        self.look("POST /api/ask", person, json.dumps(answer))
        found = self.plant.program.get(
            "/api/search", params={"q": text, "person": person.id, "k": "20"}
        )
        self.look("GET /api/search", person, found.text)
        listed = self.plant.program.get(
            "/api/recommendations", params={"person": person.id, "limit": "100"}
        )
        self.look("GET /api/recommendations", person, listed.text)
        number = int(thing[1:])
        if thing[0] == "r":
            self.look("GET /logs", person, browser.get(f"/logs/R-2026-{number:06d}").text)
            self.look("GET /about", person, browser.get(f"/?about=R-2026-{number:06d}").text)
        for _, question in [*self.rng.sample(self.kept, 1), (person.id, answer["question_id"])]:
            for label in ("R1", "S1", "S2"):
                sheet = browser.get(f"/evidence/{label}", params={"question": question})
                self.look("GET /evidence", person, sheet.text)

    def look(self, way: str, person: Person, text: str) -> None:
        """Count the secrets in what a person got that are not theirs to see."""
        self.counted.looks[way] += 1
        for thing in set(SECRET.findall(text)):
            if thing in self.account.audience or thing in self.account.asset:
                self.counted.shown += 1
                if not self.account.may(person.id, thing):
                    self.counted.leaks[way] += 1

    def change_rights(self) -> None:
        """Close or open a document, move a person, or give a team other machines."""
        self.counted.revoked += 1
        kind = self.rng.random()
        if kind < 0.4:
            n = self.rng.randrange(DOCUMENTS)
            self.account.audience[f"d{n}"] = _audience(self.rng)
            self.plant.store.documents.set_audience(
                f"SOP-{100 + n}", self.account.audience[f"d{n}"]
            )
            return
        if kind < 0.7:
            person = f"p-{self.rng.randrange(PEOPLE)}"
            self.account.teams[person] = _some(self.rng, TEAMS, (0, 1, 1, 2))
        else:
            team = self.rng.choice(TEAMS)
            self.account.owns[team] = tuple(_some(self.rng, AREAS + MACHINES, (0, 1, 2)))
        self.plant.store.directory.replace(self.account.directory())

    def person(self, person_id: str) -> Person:
        """Return the person with the rights of this moment."""
        found = self.plant.store.directory.load().person(person_id)
        assert found is not None
        return found


def _some(rng: random.Random, names: tuple[str, ...], sizes: tuple[int, ...]) -> frozenset[str]:
    return frozenset(rng.sample(names, rng.choice(sizes)))


def _audience(rng: random.Random) -> frozenset[str]:
    return frozenset({"everyone"}) if rng.random() < 0.1 else _some(rng, TEAMS, (0, 1, 1, 2, 3))


def _everything(reply: Reply) -> str:
    answer = replace(reply.answer, recommendation=None)
    return f"{answer} {reply.answer.recommendation}"


def _advice(n: int, machine: str) -> Recommendation:
    return Recommendation(
        decision_id=f"R-2026-{n:06d}",
        asset=machine,
        source="recommender",
        event_id=f"e{n}",
        action=f"Reduce the speed to secret-r{n}",
        issued_at=NOW - timedelta(minutes=5, hours=n % 3),
        expires_at=NOW + timedelta(minutes=10) if n % 3 == 0 else None,
        model_name="advisor",
        model_version="1",
        outcomes=(SetPoint("speed", 38, "rpm", 42),),
        rules_fired=(Rule("RULE-1", "1", f"speed is over secret-r{n}"),),
    )
