"""Who may open the pages of curation: engineers and admins; others are told whom they are for.

Does not know what is on them.
"""

from starlette.requests import Request

from bot.speech import tr
from bot.web.context import Context
from bot.web.refusals import NotAllowed
from knowledge import access
from knowledge.model import Person


def curator(context: Context, request: Request) -> Person:
    """Return who is looking, if they curate. Raises ``NotAllowed``."""
    person = context.identity.visitor(request)
    if not access.cares_for_equipment(person):
        raise NotAllowed(tr("Knowledge is curated by engineers and admins."))
    return person
