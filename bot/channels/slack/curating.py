"""Articles in Slack: which wait for an engineer, and the small decisions on one, in a form.

Knows how an article is named by a button and a form. Does not know who may decide, nor what
follows (``bot.articles``); writing is for the console.
"""

from bot import articles
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.home import Draft
from bot.channels.slack.modals.drafts import decided, draft_modal
from bot.channels.slack.modals.frame import Sent, modal
from bot.channels.slack.names import Form, Ref
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.curating import Kind, worklist
from bot.speech import tr
from knowledge import access
from knowledge.model import Happening, Person

_WAITING = frozenset({Kind.DRAFT, Kind.UNVALIDATED, Kind.RECHECK})


class Curating:
    """What waits of articles, and what becomes of it."""

    def __init__(self, parts: Parts, notices: Notices) -> None:
        self._parts = parts
        self._notices = notices

    def drafts(self, person: Person) -> list[Draft] | None:
        """Return the articles that wait for this person; None for who does not curate."""
        if not access.cares_for_equipment(person):
            return None
        services = self._parts.services
        rule, now = services.settings.recurring, self._parts.clock()
        states = {
            Kind.DRAFT: tr("draft"),
            Kind.UNVALIDATED: tr("not validated"),
            Kind.RECHECK: tr("to be looked at again"),
        }
        return [
            Draft(each.about, each.title, states[each.kind], each.at)
            for each in worklist(services.store, person, rule=rule, now=now)
            if each.kind in _WAITING
        ]

    def form(self, happening: Happening, ref: Ref, person: Person) -> Json:
        """Return the form in which an article is read and decided on."""
        services = self._parts.services
        one = access.article(services.store, person, ref.key)
        if one is None:
            told = tr("There is no article {number} that you may see.", number=ref.key)
            return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
        sources, now = services.assistant.sources(), self._parts.clock()
        about = Ref(key=one.number, number=one.version)
        return draft_modal(articles.told(sources, one, reader=person, now=now), about)

    def decide(self, happening: Happening, sent: Sent, person: Person) -> None:
        """Do what the form says; raises ``BadFeedback``."""
        said, services = decided(sent), self._parts.services
        one = access.article(services.store, person, said.ref.key)
        if one is not None and any(
            step.at == happening.at and step.by == person.id for step in one.steps
        ):
            pass  # by this very form, before it was cut off
        else:
            fields = {
                "act": said.act,
                "number": said.ref.key,
                "reason": said.reason,
                "version": str(said.ref.number),
            }
            articles.act_on(services.assistant.sources(), person, fields, now=happening.at)
        self._notices.tell(happening, tr("Done."))
