"""The directory as imported last, one value.

Knows how a ``Directory`` is written down. Does not know where it came from.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from knowledge.model import (
    AssetName,
    Called,
    Contact,
    Directory,
    Hazard,
    KnownAs,
    Person,
    Place,
    Referral,
    Role,
    SafetyPlan,
    Team,
)
from knowledge.store.database import Database
from knowledge.store.schema import directory as table
from knowledge.store.signs import signs

_VERSION = select(table.c.version)
"""The number of the last import."""

_CONTENT = select(table.c.version, table.c.content)
"""The last import."""


class DirectoryStore:
    """The one directory of this installation."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._cached: tuple[int, Directory] = (0, Directory())

    def replace(self, directory: Directory) -> None:
        """Put this directory in place of the last one, as a whole."""
        content = _to_json(directory)
        with self._database.writing("directory") as connection:
            version = (connection.scalar(_VERSION) or 0) + 1
            new = self._database.insert(table).values(id=1, version=version, content=content)
            connection.execute(
                new.on_conflict_do_update(
                    index_elements=["id"], set_={"version": version, "content": content}
                )
            )

    def load(self) -> Directory:
        """Return the directory, an empty one before the first import.

        Kept in memory; each call asks only whether another import came, also from another process.
        """
        version = signs(self._database).directory
        if version is None:
            return Directory()
        known, directory = self._cached
        if version == known:
            return directory
        with self._database.reading() as connection:
            row = connection.execute(_CONTENT).one()
        loaded = _from_json(row.content)
        self._cached = (row.version, loaded)
        return loaded


def _to_json(directory: Directory) -> dict[str, Any]:
    return {
        "teams": [[t.id, t.name, list(t.owns)] for t in directory.teams],
        "people": [
            [
                *(p.id, p.name, sorted(p.teams), sorted(p.roles), p.language, p.sees_all),
                [[known.place, known.name] for known in p.known_as],
            ]
            for p in directory.people
        ],
        "assets": [[a.path, a.name, list(a.aliases)] for a in directory.assets],
        "contacts": [[c.asset, c.role, c.how] for c in directory.contacts],
        "safety": _from_plan(directory.safety),
    }


def _from_json(content: dict[str, Any]) -> Directory:
    return Directory(
        teams=tuple([Team(key, name, tuple(owns)) for key, name, owns in content["teams"]]),
        people=tuple([_person(*row) for row in content["people"]]),
        assets=tuple([AssetName(path, name, tuple(a)) for path, name, a in content["assets"]]),
        contacts=tuple([Contact(*row) for row in content["contacts"]]),
        safety=_to_plan(content["safety"]) if "safety" in content else SafetyPlan(),
    )


def _person(
    key: str,
    name: str,
    teams: list[str],
    roles: list[str],
    language: str,
    sees_all: bool,
    known_as: Sequence[tuple[str, str]] = (),  # one written before there were any has none
) -> Person:
    return Person(
        key,
        name,
        teams=frozenset(teams),
        roles=frozenset(Role(role) for role in roles),
        language=language,
        sees_all=sees_all,
        known_as=tuple([KnownAs(Place(place), each) for place, each in known_as]),
    )


def _from_plan(plan: SafetyPlan) -> dict[str, Any]:
    return {
        "emergency": [plan.emergency_number, plan.emergency_line, dict(plan.emergency_lines)],
        "escalate_after": plan.escalate_after.total_seconds(),
        "referrals": [
            {
                "hazard": each.hazard,
                "asset": each.asset,
                "called": [[called.role, called.how, called.team] for called in each.called],
                "permit": each.permit,
                "training": [each.training, each.training_link],
            }
            for each in plan.referrals
        ],
    }


def _to_plan(content: dict[str, Any]) -> SafetyPlan:
    number, line, lines = content["emergency"]
    return SafetyPlan(
        number,
        line,
        tuple(lines.items()),
        timedelta(seconds=content["escalate_after"]),
        tuple([_referral(row) for row in content["referrals"]]),
    )


def _referral(row: dict[str, Any]) -> Referral:
    return Referral(
        None if row["hazard"] is None else Hazard(row["hazard"]),
        tuple([Called(*each) for each in row["called"]]),
        row["asset"],
        row["permit"],
        *row["training"],
    )
