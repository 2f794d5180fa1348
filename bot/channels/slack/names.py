"""Every id that Slack gives back: of buttons, fields, forms, shortcuts and commands.

Knows the names, and how what a button or form points at is written into its value and read again.
Does not know what is done then.
"""

import json
import re
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self

MOST_VALUE = 2_000
"""Characters of a button's value; a form's private metadata may have more."""


class Act(StrEnum):
    """What a button does: its action id, with a number behind it where one block has several."""

    WHY = "why"
    """The recommendation ``decision`` is asked about."""
    CARD = "card"
    """The card of ``decision`` is shown."""
    ACCEPT = "accept"
    OVERRIDE = "override"
    """The form of an override of ``decision`` is opened."""
    MORE = "more"
    """Part ``part`` of the answer to ``question`` is shown."""
    SOURCE = "source"
    """What stands behind ``label`` in the answer to ``question`` is opened."""
    CHOOSE = "choose"
    """``question`` was about ``decision``."""
    FOLLOW_UP = "follow_up"
    """Suggestion ``number`` (from 0) of the answer to ``question`` is asked."""
    ASK = "ask"
    """What the button says is asked as it stands; ``word`` holds it."""
    FEEDBACK = "feedback"
    """The answer to ``question`` is ``word``: right, unclear, not_right."""
    SHARE = "share"
    """The private answer to ``question`` is to be shown to its channel."""
    COME = "come"
    """The role of the answer to ``question`` is asked to come."""
    TAKE = "take"
    """Request ``number`` is taken; so with withdrawn and done."""
    WITHDRAW = "withdraw"
    DONE = "done"
    SAW = "saw"
    """The form that answers what is asked as inquiry ``number`` is opened."""
    LET_GO = "let_go"
    """Inquiry ``number`` is not answered."""
    NEVER_ASK = "never_ask"
    """Who is asked inquiry ``number`` wants to be asked nothing any more; then: again."""
    ASK_AGAIN = "ask_again"
    REVIEW = "review"
    """The form that decides on the correction ``key`` is opened."""
    DRAFT = "draft"
    """The draft ``key`` of an article is opened."""
    KNOW = "know"
    """The form for what somebody knows of the gap ``key`` is opened; ``word`` is added to it."""
    NOT_ME = "not_me"
    """Somebody else is to be asked the gap ``key``."""
    LEAVE_EXPERTS = "leave_experts"
    """Whoever pressed it is not to be asked what they know any more."""
    KEEP = "keep"
    """The words of ``message``, in whose thread it is pressed, answer the gap ``key``."""
    TAKE_BACK = "take_back"
    """What whoever pressed it answered to the gap ``key`` is taken back."""
    HELPED = "helped"
    """The reply to the question ``key`` helped, or did not."""
    NOT_HELPED = "not_helped"
    OFFER = "offer"
    """``word`` is done with the offer ``number``: adopt, worked."""
    EXPLAIN = "explain"
    """The form that says why is opened: ``word`` is to be done with the offer ``number``."""
    DIGEST = "digest"
    """The settings of the digest are opened."""
    WEB = "web"
    """A link; Slack tells the app that it was followed, and nothing is to be done."""


class Form(StrEnum):
    """A view's callback id."""

    SOURCE = "source"
    REASONING = "reasoning"
    CORRECTION = "correction"
    OVERRIDE = "override"
    SHARE = "share"
    REVIEW = "review"
    SAW = "saw"
    KNOW = "know"
    TRANSFER = "transfer"
    ARTICLE = "article"
    CHANNEL = "channel"
    DIGEST = "digest"


class Field(StrEnum):
    """A field of a form: the id of its block and of its element."""

    EXPECTATION = "expectation"
    RATIONALE = "rationale"
    SCOPE = "scope"
    REASON_CLASS = "reason_class"
    EVIDENCE = "evidence"
    PHOTO = "photo"
    CONFIDENCE = "confidence"
    UNNAMED = "unnamed"
    ACTION_TAKEN = "action_taken"
    VERDICT = "verdict"
    DOCUMENT = "document"
    OPTED_IN = "opted_in"
    TEAM = "team"
    ASSETS = "assets"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    LANGUAGE = "language"
    CURATORS = "curators"
    DIGEST_AT = "digest_at"


class Shortcut(StrEnum):
    """A message shortcut's callback id."""

    WHY_THIS = "why_this"
    CORRECT_THIS = "correct_this"
    ARTICLE_FROM_THIS = "article_from_this"


class Command(StrEnum):
    """A slash command."""

    WHY = "/why"
    TANDEM = "/tandem"


class BadReference(ValueError):
    """A value that did not come from one of our own buttons or forms."""


@dataclass(frozen=True)
class Ref:
    """What a button or form points at; what does not apply is empty.

    ``channel``, ``message`` and ``thread`` say where it was clicked, for forms that answer there.
    """

    question: str = ""
    decision: str = ""
    label: str = ""
    part: int = 0
    number: int = 0
    word: str = ""
    key: str = ""
    channel: str = ""
    message: str = ""
    thread: str = ""

    def written(self) -> str:
        """Return it as a value; what is empty is left out."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        kept = {name: value for name, value in said.items() if value}
        return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)

    @property
    def fits(self) -> bool:
        """Whether a button can carry it: a recommender may give an id of any length."""
        return len(self.written()) <= MOST_VALUE

    @classmethod
    def read(cls, value: str | None) -> Self:
        """Return what the value points at; names that this version does not know are left out.

        Raises ``BadReference`` for anything that is not a value of ours.
        """
        try:
            said = json.loads(value or "")
        except ValueError:
            raise BadReference(f"no reference: {value!r:.80}") from None
        if not isinstance(said, dict):
            raise BadReference(f"no reference: {value!r:.80}")
        known = {each.name: each.type for each in fields(cls)}
        kept = {name: said[name] for name in known if name in said}
        for name, given in kept.items():
            if type(given) is not known[name]:
                raise BadReference(f"{name} of a reference is {given!r:.80}")
        return cls(**kept)


def action_id(act: Act, number: int | None = None) -> str:
    """Return the id of a button: ``more``, or ``source:2`` where a block has several."""
    return act.value if number is None else f"{act.value}:{number}"


def act_of(action_id: str) -> Act | None:
    """Return what the button does, None for an id that is not ours."""
    name = action_id.partition(":")[0]
    return Act(name) if name in set(Act) else None


def clicks(act: Act) -> re.Pattern[str]:
    """Return the pattern of all action ids of that act, to listen for."""
    return re.compile(rf"{act.value}(:\d+)?")
