"""A person's names elsewhere, from the directory's file: in chats, at sign-in, at a provider.

Knows their form and refuses a name that would mean two people. Does not know who uses them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from knowledge.ingest.fields import BadValue, Fields, checked_text
from knowledge.model import INSTALLATION_ADMIN, KnownAs, Person, Place

_GUID: Final = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_FORMS: Final = {
    Place.SLACK: (
        re.compile(r"[UW][A-Z0-9]+@[TE][A-Z0-9]+"),
        "must be the member id and the workspace id, as in U012AB3CD@T0123ABCD",
    ),
    Place.TEAMS: (
        re.compile(rf"{_GUID}(@{_GUID})?", re.IGNORECASE),
        "must be the user's object id, as in 11111111-2222-3333-4444-555555555555, "
        "with @ and the tenant's id if you like",
    ),
    Place.OIDC: (
        re.compile(r"[^\s\x00-\x1f\x7f]{1,255}"),
        "must be the value of the claim that your identity provider sends (sub or mail), "
        "without blanks",
    ),
    Place.LOGIN: (
        re.compile(r"[^\W_][\w.@-]{0,63}"),
        "must be at most 64 letters, digits, '-', '_', '.' or '@', a letter or digit first",
    ),
}


def identities(item: Fields) -> tuple[KnownAs, ...]:
    """Return the names of ``identities``: a name, or a list of names, a place."""
    fields = item.optional_nested("identities")
    if fields is None:
        return ()
    found = tuple(known for place in Place for known in _names(fields, place))
    for place, value in fields.rest().items():
        raise BadValue(fields.at(place), value, "must be one of the places " + ", ".join(Place))
    return found


def check_identities(people: Sequence[Person]) -> None:
    """Refuse a name that two people have, and a login name that is somebody's id."""
    ids = {person.id.casefold(): person for person in people}
    first: dict[tuple[Place, str], str] = {}
    for index, person in enumerate(people):
        for known in person.known_as:
            at = f"people[{index}].identities.{known.place}"
            # Case is folded for all: nobody may be taken for another by how a name is spelled.
            holder = first.setdefault((known.place, known.name.casefold()), person.id)
            if holder != person.id:
                raise BadValue(at, known.name, f"must be one person's, but {holder} has it too")
            namesake = ids.get(known.name.casefold())
            if known.place in (Place.LOGIN, Place.OIDC) and namesake not in (None, person):
                raise BadValue(at, known.name, "must not be the id of another person")


def _names(fields: Fields, place: Place) -> Iterator[KnownAs]:
    value = fields.raw(place)
    if value is None:
        return
    one = isinstance(value, str)
    for path, each in [(fields.at(place), value)] if one else fields.items(place):
        name = checked_text(path, each, 255)
        if name.casefold() == INSTALLATION_ADMIN:
            raise BadValue(path, name, "must be another name; that one is reserved")
        form, rule = _FORMS[place]
        if not form.fullmatch(name):
            raise BadValue(path, name, rule)
        yield KnownAs(place, name)
