"""A routed answer as a face shows it: what the matter is, whom to call, what was asked.

Knows what stands beside the controlled text, and that an emergency has a number and a line only.
Does not know HTML or how the answer was routed.
"""

import re
from dataclasses import dataclass

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
    comes: Called | None
    asked: Told | None


def emergency_of(answer: Answer) -> Emergency | None:
    """Return the number and the line of an emergency, None for any other answer."""
    way = answer.route
    if way is None or way.rule != Hazard.EMERGENCY:
        return None
    return Emergency(way.role, "".join(_DIALLED.findall(way.role)), way.line)


def referred_of(
    answer: Answer, *, question_id: str, reader: Person, store: Store
) -> Referred | None:
    """Return where a routed answer sends its reader; None for any other, and in an emergency."""
    way = answer.route
    if way is None or way.rule == Hazard.EMERGENCY:
        return None
    directory = store.directory.load()
    comes = who_comes(directory, route=way, asset=answer.asset, person=reader)
    request = access.own_request(store, reader, question_id)
    over = request is not None and request.state is not RequestState.WITHDRAWN
    return Referred(
        matter=matter_of(way.rule),
        call=way.role,
        permit=way.permit,
        training=way.training,
        training_link=way.training_link if followable(way.training_link) else "",
        comes=comes[0] if comes and not over else None,
        asked=told(request, reader=reader, directory=directory) if request else None,
    )
