"""Whose judgements count for whom: one person moves nothing for others, two a tie, three freely.

Knows the judgements around one question. What somebody else accepted in a review counts. Anything
else counts when at least two other people said the same of the same passage for questions like
it, unless what counts says otherwise there. A person's own judgements count at once in their own
view, and nowhere else by that. However much one person says, it is one voice; and who says much
around a question of which nobody else says anything is no voice at all: they would complete
whatever two others said. What counts weighs the less, the more of what others said around it
speaks against it: errors stand alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from knowledge.experience import Judged

ALIKE = 0.6
"""Questions at least this similar are like each other."""
AGREEING = 2
"""Other people who must say the same before a judgement counts freely."""
SHARED = 1 / 3
"""Of what somebody says around a question so much is said by others too, or they are not heard."""
LEAST_WEIGHT = 0.05
"""What a reviewed judgement weighs against which everything speaks."""
UNHEARD = 0.001
"""How much speaks for and against where nobody else said anything."""
LIKELY = 3.0
"""How many people of one's own mind a passage is worth that is as like the question as can be."""
_Said = TypeVar("_Said", bound=np.generic)
_CLEARLY = 6.0  # below a sixth of what speaks there, a judgement weighs less
_FADING = 10.0  # how fast a voice fades with distance when voices are compared


@dataclass(frozen=True)
class Entries:
    """What was said near a question, one entry for each judgement and passage.

    Entries stand in the order of passage, sign and person. ``voice`` numbers these together (what
    one person says of one passage), ``claim`` passage and sign; ``voices`` and ``claims`` are
    where each begins. ``row`` is the judgement's, ``fit`` how like its question the passage
    is. ``person``, ``teams``, ``vouched`` and ``likeness`` (between any two) are by row.
    """

    row: NDArray[np.intp]
    place: NDArray[np.intp]
    sign: NDArray[np.intp]
    fit: NDArray[np.float64]
    voices: NDArray[np.intp]
    claims: NDArray[np.intp]
    person: NDArray[np.intp]
    teams: Sequence[frozenset[str]]
    vouched: NDArray[np.bool_]
    people: Sequence[str]
    places: Sequence[str]
    likeness: NDArray[np.float32]

    @classmethod
    def of(cls, judged: Sequence["Judged"], likeness: NDArray[np.float32]) -> "Entries":
        """Return the entries of these judgements; ``likeness`` is between any two of them."""
        people = {name: number for number, name in enumerate(sorted({j.person for j in judged}))}
        places: dict[str, int] = {}
        said = [
            (places.setdefault(at.passage, len(places)), at.sign, people[each.person], row)
            for row, each in enumerate(judged)
            for at in each.places
        ]
        table = np.array(said, dtype=np.intp).reshape(-1, 4)
        order = np.lexsort(table.T[::-1])
        table = table[order]
        changes = np.diff(table[:, :3], axis=0, prepend=-2) != 0
        return cls(
            row=table[:, 3],
            place=table[:, 0],
            sign=table[:, 1],
            fit=np.array([fit for each in judged for fit in each.fits], dtype=np.float64)[order],
            voices=np.flatnonzero(changes.any(axis=1)),
            claims=np.flatnonzero(changes[:, :2].any(axis=1)),
            person=np.array([people[each.person] for each in judged], dtype=np.intp),
            teams=[each.teams for each in judged],
            vouched=np.array([each.vouched for each in judged], dtype=bool),
            people=list(people),
            places=list(places),
            likeness=likeness,
        )

    @property
    def voice(self) -> NDArray[np.intp]:
        """The voice of each entry."""
        return np.searchsorted(self.voices, np.arange(len(self.row)), side="right") - 1

    def by_voice(self, between: NDArray[_Said]) -> NDArray[_Said]:
        """Return the most that any entry of a voice (column) has to say to each entry (row).

        ``between`` has the entry that says in rows, the one it is said to in columns.
        """
        most = np.maximum.reduceat(between, self.voices, axis=0)  # by rows: many times faster
        return np.asarray(most.T)

    @property
    def claim(self) -> NDArray[np.intp]:
        """The claim of each voice."""
        return np.searchsorted(self.claims, self.voices, side="right") - 1


