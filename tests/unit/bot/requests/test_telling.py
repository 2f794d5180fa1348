"""A request in words: each reader reads what concerns them, and nobody is named."""

import json
from datetime import timedelta

from bot.requests import Told, close, open_request, sweep, take, told, told_json
from knowledge.model import Person, Request
from tests.safe_plant import DUTY, ENGINEER, FITTER, MATE, SAFE_DIRECTORY
from tests.small_plant import NOW, OPERATOR, Plant


def asked(plant: Plant, question: str) -> Request:
    return open_request(plant.store, key="k", person=OPERATOR, question_id=question, now=NOW)


def read(request: Request, reader: Person) -> Told:
    return told(request, reader=reader, directory=SAFE_DIRECTORY)


def said(request: Request, reader: Person) -> list[str]:
    return [line.text for line in read(request, reader).lines if line.text]


def test_asker_and_called_read_the_same_steps_in_their_own_words(
    safe: Plant, question: str
) -> None:
    request = asked(safe, question)
    assert said(request, OPERATOR) == ["You asked for: Maintenance on shift."]
    assert said(request, FITTER) == ["Line 4 asked for: Maintenance on shift."]
    (request,) = sweep(safe.store, now=NOW + timedelta(minutes=10))
    assert said(request, OPERATOR)[-1] == "Nobody had taken it. Asked now: Duty engineer."
    (request,) = sweep(safe.store, now=NOW + timedelta(minutes=20))
    assert said(request, DUTY)[-1] == "Nobody has taken it. It stays with: Duty engineer."
    request = take(safe.store, person=FITTER, number=request.number, now=NOW)
    assert said(request, OPERATOR)[-1] == "Taken by: Maintenance."
    assert said(request, FITTER)[-1] == "You took it."
    request = close(safe.store, person=FITTER, number=request.number, now=NOW)
    assert said(request, MATE)[-2:] == ["Taken by: Maintenance.", "Done."]


def test_buttons_are_for_those_who_may_use_them(safe: Plant, question: str) -> None:
    request = asked(safe, question)
    assert [read(request, each).may_take for each in (OPERATOR, FITTER, ENGINEER)] == [
        False,
        True,
        True,
    ]
    request = take(safe.store, person=FITTER, number=request.number, now=NOW)
    assert not read(request, MATE).may_take
    assert [read(request, each).may_close for each in (OPERATOR, FITTER, MATE)] == [
        True,
        True,
        False,
    ]


def test_where_and_what_are_said_in_plain_words(safe: Plant, question: str) -> None:
    request = read(asked(safe, question), FITTER)
    assert request.where == "Line 4, Drum 2"
    assert request.matter == "work for people with certified training"
    assert (request.asked_by, request.role.how) == ("Line 4", "channel 2")


def test_nobody_is_named_to_anybody(safe: Plant, question: str) -> None:
    request = asked(safe, question)
    request = take(safe.store, person=FITTER, number=request.number, now=NOW)
    for reader in (OPERATOR, MATE, ENGINEER, DUTY):
        text = json.dumps(told_json(read(request, reader), now=NOW))
        for person in SAFE_DIRECTORY.people:
            assert person.name not in text
            assert f'"{person.id}"' not in text
    assert told_json(read(request, MATE), now=NOW)["question_id"] is None
