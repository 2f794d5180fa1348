"""Forms and sheets that open at a click: within the three seconds that Slack gives for it.

Knows which click opens what, for whom it may be opened, and nothing is decided here. What is done
with a form that was sent stands in ``forms``.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from bot import articles
from bot.channels.slack.blocks.elements import Json, section
from bot.channels.slack.calling import called
from bot.channels.slack.channels import Channels
from bot.channels.slack.consulting import Consulting
from bot.channels.slack.curating import Curating
from bot.channels.slack.inquiring import Inquiring
from bot.channels.slack.modals.frame import modal
from bot.channels.slack.modals.judging import correction_modal, override_modal
from bot.channels.slack.modals.sharing import share_modal
from bot.channels.slack.modals.sheets import (
    Log,
    Opened,
    article_modal,
    passage_modal,
    reasoning_modal,
)
from bot.channels.slack.names import Act, Command, Form, Ref, Shortcut, act_of
from bot.channels.slack.notices import Notices
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.receiving import Work
from bot.channels.slack.replying import newest, spot_in
from bot.channels.slack.reviewing import Reviewing
from bot.channels.slack.sending import KIND
from bot.channels.slack.transferring import Transferring
from bot.shown.addresses import article_address, evidence_address, log_address
from bot.shown.answers import scopes_of
from bot.shown.cards import card_of
from bot.shown.passages import pieces, standing
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import Evidence, EvidenceKind, Happening, Judgement, Person

_AROUND = 2
_log = logging.getLogger("tandem.slack")
Build = Callable[[Happening, Ref, Person], Json | None]


class Opening:
    """Opens what a click asks for, if it asks for a form or sheet."""

    def __init__(
        self,
        parts: Parts,
        channels: Channels,
        reviewing: Reviewing,
        inquiring: Inquiring,
        transferring: Transferring,
        consulting: Consulting,
        curating: Curating,
        notices: Notices,
    ) -> None:
        self._parts = parts
        self._notices = notices
        self._channels = channels
        self._acts: dict[Act, Build] = {
            Act.SOURCE: self._source,
            Act.OVERRIDE: self._override,
            Act.SHARE: self._share,
            Act.FEEDBACK: self._correction,
            Act.DIGEST: channels.digest_form,
            Act.REVIEW: reviewing.form,
            Act.SAW: inquiring.form,
            Act.KNOW: consulting.form,
            Act.EXPLAIN: transferring.form,
            Act.DRAFT: curating.form,
        }

    def open(self, happening: Happening, trigger: str) -> None:
        """Open the view for a click, shortcut or command; nothing where there is none to open."""
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            view = self._view(happening, person)
            if view is not None:
                self._open(happening, view, trigger)

    def _open(self, happening: Happening, view: Json, trigger: str) -> None:
        client = self._parts.workspaces.client(happening.payload["workspace"])
        try:
            called(lambda: client.views_open(trigger_id=trigger, view=view))
        except Exception:  # noqa: BLE001 - the edge of a request: it becomes a sentence
            _log.exception("a form could not be opened")
            told = tr("The form could not be opened in time. Press once more, please.")
            self._notices.tell(happening, told, kind="late")

    def _view(self, happening: Happening, person: Person) -> Json | None:
        did = happening.payload
        match happening.name:
            case Work.CLICK:
                act = act_of(did["action"])
                build = self._acts.get(act) if act else None
                return build(happening, Ref.read(did["value"]), person) if build else None
            case Work.SHORTCUT if did["shortcut"] == Shortcut.CORRECT_THIS:
                question = question_of(self._parts, did)
                ref = Ref(question=question, word=Judgement.NOT_RIGHT)
                return self._correction(happening, ref, person) if question else None
            case Work.COMMAND if did["command"] == Command.TANDEM:
                return self._channels.form(happening, person)
        return None

    def _source(self, happening: Happening, ref: Ref, person: Person) -> Json:
        reply = self._parts.services.assistant.told(ref.question, reader=person)
        cited = (each for each in (reply.answer.evidence if reply else ()))
        found = next((each for each in cited if each.label == ref.label), None)
        if found is None:
            return _note(ref, tr("This source is no longer there, or you may not see it."))
        if found.kind is EvidenceKind.REASONING_LOG:
            return self._log(found, ref, person)
        if found.kind is EvidenceKind.ARTICLE:
            return self._article(found, ref, person)
        return self._passage(found, ref, person)

    def _article(self, found: Evidence, ref: Ref, person: Person) -> Json:
        services, now = self._parts.services, self._parts.clock()
        one = access.article(services.store, person, found.document)
        if one is None or not one.published:
            return _note(ref, tr("This source is no longer there, or you may not see it."))
        told = articles.told(services.assistant.sources(), one, reader=person, now=now)
        link = article_address(services.settings.public_url, one.number)
        return article_modal(told, found, ref, link=link, now=now, zone=services.settings.zone)

    def _log(self, found: Evidence, ref: Ref, person: Person) -> Json:
        services, now = self._parts.services, self._parts.clock()
        card = card_of(services.store, person, found.source_id, now=now)
        if card is None:
            return _note(ref, tr("This source is no longer there, or you may not see it."))
        became = access.sequel(services.store, [card.recommendation])
        log = Log(
            card,
            found.label,
            became.decisions.get(found.source_id, ()),
            became.outcomes.get(found.source_id, ()),
            log_address(services.settings.public_url, found.source_id),
        )
        return reasoning_modal(log, ref, now=now, zone=services.settings.zone)

    def _passage(self, found: Evidence, ref: Ref, person: Person) -> Json:
        services, now = self._parts.services, self._parts.clock()
        store = services.store
        held = access.passage(store, person, found.source_id)
        if held is None:
            return _note(ref, tr("This source is no longer there, or you may not see it."))
        passage, revision = held
        day = now.astimezone(services.settings.zone).date()
        binding = access.in_force(store, person, revision.number, on=day)
        opened = Opened(
            found,
            revision,
            passage,
            pieces(access.whole(store, person, revision), passage, _AROUND),
            standing(revision, binding, on=day),
            evidence_address(services.settings.public_url, ref.question, ref.label),
        )
        return passage_modal(opened, ref, now=now, zone=services.settings.zone)

    def _override(self, happening: Happening, ref: Ref, person: Person) -> Json:
        store, now = self._parts.services.store, self._parts.clock()
        card = card_of(store, person, ref.decision, now=now)
        if card is None:
            return _note(ref, tr("Only the team of this equipment decides on it."))
        return override_modal(card, _here(happening, ref))

    def _correction(self, happening: Happening, ref: Ref, person: Person) -> Json | None:
        if ref.word != Judgement.NOT_RIGHT or is_stranger(person):
            return None
        store = self._parts.services.store
        turn = access.turn(store, person, ref.question)
        if turn is None:
            return _note(ref, tr("Correct an answer that you were given, or about your equipment."))
        scopes = scopes_of(turn.asset, store.directory.load())
        return correction_modal(asked=turn.text, scopes=scopes, ref=_here(happening, ref))

    def _share(self, happening: Happening, ref: Ref, person: Person) -> Json:
        services = self._parts.services
        reply = services.assistant.told(ref.question, reader=person)
        spot = spot_in(reply.conversation_id) if reply else None
        if reply is None or spot is None or services.assistant.asker(ref.question) != person.id:
            return _note(ref, tr("Only who asked can share an answer."))
        channel = self._channels.name(spot.workspace, spot.channel)
        lead = reply.answer.text
        return share_modal(asked=reply.asked, lead=lead, channel=channel, ref=ref)


def question_of(parts: Parts, message: Mapping[str, Any]) -> str:
    """Return the question that one of our messages answers, "" for any other message."""
    external = f"{message['workspace']}:{message['channel']}:{message['ts']}"
    sent = parts.services.store.deliveries.sent_as(KIND, external)
    ours = sent is not None and sent.about.startswith("slack:")
    return newest(parts, sent.about) if sent is not None and ours else ""


def _here(happening: Happening, ref: Ref) -> Ref:
    """Return the reference with the place of the click, where the form's result is told."""
    did = happening.payload
    place = {"channel": did.get("channel", ""), "thread": did.get("thread", "")}
    return Ref(**{**vars(ref), **place})


def _note(ref: Ref, told: str) -> Json:
    return modal(Form.SOURCE, tr("Tandem"), [section(told)], ref)
