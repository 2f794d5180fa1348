"""A routed answer as a face shows it: what the matter is, whom to call, what was asked.

Knows what stands beside the controlled text, and that an emergency has a number and a line only.
Does not know HTML or how the answer was routed.
"""

import re
from dataclasses import dataclass, replace

from bot.hazards import matter_of
from bot.requests import Told, told, who_comes
from knowledge import access
from knowledge.model import Answer, Called, Hazard, Person, RequestState, followable
from knowledge.store import Store

_DIALLED = re.compile(r"[0-9+*#]+")


@dataclass(frozen=True)
class Emergency:
    """The number as it is read and as a telephone dials it ("" if it cannot), and the line."""

    number: str
    dial: str
    line: str


@dataclass(frozen=True)
class Referred:
    """Where the matter goes; ``comes`` can be asked to come, ``asked`` is what was asked so far.

    ``training_link`` is "" unless it may be followed.
    """

    matter: str
    call: str
    permit: str
    training: str
    training_link: str
    comes: Called | None = None
    asked: Told | None = None


def emergency_of(answer: Answer) -> Emergency | None:
    """Return the number and the line of an emergency, None for any other answer."""
    way = answer.route
    if way is None or way.rule != Hazard.EMERGENCY:
        return None
    return Emergency(way.role, "".join(_DIALLED.findall(way.role)), way.line)


def way_of(answer: Answer) -> Referred | None:
    """Return where a routed answer says to go; None for any other, and in an emergency."""
    way = answer.route
    if way is None or way.rule == Hazard.EMERGENCY:
        return None
    return Referred(
        matter=matter_of(way.rule),
        call=way.role,
        permit=way.permit,
        training=way.training,
        training_link=way.training_link if followable(way.training_link) else "",
    )


def referred_of(
    answer: Answer, *, question_id: str, reader: Person, store: Store
) -> Referred | None:
    """Return the way with whom the reader can ask to come, and what was asked so far."""
    way = way_of(answer)
    if way is None or answer.route is None:
        return None
    directory = store.directory.load()
    comes = who_comes(directory, route=answer.route, asset=answer.asset, person=reader)
    request = access.own_request(store, reader, question_id)
    over = request is not None and request.state is not RequestState.WITHDRAWN
    return replace(
        way,
        comes=comes[0] if comes and not over else None,
        asked=told(request, reader=reader, directory=directory) if request else None,
    )
