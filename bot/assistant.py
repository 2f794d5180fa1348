"""One turn of a conversation: a Message comes in, a Reply goes out, the turn is kept.

Knows how turns follow each other, and that a turn speaks its person's language. Does not know any
channel.
"""

import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answering import answer
from bot.answering.compose import Check, Composer, Draft, Tell, to_nobody
from bot.answering.gather import Material
from bot.answering.generative.rewriting import Rewriting
from bot.answering.intents import Intent
from bot.answering.kept import as_seen_now
from bot.answering.mentions import AssetNames
from bot.answering.records import from_record, to_record
from bot.answering.resolve import Before, Subject
from bot.answering.sources import Sources
from bot.answering.understood import ASIDES, understood
from bot.gaps import file_gap
from bot.messages import Message, Reply
from bot.speech import speaking, tr
from knowledge import access
from knowledge.curation.living import Living
from knowledge.grounding import verify
from knowledge.hazards import Hazards
from knowledge.hygiene import visible
from knowledge.model import Answer, Directory, Glossary, Person, Status, Viewer
from knowledge.search import Search
from knowledge.store import Store
from knowledge.store.conversations import Turn

LOOK_BACK = 5


class Assistant:
    """Answers messages from the store and the search with the given composer.

    ``rewriting`` helps with follow-ups that it does not understand, where a model is set.
    """

    def __init__(
        self,
        *,
        store: Store,
        search: Search,
        composer: Composer,
        rewriting: Rewriting | None = None,
    ) -> None:
        self._store = store
        self._search = search
        self._composer = composer
        self._rewriting = rewriting
        self._living = Living(store)
        self._named: tuple[Directory, AssetNames] | None = None
        self._warned: tuple[Glossary, Hazards] | None = None
        self.answered = 0
        """About how many questions were answered since the start."""

    def reply(self, message: Message, *, now: datetime, tell: Tell = to_nobody) -> Reply:
        """Answer the message and keep the turn; the same key again returns the first answer.

        ``tell`` gets claims that hold before the answer is whole, if its composer takes its time.
        """
        with speaking(message.person.language):
            return self._reply(message, now, tell)

    def _reply(self, message: Message, now: datetime, tell: Tell) -> Reply:
        started = time.perf_counter()
        message = replace(message, text=visible(message.text))
        with ExitStack() as reading:
            reading.enter_context(self._store.reading_together())
            known, last = access.answered_or_before(
                self._store, message.key, message.conversation_id, LOOK_BACK
            )
            if known is not None:
                return self.kept(known, reader=message.viewer)
            found = self._found(message, last, reading=reading, now=now, tell=tell)
        found = self._filed(replace(found, seconds=time.perf_counter() - started), message, now)
        turn = _turn(message, to_record(found), now)
        self.answered += 1
        if not self._store.conversations.save(turn):
            first = self._store.conversations.get(message.key) or turn
            return self.kept(first, reader=message.viewer)
        return Reply(message.key, message.conversation_id, message.text, now, found)

    def _found(
        self,
        message: Message,
        last: Sequence[Turn],
        *,
        reading: ExitStack,
        now: datetime,
        tell: Tell = to_nobody,
    ) -> Answer:
        """Answer a message after these turns; ``reading`` ends before a model is waited for."""
        before, sources = before_of(last), self.sources()
        composer = _AfterReading(self._composer, reading)
        if self._rewriting is None:
            return answer(
                message, before=before, sources=sources, composer=composer, now=now, tell=tell
            )
        return understood(
            message,
            last=last,
            before=before,
            sources=sources,
            composer=composer,
            rewriting=self._rewriting,
            waiting=reading.close,
            now=now,
            tell=tell,
        )

    def aside(
        self,
        person: Person,
        text: str,
        *,
        now: datetime,
        earlier: Sequence[str] = (),
        decision_id: str | None = None,
    ) -> Answer:
        """Answer a question, after ``earlier`` ones, and keep nothing: no turn and no gap.

        ``decision_id`` is the recommendation that the first of them points at.
        """
        turns: list[Turn] = []
        with speaking(person.language):
            for one in (*earlier, text):
                pointed = None if turns else decision_id
                message = Message("aside", "aside", person, visible(one), now, decision_id=pointed)
                with ExitStack() as reading:
                    found = self._found(message, turns[:LOOK_BACK], reading=reading, now=now)
                turns.insert(0, _turn(message, to_record(found), now))
        return found

    def _filed(self, found: Answer, message: Message, now: datetime) -> Answer:
        """File what was asked in vain, and say so. Before the turn is kept: a turn files once."""
        if found.lack is None:
            return found
        file_gap(
            self._store,
            found.lack,
            turn=message.key,
            person=message.person,
            asset=found.asset,
            now=now,
        )
        noted = tr("I have noted this for the process engineers.")
        return replace(found, missing=f"{found.missing} {noted}".strip())

    def kept(self, turn: Turn, *, reader: Viewer) -> Reply:
        """Return the reply that was given in a kept turn, as far as the reader may see it now."""
        told = as_seen_now(from_record(turn.answer), store=self._store, reader=reader, at=turn.at)
        return Reply(turn.key, turn.conversation_id, turn.text, turn.at, told)

    def told(self, question_id: str, *, reader: Viewer) -> Reply | None:
        """Return a kept turn as far as the reader, who was shown it, may see it now; or None."""
        turn = self._store.conversations.get(question_id)
        return None if turn is None else self.kept(turn, reader=reader)

    def asker(self, question_id: str) -> str | None:
        """Return the id of the person who asked in a kept turn, or None."""
        turn = self._store.conversations.get(question_id)
        return None if turn is None else turn.person_id

    def sources(self) -> Sources:
        """Return what answers are made from, with directory and glossary as they are now."""
        directory = self._store.directory.load()
        if self._named is None or self._named[0] is not directory:
            self._named = (directory, AssetNames.of(directory))
        glossary = self._store.glossary.load()
        if self._warned is None or self._warned[0] != glossary:
            self._warned = (glossary, Hazards.of(glossary))
        hazards = self._warned[1]
        return Sources(
            self._store, self._search, directory, self._named[1], hazards, glossary, self._living
        )


