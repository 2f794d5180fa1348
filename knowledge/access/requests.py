"""Requests to a role to come: who asked, who was called, who looks after the equipment."""

from knowledge.access.assets import LOOKS_AFTER, may_see_asset
from knowledge.model import Directory, Person, Request
from knowledge.store import Store


def may_see_request(directory: Directory, person: Person, request: Request) -> bool:
    """Whether the person asked, is of a team it was sent to, or looks after the equipment."""
    return (
        person.sees_all
        or request.asker == person.id
        or sent_to(person, request)
        or (
            bool(person.roles & LOOKS_AFTER)
            and request.asset is not None
            and may_see_asset(directory, person, request.asset)
        )
    )


def sent_to(person: Person, request: Request) -> bool:
    """Whether a role of one of the person's teams was called."""
    return any(called.team in person.teams for called in request.reached)


def still_sees_request(store: Store, person: Person, request: Request) -> bool:
    """Whether the request is visible to somebody who was known earlier, with today's rights."""
    directory = store.directory.load()
    today = person if person.sees_all else directory.person(person.id)
    return today is not None and may_see_request(directory, today, request)


def request(store: Store, person: Person, number: int) -> Request | None:
    """Return the request of that number if the person may see it, else None."""
    found = store.requests.get(number)
    seen = found is not None and may_see_request(store.directory.load(), person, found)
    return found if seen else None


def requests(store: Store, person: Person) -> list[Request]:
    """Return the requests the person may see and that are not finished, the oldest first."""
    directory = store.directory.load()
    return [
        each for each in store.requests.unfinished() if may_see_request(directory, person, each)
    ]


def own_request(store: Store, person: Person, question_id: str) -> Request | None:
    """Return the person's newest request after that answer, or None."""
    found = store.requests.after_answer(question_id)
    return found if found is not None and found.asker == person.id else None
