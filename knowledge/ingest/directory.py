"""The directory from a YAML file: people, teams, what they own, names, whom to ask, safety.

Knows the file's form and refuses what would quietly give someone too much or too little to see.
Does not know how a directory is used (``knowledge.model.Directory``) or kept (the store).
"""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final, TypeVar

import yaml

from knowledge.ingest.fields import (
    BadValue,
    Fields,
    checked_member,
    checked_path,
    checked_text,
    shown,
)
from knowledge.ingest.identities import check_identities, identities
from knowledge.ingest.safety_plan import read_plan
from knowledge.model import (
    EVERYONE,
    INSTALLATION_ADMIN,
    AssetName,
    Contact,
    Directory,
    Person,
    Role,
    SafetyPlan,
    Team,
)

MAX_BYTES: Final = 20_000_000
_SECTIONS: Final = ("assets", "teams", "people", "contacts", "safety")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_Read = TypeVar("_Read")


class BadDirectory(ValueError):
    """A directory that is refused as a whole: ``file``, ``field``, ``value`` and the ``remedy``."""

    def __init__(self, file: str, field: str, value: object, remedy: str, message: str) -> None:
        self.file = file
        self.field = field
        self.value = value
        self.remedy = remedy
        super().__init__(f"{file}: {message}")


def read_directory(path: Path) -> Directory:
    """Read a directory: ``assets``, ``teams``, ``people``, ``contacts``, ``safety``, all optional.

    Raises ``BadDirectory`` naming file, field, value and remedy; nothing is read by halves.
    """
    try:
        return _directory(Fields(_yaml(path), ""))
    except BadValue as bad:
        field = bad.path if bad.path != "event" else "directory"
        remedy = bad.reason
        found = "" if bad.missing else f"is {shown(bad.value)}; it "
        message = f"{field} {found}{bad.reason}"
        raise BadDirectory(str(path), field, bad.value, remedy, message) from None


def _directory(fields: Fields) -> Directory:
    assets = _each(fields, "assets", _asset)
    _check_unique("assets", "path", [asset.path for asset in assets])
    teams = _each(fields, "teams", _team)
    _check_unique("teams", "id", [team.id for team in teams])
    ids = {team.id for team in teams}
    people = _each(fields, "people", lambda item: _person(item, ids))
    _check_unique("people", "id", [person.id for person in people])
    check_identities(people)
    contacts = _each(fields, "contacts", lambda item: _contact(item, ids))
    plan = fields.optional_nested("safety")
    safety = read_plan(plan, ids) if plan else SafetyPlan()
    fields.nothing_else(*_SECTIONS)
    return Directory(teams=teams, people=people, assets=assets, contacts=contacts, safety=safety)


def _asset(item: Fields) -> AssetName:
    asset = AssetName(
        path=item.asset("path"), name=item.text("name"), aliases=_texts(item, "aliases")
    )
    item.nothing_else("path", "name", "aliases")
    return asset


def _team(item: Fields) -> Team:
    team = Team(id=_id(item, "id"), name=item.text("name"), owns=_paths(item, "owns"))
    if team.id.casefold() in EVERYONE:
        raise BadValue(item.at("id"), team.id, "must be another name; everyone is reserved")
    item.nothing_else("id", "name", "owns")
    return team


def _person(item: Fields, teams: Collection[str]) -> Person:
    person = Person(
        id=_id(item, "id"),
        name=item.text("name"),
        teams=_teams(item, teams),
        roles=_roles(item),
        language=item.optional_text("language") or "en",
        known_as=identities(item),
    )
    if person.id.casefold() == INSTALLATION_ADMIN:
        raise BadValue(item.at("id"), person.id, "must be another id; that one is reserved")
    item.nothing_else("id", "name", "team", "teams", "roles", "language", "identities")
    return person


def _contact(item: Fields, teams: Collection[str]) -> Contact:
    role, name = item.text("role"), item.optional_text("name")
    if item.has("team"):
        _known_team(item.at("team"), item.raw("team"), teams)
    contact = Contact(
        asset=item.asset("asset"),
        role=f"{role} ({name})" if name else role,
        how=item.optional_text("how"),
    )
    item.nothing_else("asset", "role", "name", "team", "how")
    return contact


def _teams(item: Fields, known: Collection[str]) -> frozenset[str]:
    if item.has("team") and item.has("teams"):
        raise BadValue(item.at("teams"), item.raw("teams"), "must not stand beside team; keep one")
    if item.has("team"):
        return frozenset({_known_team(item.at("team"), item.raw("team"), known)})
    return frozenset(_known_team(path, value, known) for path, value in item.items("teams"))


def _known_team(path: str, value: object, known: Collection[str]) -> str:
    return checked_member(path, value, known, "the id of a team in this file")


def _roles(item: Fields) -> frozenset[Role]:
    roles = set()
    for path, value in item.items("roles"):
        if not isinstance(value, str) or value not in set(Role):
            raise BadValue(path, value, "must be one of " + ", ".join(Role))
        roles.add(Role(value))
    return frozenset(roles) or frozenset({Role.OPERATOR})


def _id(item: Fields, name: str) -> str:
    value = item.text(name)
    if not _ID.fullmatch(value):
        remedy = "; use a pseudonymous id, not an address" if "@" in value else ""
        raise BadValue(
            item.at(name), value, f"must be letters, digits, '-', '_' or '.', as in p-001{remedy}"
        )
    return value


def _texts(item: Fields, name: str) -> tuple[str, ...]:
    return tuple(checked_text(path, value, 300) for path, value in item.items(name))


def _paths(item: Fields, name: str) -> tuple[str, ...]:
    return tuple(checked_path(path, value) for path, value in item.items(name))


def _each(fields: Fields, name: str, read: Callable[[Fields], _Read]) -> tuple[_Read, ...]:
    return tuple(read(item) for item in _all(fields, name))


def _all(fields: Fields, name: str) -> Iterator[Fields]:
    # A list of an event is limited, a plant's people are not.
    values = fields.raw(name)
    if values is not None and not isinstance(values, list):
        raise BadValue(name, values, "must be a list, one '- {…}' a line")
    return (Fields(value, f"{name}[{index}]") for index, value in enumerate(values or ()))


def _check_unique(section: str, name: str, values: list[str]) -> None:
    first: dict[str, int] = {}
    for index, value in enumerate(values):
        before = first.setdefault(value.casefold(), index)
        if before != index:
            raise BadValue(
                f"{section}[{index}].{name}",
                value,
                f"must be given once, but {section}[{before}] has it; rename or remove one",
            )


class _Loader(yaml.SafeLoader):
    """A safe loader that refuses a name given twice, where the last would win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} is given twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _yaml(path: Path) -> object:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadDirectory(
            str(path),
            "file",
            None,
            "give a YAML file that can be read",
            f"cannot be read: {reason}",
        ) from None
    if not data.strip() or len(data) > MAX_BYTES:
        state = "is empty" if not data.strip() else f"has more than {MAX_BYTES:,} bytes"
        remedy = "write the lists assets, teams, people and contacts"
        raise BadDirectory(str(path), "file", len(data), remedy, f"the file {state}; {remedy}")
    try:
        return yaml.load(data, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _bad_yaml(path, error) from None


def _bad_yaml(path: Path, error: Exception) -> BadDirectory:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
    problem = getattr(error, "problem", None) or "cannot be read as UTF-8 YAML"
    remedy = "mend this place; the form is in docs/data-contracts.md"
    return BadDirectory(str(path), place, None, remedy, f"{place}: {problem}; {remedy}")
