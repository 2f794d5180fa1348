"""One turn with a model: it is asked, each line is checked as it comes, and it may try twice.

Knows the time there is and what happens to lines. Does not know what is asked (``asking``), what a
line may hold (``lines``) or what becomes of the answer when this fails.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace

from bot.answering.compose import Check, Tell
from bot.answering.generative.asking import MOST_CLAIMS, Matter, request_for
from bot.answering.generative.lines import LONGEST, Unfit, claim_of, lines_of
from bot.answering.generative.support import unsupported
from knowledge.language import LanguageModel, ModelFailed, Trouble
from knowledge.model import Claim
from knowledge.redaction import Veil

TRIES = 2


@dataclass(frozen=True)
class Explaining:
    """What a turn works with; ``deadline`` is a time of ``clock``, in seconds.

    What the model reads is hidden behind ``veil``, and what it writes is unveiled before a check.
    """

    model: LanguageModel
    veil: Veil
    check: Check
    tell: Tell
    clock: Callable[[], float]
    deadline: float

    def claims(self, matter: Matter) -> tuple[Claim, ...]:
        """Return claims that hold, at least one; raises ``ModelFailed``.

        When none of the first try holds, its faults are named and it tries once more.
        """
        for _ in range(TRIES):
            kept, faults = self._tried(matter)
            if kept:
                return kept
            if not faults:
                raise ModelFailed(Trouble.DECLINED, "it wrote nothing")
            matter = replace(matter, faults=faults)
        raise ModelFailed(Trouble.UNUSABLE, f"faults: {len(matter.faults)}")

    def _tried(self, matter: Matter) -> tuple[tuple[Claim, ...], list[str]]:
        left = self.deadline - self.clock()
        if left <= 0:
            raise ModelFailed(Trouble.SLOW)
        known = {claim.text for claim in matter.said}
        kept: list[Claim] = []
        faults: list[str] = []
        with closing(self.model.write(request_for(matter, self.veil.hide), seconds=left)) as pieces:
            for line in lines_of(pieces):
                claim = self._held(line, matter, faults)
                if claim and claim.text not in known and len(kept) < MOST_CLAIMS:
                    known.add(claim.text)
                    kept.append(claim)
                    self.tell(claim)
        return tuple(kept), faults

    def _held(self, line: str, matter: Matter, faults: list[str]) -> Claim | None:
        """Return the line's claim if it holds; else note what is wrong with it."""
        try:
            claim = claim_of(line)
            claim = replace(claim, text=self.veil.reveal(claim.text))
        except Unfit as unfit:
            faults.append(f"{line[:LONGEST]} : {unfit}")
            return None
        verified = self.check([claim], matter.evidence)
        faults += [f"{line[:LONGEST]} : {each.reason}" for each in verified.dropped]
        for kept in verified.kept:
            if not (reason := unsupported(kept, matter.evidence)):
                return kept
            faults.append(f"{line[:LONGEST]} : {reason}")
        return None
