"""Questions' answers: claims, the evidence they cite, and what became of the turn.

Knows the shape of an answer. Does not know how it is found (``bot.answering``), checked
(``knowledge.grounding``) or shown (the channels).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.model.recommendations import Recommendation


class Status(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    ASK_BACK = "ask_back"
    ROUTED = "routed"
    ABSTAINED = "abstained"


class EvidenceKind(StrEnum):
    """Where evidence comes from; the label's letter follows it (R, S, K, F)."""

    REASONING_LOG = "reasoning_log"
    PASSAGE = "passage"
    ARTICLE = "article"
    CORRECTION = "correction"


class ClaimKind(StrEnum):
    """What a claim says; channels group and order by it."""

    REASON = "reason"
    FACTOR = "factor"
    RULE = "rule"
    ALTERNATIVE = "alternative"
    PROCEDURE = "procedure"
    COUNTERFACTUAL = "counterfactual"
    HISTORY = "history"
    VALIDITY = "validity"
    CONFLICT = "conflict"
    QUALITY = "quality"
    MISSING = "missing"
    ARTICLE = "article"
    CONTRIBUTION = "contribution"


@dataclass(frozen=True)
class Backing:
    """How many people of how many teams confirmed a passage for questions like the one asked."""

    people: int
    teams: int


@dataclass(frozen=True)
class Evidence:
    """One thing retrieved for this asker, by label. ``text`` is what claims are checked against.

    For a passage ``source_id`` is the passage id and document, revision, section, page, dates
    describe it; for a reasoning log it is the decision id and ``at`` the time of issue.
    For a correction it is the number, ``heading_path`` the team it is from, ``title`` the
    equipment, ``owner`` the team that reviewed it, ``at`` when it was said; ``controlled``: it is
    reviewed.
    For an article ``document`` is its number, ``revision`` its version, ``at`` when it was
    validated, or published while it is not; ``controlled``: it is validated; ``flagged`` says why
    it is to be looked at again.
    ``language`` is the code of the language of a passage, "" when it is not known. ``backing``
    says by whom it was confirmed, as far as that may be told.
    """

    label: str
    kind: EvidenceKind
    text: str
    source_id: str
    document: str
    title: str = ""
    revision: str = ""
    section: str = ""
    heading_path: tuple[str, ...] = ()
    page: int | None = None
    effective_from: date | None = None
    review_due: date | None = None
    at: datetime | None = None
    controlled: bool = True
    owner: str = ""
    language: str = ""
    backing: Backing | None = None
    flagged: str = ""


@dataclass(frozen=True)
class Derived:
    """A number our own code derived, with the operands as they stand in the evidence."""

    text: str
    operation: str
    operands: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One statement with the labels it cites. ``quote``: the text is verbatim from the evidence.

    ``detail`` claims are shown on "more". ``ours``: our own code worded it from logged values, in
    whatever language is spoken; a model's claims and people's are not.
    """

    text: str
    citations: tuple[str, ...]
    kind: ClaimKind = ClaimKind.REASON
    derived: tuple[Derived, ...] = ()
    quote: bool = False
    detail: bool = False
    ours: bool = False


@dataclass(frozen=True)
class Citation:
    """A label with the one line that names its place: "SOP-114 rev C, 6.2, p. 3"."""

    label: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """A recommendation the question may mean."""

    decision_id: str
    asset: str
    asset_name: str
    action: str
    issued_at: datetime


@dataclass(frozen=True)
class Route:
    """The matter is not answered from chat: the hazard that says so, and where it goes instead.

    ``rule`` is a ``Hazard``'s value; ``role`` whom to call and how. ``permit``, ``training`` and
    its link come from the plant's safety plan. For an emergency ``role`` is its number and
    ``line`` the one line of the site plan.
    """

    rule: str
    role: str
    training: str = ""
    permit: str = ""
    training_link: str = ""
    line: str = ""


@dataclass(frozen=True)
class Lack:
    """What stayed without an answer: the question, and its words or parts that nothing speaks of.

    It is filed as a gap for the engineers.
    """

    question: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one question.

    ``text`` is the lead sentence or, without claims, the whole message. ``missing`` says what was
    not found and whom to ask, ``lack`` the same for the engineers. ``doubt`` is read before all
    else: that this may not be the answer. ``suggestions`` are follow-up questions that can be
    asked as they stand. ``note`` says what to know about who wrote it.
    ``recommendation`` is the one the answer is about (for the factor chart). ``understood`` is
    the question that was answered, where it is not the one that was typed.
    """

    status: Status
    text: str
    claims: tuple[Claim, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    decision_id: str | None = None
    asset: str | None = None
    asset_name: str = ""
    intent: str = ""
    candidates: tuple[Candidate, ...] = ()
    route: Route | None = None
    missing: str = ""
    suggestions: tuple[str, ...] = ()
    written_by: str = "extractive"
    note: str = ""
    seconds: float = 0.0
    recommendation: Recommendation | None = None
    lack: Lack | None = None
    understood: str = ""
    doubt: str = ""

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """What the assistant itself claims; without any, its text is the whole message."""
        return tuple(each for each in self.claims if each.kind is not ClaimKind.CONTRIBUTION)
