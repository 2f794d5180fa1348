"""Confirming: a judgement of an answer becomes one of the passages and articles it cited.

Knows what of an answer is confirmed or rejected, and that nothing recorded stays unlearnt. Does
not know what it moves (``knowledge.experience``), nor who may take it back.
"""

from datetime import datetime

from knowledge.model import (
    Assessment,
    Confirmation,
    Directory,
    Judgement,
    Rollback,
    RollbackKind,
    Status,
    cited_texts,
    place_cited,
)
from knowledge.store import Store
from knowledge.store.conversations import Turn

_SIGN = {Judgement.RIGHT: 1, Judgement.NOT_RIGHT: -1, Judgement.UNCLEAR: 0}


def confirm(store: Store, said: Assessment, turn: Turn) -> None:
    """Learn from one judgement of an answer; of one assessment it is learnt once."""
    store.confirmations.add([_confirmation(said, turn, store.directory.load())])


def catch_up(store: Store) -> int:
    """Learn what was recorded and not learnt (the power failed between); return how much."""
    directory = store.directory.load()
    found = []
    for said in store.confirmations.unlearnt():
        turn = store.conversations.get(said.target_id)
        if turn is not None:
            found.append(_confirmation(said, turn, directory))
    store.confirmations.add(found)
    return len(found)


def roll_back(
    store: Store, kind: RollbackKind, value: str | datetime, *, by: str, reason: str, now: datetime
) -> Rollback:
    """Take back what one author, one batch or everybody since a time confirmed.

    The ranking is then exactly as if it had never been said.
    """
    told = value.isoformat() if isinstance(value, datetime) else value
    return store.confirmations.roll_back(Rollback(kind, told, by, reason, now), value)


def _confirmation(said: Assessment, turn: Turn, directory: Directory) -> Confirmation:
    assert said.feedback is not None
    sign = _SIGN[said.feedback]
    # What a hazard routed was chosen by rules: nobody's opinion moves that.
    learns = sign != 0 and turn.status == Status.ANSWERED.value
    person = directory.person(said.person_id)
    places = map(place_cited, cited_texts(turn.answer))
    return Confirmation(
        key=said.key,
        turn=turn.key,
        question=turn.text,
        person_id=said.person_id,
        teams=person.teams if person else frozenset(),
        sign=sign if learns else 0,
        places=tuple(dict.fromkeys(places)) if learns else (),
        at=said.at,
    )
