"""Gaps for the engineers: filing what stayed without an answer, closing it, asking it again.

Knows who files where, and what makes two questions one gap. Keeps no person: a gap holds the
words, the equipment, and the teams that asked. Does not know pages or commands.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge import access
from knowledge.answerability import content
from knowledge.model import Answer, Evidence, Gap, GapState, Lack, Person, Status
from knowledge.redaction import Redaction
from knowledge.store import Store

CLOSED = (GapState.ANSWERED, GapState.DISMISSED)
MAX_REASON = 1_000
Ask = Callable[[Person], Answer]
"""Answers the gap's question for this person, keeping nothing."""


@dataclass(frozen=True)
class AskedAgain:
    """What a gap's question finds now: the evidence, and the teams that still get no answer."""

    evidence: tuple[Evidence, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether everybody who asked gets an answer now."""
        return bool(self.evidence) and not self.without


def file_gap(
    store: Store, lack: Lack, *, turn: str, person: Person, asset: str | None, now: datetime
) -> None:
    """File what this turn asked in vain; the same turn again changes nothing.

    Names and other personal data are veiled: engineers read what was asked, not about whom.
    Whoever asked waits from then on for the reply of somebody who knows (``bot.experts``).
    """
    directory = store.directory.load()
    veil = Redaction.of(directory).veil()
    question = veil.hide(lack.question)
    team, place = access.filed_under(directory, person, asset)
    words = sorted(content(question)) or [question.casefold()]
    gap = store.gaps.file(
        turn=turn,
        same_as=f"{place}|{' '.join(words)}",
        text=question,
        asset=place,
        missing=tuple(map(veil.hide, lack.missing)),
        team=team,
        at=now,
    )
    store.experts.wait(gap, turn)


def the_gap(store: Store, person: Person, gap_id: str) -> Gap:
    """Return the gap if the person may see it; raises ``BadFeedback``."""
    for gap in access.gaps(store, person):
        if gap.id == gap_id:
            return gap
    raise BadFeedback("gap", gap_id, tr("there is no such gap that you may see; look at the list"))


def close_gap(
    store: Store, person: Person, gap_id: str, *, state: str, reason: str, now: datetime
) -> Gap:
    """Say that a gap is answered or dismissed, and why; raises ``BadFeedback``."""
    gap = the_gap(store, person, gap_id)
    if state not in CLOSED:
        raise BadFeedback("state", state, tr("say answered or dismissed"))
    if not reason.strip() or len(reason) > MAX_REASON:
        raise BadFeedback("reason", reason[:40], tr("say why in a sentence, such as the document"))
    store.gaps.close(gap.id, state=GapState(state), reason=reason.strip(), at=now)
    return the_gap(store, person, gap_id)


def ask_again(gap: Gap, person: Person, ask: Ask) -> AskedAgain:
    """Ask a gap's question for the person and, if that is answered, for each team that asked.

    A team may see less than the engineer. Only what the person may see is returned.
    """
    found = ask(person)
    if not _answers(found):
        return AskedAgain(without=gap.teams)
    return AskedAgain(found.evidence, _still_without(gap.teams, person, ask))


def _still_without(teams: Sequence[str], person: Person, ask: Ask) -> tuple[str, ...]:
    others = [team for team in teams if person.teams != {team}]
    return tuple(team for team in others if not _answers(ask(_anybody_of(team))))


def _anybody_of(team: str) -> Person:
    return Person(id=f"anybody-of-{team}", name="", teams=frozenset({team}))


def _answers(found: Answer) -> bool:
    return found.status in (Status.ANSWERED, Status.ROUTED) and found.lack is None
