"""What is done when a button is pressed or a shortcut used: judged, decided, asked, shown, taken.

Knows which button does what through the core, and that a click has one effect. Does not know what
opens at once (``opening``), nor what a form does when it is sent (``forms``).
"""

from collections.abc import Callable

from bot import requests
from bot.channels.slack.cards import Cards
from bot.channels.slack.consulting import Consulting
from bot.channels.slack.hearing import Hearing
from bot.channels.slack.inquiring import Inquiring
from bot.channels.slack.names import Act, Ref, Shortcut, act_of
from bot.channels.slack.notices import Notices
from bot.channels.slack.opening import question_of
from bot.channels.slack.parts import Parts
from bot.channels.slack.people import is_stranger
from bot.channels.slack.replying import Replying, turn_key
from bot.channels.slack.tabs import Tabs
from bot.channels.slack.transferring import Transferring
from bot.channels.slack.turns import Turns
from bot.drafts import draft_message
from bot.feedback import BadFeedback, decide, judge
from bot.gaps import file_gap
from bot.speech import speaking, tr
from knowledge import access
from knowledge.model import DecisionKind, DraftOutcome, Happening, Judgement, Lack, Person, Request

Do = Callable[[Happening, Ref, Person], None]


class Clicks:
    """The durable work on clicks and shortcuts."""

    def __init__(
        self,
        parts: Parts,
        turns: Turns,
        replying: Replying,
        cards: Cards,
        notices: Notices,
        tabs: Tabs,
        inquiring: Inquiring,
        transferring: Transferring,
        consulting: Consulting,
        hearing: Hearing,
    ) -> None:
        self._parts = parts
        self._turns = turns
        self._replying = replying
        self._cards = cards
        self._notices = notices
        self._tabs = tabs
        self._acts: dict[Act, Do] = {
            Act.WHY: self._why,
            Act.CARD: self._card,
            Act.ACCEPT: self._accept,
            Act.MORE: self._more,
            Act.CHOOSE: self._choose,
            Act.FOLLOW_UP: self._follow_up,
            Act.ASK: self._ask,
            Act.FEEDBACK: self._feedback,
            Act.COME: self._come,
            Act.TAKE: self._take,
            Act.WITHDRAW: self._withdraw,
            Act.DONE: self._done,
            Act.LET_GO: inquiring.let_go,
            Act.NEVER_ASK: inquiring.leave,
            Act.ASK_AGAIN: inquiring.come_back,
            Act.OFFER: transferring.click,
            Act.NOT_ME: consulting.pass_on,
            Act.LEAVE_EXPERTS: consulting.leave,
            Act.KEEP: hearing.keep,
            Act.TAKE_BACK: consulting.take_back,
            Act.HELPED: consulting.helped,
            Act.NOT_HELPED: consulting.not_helped,
        }

    def click(self, happening: Happening) -> None:
        """Do what the button says; a refusal is told to whoever pressed it."""
        act = act_of(happening.payload["action"])
        do = self._acts.get(act) if act else None
        if do is None:
            return  # a field of a form, or a button that opened something
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            try:
                do(happening, Ref.read(happening.payload["value"]), person)
            except BadFeedback as bad:
                told = tr("This was not recorded. {reason}.", reason=bad)
                self._notices.tell(happening, told)
            if not happening.payload["channel"]:
                self._tabs.publish(happening.payload["workspace"], happening.payload["user"])

    def shortcut(self, happening: Happening) -> None:
        """Do what a shortcut on a message asks for."""
        did = happening.payload
        person = self._parts.people.person(happening.by)
        with speaking(person.language):
            match did["shortcut"]:
                case Shortcut.WHY_THIS:
                    self._why_this(happening)
                case Shortcut.CORRECT_THIS if not question_of(self._parts, did):
                    told = tr("I can be corrected where I answered: use this on an answer of mine.")
                    self._notices.tell(happening, told)
                case Shortcut.ARTICLE_FROM_THIS:
                    self._article(happening, person)

    def _why(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._asked(happening, tr("Why?"), decision_id=ref.decision)

    def _card(self, happening: Happening, ref: Ref, person: Person) -> None:
        post = self._cards.for_one(ref.decision, person)
        if post is None:
            told = tr("This recommendation is not there, or not for your team.")
            self._notices.tell(happening, told)
        else:
            self._notices.tell(happening, post)

    def _accept(self, happening: Happening, ref: Ref, person: Person) -> None:
        decide(
            self._parts.services.store,
            key=happening.key,
            person=person,
            decision_id=ref.decision,
            decision=DecisionKind.ACCEPTED,
            now=happening.at,
        )
        self._cards.redraw(ref.decision)
        self._redraw_clicked(happening)
        self._notices.tell(happening, tr("Accepted. Thank you."))

    def _more(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._replying.part(happening, ref.question, ref.part, person)

    def _choose(self, happening: Happening, ref: Ref, person: Person) -> None:
        reply = self._parts.services.assistant.told(ref.question, reader=person)
        self._asked(happening, reply.asked if reply else "", decision_id=ref.decision)

    def _follow_up(self, happening: Happening, ref: Ref, person: Person) -> None:
        reply = self._parts.services.assistant.told(ref.question, reader=person)
        offered = reply.answer.suggestions if reply else ()
        if ref.number < len(offered):
            about = reply.answer.decision_id if reply else None
            self._asked(happening, offered[ref.number], decision_id=about)
        else:
            self._notices.tell(happening, tr("This is no longer offered. Ask in your own words."))

    def _ask(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._asked(happening, ref.word)

    def _feedback(self, happening: Happening, ref: Ref, person: Person) -> None:
        if is_stranger(person):
            self._notices.tell(happening, tr("Say who you are first: type /tandem link."))
            return
        judge(
            self._parts.services.store,
            key=happening.key,
            person=person,
            question_id=ref.question,
            judgement=ref.word,
            now=happening.at,
        )
        if ref.word == Judgement.RIGHT:
            self._notices.tell(happening, tr("Noted: right. Thank you."))
        elif ref.word == Judgement.UNCLEAR:
            told = tr("Noted: unclear. Ask again in other words, or say below what is missing.")
            self._notices.tell(happening, told)

    def _come(self, happening: Happening, ref: Ref, person: Person) -> None:
        requests.open_request(
            self._parts.services.store,
            key=happening.key,
            person=person,
            question_id=ref.question,
            now=happening.at,
        )
        self._replying.redraw(ref.question)

    def _take(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._stepped(happening, requests.take, ref, person, tr("You come. The team is told."))

    def _withdraw(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._stepped(happening, requests.withdraw, ref, person, tr("Withdrawn."))

    def _done(self, happening: Happening, ref: Ref, person: Person) -> None:
        self._stepped(happening, requests.close, ref, person, tr("Done. Thank you."))

    def _stepped(
        self,
        happening: Happening,
        act: Callable[..., Request],
        ref: Ref,
        person: Person,
        told: str,
    ) -> None:
        request = act(
            self._parts.services.store, person=person, number=ref.number, now=happening.at
        )
        self._replying.redraw(request.question_id)
        self._notices.tell(happening, told)

    def _why_this(self, happening: Happening) -> None:
        """Ask why about a card or answer of ours, or ask what somebody's message says."""
        did = happening.payload
        question = question_of(self._parts, did)
        told = self._parts.services.assistant.told(
            question, reader=self._parts.people.person(happening.by)
        )
        about = told.answer.decision_id if told else None
        decision = self._cards.decision_of(did) or about
        text = tr("Why?") if decision else did["text"]
        self._asked(happening, text, decision_id=decision)

    def _article(self, happening: Happening, person: Person) -> None:
        """Draft an article of the message, or of the question that it answers, for the engineers.

        What nothing written answers is filed, and goes to who knows.
        """
        did, services = happening.payload, self._parts.services
        question = question_of(self._parts, did)
        turn = access.turn(services.store, person, question) if question else None
        text = turn.text if turn else did["text"]
        if not text:
            told = tr("There are no words in this message that an article could be made of.")
            self._notices.tell(happening, told)
            return
        made = draft_message(
            services.assistant.sources(), happening.key, text, person, turn=turn, now=happening.at
        )
        if made.outcome is DraftOutcome.ROUTED:
            told = tr("This is not answered from chat, so it does not become an article.")
        elif made.article:
            told = tr(
                "The process engineers have a draft of this now: they decide whether it becomes "
                "an article. Nothing is published by this."
            )
        else:
            self._file(happening, person, text)
            told = tr(
                "I have filed this for the process engineers: they decide whether it becomes an "
                "article. Nothing is published by this."
            )
        self._notices.tell(happening, told)

    def _file(self, happening: Happening, person: Person, text: str) -> None:
        file_gap(
            self._parts.services.store,
            Lack(question=text),
            turn=turn_key(happening),
            person=person,
            asset=None,
            now=happening.at,
        )

    def _asked(self, happening: Happening, text: str, *, decision_id: str | None = None) -> None:
        """Answer in the thread of the click; from the Home tab, alone with the person."""
        place = "" if happening.payload["channel"] else self._notices.room(happening)
        self._turns.ask(happening, text, decision_id=decision_id, place=place)

    def _redraw_clicked(self, happening: Happening) -> None:
        """Draw the answer anew on which the button was."""
        did = happening.payload
        question = question_of(self._parts, {**did, "ts": did["message"]})
        if question:
            self._replying.redraw(question)