@dataclass(frozen=True)
class Trusted:
    """Which entries count for the asker, and which only where scores are tied.

    ``weight`` is 0 to 1; ``repeated`` how often each one's person said so for questions like it.
    ``own`` are the asker's.
    """

    counts: NDArray[np.bool_]
    ties: NDArray[np.bool_]
    own: NDArray[np.bool_]
    weight: NDArray[np.float64]
    repeated: NDArray[np.intp]

    @property
    def anything(self) -> bool:
        """Whether anything counts at all."""
        return bool((self.counts | self.ties).any())


def trusted(entries: Entries, asker: str) -> Trusted:
    """Return what counts for this person ("": for anybody)."""
    likeness = entries.likeness[np.ix_(entries.row, entries.row)]
    alike = likeness >= ALIKE
    voice, claim_of_voice = entries.voice, entries.claim
    claim = claim_of_voice[voice]
    of_others = np.arange(len(entries.voices))[None, :] != voice[:, None]
    agree = (claim_of_voice[None, :] == claim[:, None]) & of_others
    vouched = entries.vouched[entries.row]
    # Where all was reviewed nobody has to agree, and this is a tenth of the cost of a ranking.
    agreeing = np.zeros(len(voice), dtype=np.intp)
    if not vouched.all():
        agreeing = _agreeing(entries, alike, agree, vouched)
    backed = vouched | (agreeing >= AGREEING)
    consent = _consent(entries, likeness, agree & of_others, backed, claim)
    own = np.zeros(len(voice), dtype=bool)
    if asker in entries.people:
        own = entries.person[entries.row] == entries.people.index(asker)
    counts = own | vouched | (backed & (consent >= 0.5))
    ties = ~counts & (agreeing == AGREEING - 1) & (consent >= 0.5)
    return Trusted(
        counts=counts,
        ties=ties,
        own=own,
        weight=np.where(own, 1.0, np.clip(_CLEARLY * consent, LEAST_WEIGHT, 1.0)),
        repeated=(alike & (voice[None, :] == voice[:, None])).sum(axis=1),
    )


def _agreeing(
    entries: Entries,
    alike: NDArray[np.bool_],
    agree: NDArray[np.bool_],
    vouched: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Return how many others of those who are heard back each entry; none backs one not heard.

    ``agree``: which voices are somebody else's of the same claim, by entry.
    """
    heard = vouched | _heard(entries, alike, agree)
    backing = entries.by_voice(alike & heard[:, None]) & agree
    return np.where(heard, backing.sum(axis=1), 0)


def _heard(
    entries: Entries, alike: NDArray[np.bool_], agree: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which entries are of somebody of whose voices on questions like it enough are shared.

    ``agree``: which voices are somebody else's of the same claim, by entry.
    """
    near = entries.by_voice(alike)
    shared = np.logical_or.reduceat((near & agree).any(axis=1), entries.voices)
    person = entries.person[entries.row]
    own = near & (person[:, None] == person[entries.voices][None, :])
    return np.asarray((own & shared).sum(axis=1) >= SHARED * own.sum(axis=1))


def _consent(
    entries: Entries,
    likeness: NDArray[np.float32],
    agree: NDArray[np.bool_],
    backed: NDArray[np.bool_],
    claim: NDArray[np.intp],
) -> NDArray[np.float64]:
    """Return the share of what speaks for each entry, against the strongest other claim there.

    What speaks against is another passage confirmed, or the same one judged otherwise. Only what
    is backed is heard: one or two people silence nobody.
    """
    loud = entries.by_voice(np.where(backed[:, None], np.exp(_FADING * (likeness - 1.0)), 0.0))
    behind = np.where(agree, loud, 0.0).sum(axis=1)
    first = np.searchsorted(entries.claim, np.arange(len(entries.claims)))
    by_claim = np.add.reduceat(loud, first, axis=1)
    place, sign = entries.place[entries.claims], entries.sign[entries.claims]
    own_place, own_sign = place[claim][:, None], sign[claim][:, None]
    otherwise = (place[None, :] == own_place) & (sign[None, :] != own_sign)
    elsewhere = (place[None, :] != own_place) & (sign[None, :] > 0) & (own_sign > 0)
    against = np.where(otherwise | elsewhere, by_claim, 0.0).max(axis=1)
    likely = np.where(entries.sign > 0, entries.fit, 0.0)
    behind = behind + LIKELY * np.exp(_FADING * (likely - 1.0))
    return np.asarray((behind + UNHEARD) / (behind + against + 2 * UNHEARD))
