"""The directory: people, teams, roles, who owns which asset, whom to ask.

Knows who may see what. Does not know how people prove who they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.model.assets import asset_name, within
from knowledge.model.safety import SafetyPlan

Audience = frozenset[str]
"""Team ids that may see something; ``{"everyone"}`` means all, the empty set means nobody."""

EVERYONE: Audience = frozenset({"everyone"})
NOBODY: Audience = frozenset()

INSTALLATION_ADMIN = "local-admin"
"""The id of the installation's own admin, who is no person of the directory."""


class Role(StrEnum):
    """What a person does here."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ENGINEER = "engineer"
    ADMIN = "admin"


def audience_key(audience: Audience) -> str:
    """Return the stable name of an audience set: sorted team ids joined by "+"; nobody is ""."""
    return "+".join(sorted(audience))


@dataclass(frozen=True)
class Team:
    """A team and the asset prefixes it owns."""

    id: str
    name: str
    owns: tuple[str, ...] = ()


class Place(StrEnum):
    """Where a person goes by a name of its own: a chat, the sign-in page, an identity provider."""

    SLACK = "slack"
    TEAMS = "teams"
    OIDC = "oidc"
    LOGIN = "login"


@dataclass(frozen=True)
class KnownAs:
    """What a person is called in one place, such as ``U123@T1`` in Slack."""

    place: Place
    name: str

    @property
    def key(self) -> tuple[Place, str]:
        """What two spellings of one name share; only a provider's own id minds case."""
        exact = self.place is Place.OIDC and "@" not in self.name
        return self.place, self.name if exact else self.name.casefold()


@dataclass(frozen=True)
class Person:
    """A person by pseudonymous id. ``sees_all`` is the installation's own admin."""

    id: str
    name: str
    teams: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset({Role.OPERATOR})
    language: str = "en"
    sees_all: bool = False
    known_as: tuple[KnownAs, ...] = ()

    def may_see(self, audience: Audience) -> bool:
        """Whether something with this audience is visible to this person; nobody's is to nobody."""
        if not audience:
            return False
        return self.sees_all or audience == EVERYONE or bool(audience & self.teams)


@dataclass(frozen=True)
class AssetName:
    """How people call an asset."""

    path: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contact:
    """Whom to ask about an asset: a role or a place, and how to reach it."""

    asset: str
    role: str
    how: str = ""


@dataclass(frozen=True)
class Directory:
    """Everything imported about people and the plant, as one value."""

    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...] = ()
    assets: tuple[AssetName, ...] = ()
    contacts: tuple[Contact, ...] = ()
    safety: SafetyPlan = field(default_factory=SafetyPlan)
    _by_path: dict[str, AssetName] = field(init=False, repr=False, compare=False)
    _by_id: dict[str, Person] = field(init=False, repr=False, compare=False)
    _by_name: dict[tuple[Place, str], Person] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {name.key: person for person in self.people for name in person.known_as}
        object.__setattr__(self, "_by_path", {asset.path: asset for asset in self.assets})
        object.__setattr__(self, "_by_id", {person.id: person for person in self.people})
        object.__setattr__(self, "_by_name", known)

    def person(self, person_id: str) -> Person | None:
        """Return the person of that id, or None."""
        return self._by_id.get(person_id)

    def person_of(self, place: Place, name: str) -> Person | None:
        """Return the person who goes by that name in that place, or None."""
        return self._by_name.get(KnownAs(place, name).key)

    def signing_in_as(self, place: Place, name: str) -> Person | None:
        """Return the person whom that name means at sign-in: a name there, or a person's id."""
        return self.person_of(place, name) or self.person(name)

    def are_one(self, one: str, other: str) -> bool:
        """Whether two ids are, or may be, one human: the same id, or a name that both go by."""
        if one == other:
            return True
        first, second = self.person(one), self.person(other)
        return bool(first and second and _names_of(first) & _names_of(second))

    def owners(self, asset: str) -> Audience:
        """Return the ids of the teams that own the asset: who may see its recommendations."""
        return frozenset(
            team.id for team in self.teams if any(within(asset, prefix) for prefix in team.owns)
        )

    def owned_by(self, person: Person) -> tuple[str, ...]:
        """Return the asset prefixes of the person's teams."""
        return tuple(
            prefix for team in self.teams if team.id in person.teams for prefix in team.owns
        )

    def contacts_for(self, asset: str | None) -> tuple[Contact, ...]:
        """Return whom to ask, the nearest to the asset first; without asset, the widest."""
        found: Iterable[Contact] = self.contacts
        if asset is not None:
            found = [contact for contact in self.contacts if within(asset, contact.asset)]
            return tuple(sorted(found, key=lambda contact: -contact.asset.count("/")))
        return tuple(sorted(found, key=lambda contact: contact.asset.count("/")))

    def name_of(self, asset: str) -> str:
        """Return the asset's given name, or the last part of its path in words."""
        known = self._by_path.get(asset)
        return known.name if known else asset_name(asset)

    def full_name_of(self, asset: str) -> str:
        """Return the name with its parent's, as on the floor: "Line 4, Drum 2"."""
        parent = asset.rpartition("/")[0]
        own = self.name_of(asset)
        return f"{self.name_of(parent)}, {own}" if asset.count("/") >= 4 else own


def _names_of(person: Person) -> frozenset[str]:
    """Return everything that the person goes by, however it is spelled."""
    names = (person.id, person.name, *(known.name for known in person.known_as))
    return frozenset(" ".join(name.split()).casefold() for name in names) - {""}