@dataclass(frozen=True)
class _AfterReading:
    """A composer that may wait for a model: the store must not be held open for so long."""

    composer: Composer
    reading: ExitStack

    def compose(
        self,
        subject: Subject,
        material: Material,
        *,
        check: Check = verify,
        tell: Tell = to_nobody,
    ) -> Draft:
        """Compose when nothing is being read any more."""
        self.reading.close()
        return self.composer.compose(subject, material, check=check, tell=tell)


def before_of(turns: Sequence[Turn]) -> Before:
    """Return what the conversation was about, from its last turns, the newest first.

    A turn that asked back leaves only its intent: which one was meant is still open. Thanks and
    greetings between two questions change nothing.
    """
    talk = [turn for turn in turns if turn.intent not in ASIDES]
    if not talk:
        return Before(said=_said(turns))
    last = talk[0]
    intent = Intent(last.intent) if last.intent in set(Intent) else None
    asked_back = last.status == Status.ASK_BACK.value
    listed = next((found for turn in talk if (found := _listed(turn))), ())
    before = Before(
        intent,
        text=_asked(last),
        said=_said(turns),
        asked_back=asked_back,
        listed=listed,
        pointed=bool(last.decision_id),
    )
    for turn in talk:
        if turn.status == Status.ASK_BACK.value:
            return replace(before, asset=turn.asset)
        if turn.decision_id or turn.asset:
            return replace(before, decision_id=turn.decision_id, asset=turn.asset)
    return before


def _asked(turn: Turn) -> str:
    """Return the question that was answered: as it was understood, else as it was typed."""
    return str(turn.answer.get("understood") or turn.text)


def _listed(turn: Turn) -> tuple[str, ...]:
    """Return the decision ids that the turn listed to choose from."""
    candidates = turn.answer.get("candidates")
    listed = candidates if isinstance(candidates, list) else []
    return tuple(each["decision_id"] for each in listed)


def _said(turns: Sequence[Turn]) -> str:
    """Return the questions of these turns and the text of their answers."""
    return "\n".join(f"{_asked(turn)}\n{turn.answer.get('text', '')}" for turn in turns)


def _turn(message: Message, record: dict[str, object], now: datetime) -> Turn:
    return Turn(
        key=message.key,
        conversation_id=message.conversation_id,
        person_id=message.person.id,
        text=message.text,
        at=now,
        decision_id=_text(record.get("decision_id")),
        asset=_text(record.get("asset")),
        intent=str(record["intent"]),
        status=str(record["status"]),
        answer=record,
    )


def _text(value: object) -> str | None:
    return str(value) if value else None
