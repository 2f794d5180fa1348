"""Requests as commands: the list, asking a role to come, taking, withdrawing, closing.

Knows their parameters and what is said after them. Does not know who may do what
(``bot.requests``).
"""

from bot import requests
from bot.commands.call import Call
from bot.feedback import BadFeedback
from bot.owner import CommandFailed, Result
from bot.speech import tr
from knowledge import access
from knowledge.model import Person, Request


def list_requests(call: Call) -> Result:
    """Return what ``person`` (None: the local admin) may see and is not finished."""
    person = call.services.person(call.optional("person"))
    waiting = access.requests(call.services.store, person)
    return {"requests": [_told(call, person, each) for each in waiting]}


def open_request(call: Call) -> Result:
    """Ask the first role to come after the person's own routed answer to ``question``."""
    person = call.services.person(call.optional("person"))
    request = requests.open_request(
        call.services.store,
        key=call.text("key"),
        person=person,
        question_id=call.text("question"),
        now=call.now,
    )
    return _said(call, person, request)


def take_request(call: Call) -> Result:
    """Take the request ``number``; without one, the only one that the person can take."""
    person = call.services.person(call.optional("person"))
    given = call.optional("number")
    number = _only(call, person) if given is None else _number(given)
    taken = requests.take(call.services.store, person=person, number=number, now=call.now)
    return _said(call, person, taken)


def withdraw_request(call: Call) -> Result:
    """Withdraw the person's own request ``number``."""
    person, number = call.services.person(call.optional("person")), _number(call.text("number"))
    gone = requests.withdraw(call.services.store, person=person, number=number, now=call.now)
    return _said(call, person, gone)


def close_request(call: Call) -> Result:
    """Mark the request ``number`` as done."""
    person, number = call.services.person(call.optional("person")), _number(call.text("number"))
    done = requests.close(call.services.store, person=person, number=number, now=call.now)
    return _said(call, person, done)


def _told(call: Call, person: Person, request: Request) -> dict[str, object]:
    directory = call.services.store.directory.load()
    told = requests.told(request, reader=person, directory=directory)
    return requests.told_json(told, now=call.now)


def _said(call: Call, person: Person, request: Request) -> Result:
    directory = call.services.store.directory.load()
    told = requests.told(request, reader=person, directory=directory)
    said = [tr("Request {number}:", number=told.number), told.lines[-1].text]
    if told.is_open and told.yours:
        said.append(tr("Not taken yet."))
        said += [tr("If you cannot wait, call: {how}.", how=told.role.how)] * bool(told.role.how)
    return {"request": requests.told_json(told, now=call.now), "said": " ".join(said)}


def _only(call: Call, person: Person) -> int:
    directory = call.services.store.directory.load()
    open_ones = [
        each.number
        for each in access.requests(call.services.store, person)
        if requests.told(each, reader=person, directory=directory).may_take
    ]
    if len(open_ones) != 1:
        which = f"say which: {', '.join(map(str, open_ones))}" if open_ones else "nothing waits"
        raise CommandFailed(f"There are {len(open_ones)} requests that you can take; {which}.")
    return open_ones[0]


def _number(text: str) -> int:
    if not text.isdecimal():
        raise BadFeedback("request", text, "give its number, as `tandem requests` shows it")
    return int(text)
