"""Who may do what, as a few named functions; every route asks one of these.

Knows roles. Does not know how a person proved who they are, nor what they may see: that goes by
audience and ownership (``knowledge.model.directory``).
"""

from knowledge.model import Person, Role


def may_speak_for_others(person: Person) -> bool:
    """Whether the person may ask over the API as somebody else, seeing what that one sees."""
    return Role.ADMIN in person.roles
