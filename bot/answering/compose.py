"""The seam between what was found and how it is said.

A Composer turns material into a draft: claims with the labels they cite. Whatever it writes is
checked afterwards; it cannot make an answer out of nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answering.gather import Material
from bot.answering.resolve import Subject
from knowledge.grounding import Verified, verify
from knowledge.model import Claim, Evidence


@dataclass(frozen=True)
class Draft:
    """Claims in the order they are read; ``missing`` says what was not found, if anything.

    ``found`` tells whether there is an answer at all: a draft with nothing found may still cite
    what was looked at. ``written_by`` is who wrote it, ``note`` what to know about that.
    ``evidence`` is what the composer was told while it wrote, beside the material's.
    """

    claims: tuple[Claim, ...] = ()
    missing: str = ""
    found: bool = True
    written_by: str = "extractive"
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


Tell = Callable[[Claim], None]
"""Takes the claims of an answer as they come, in the order in which they will be read."""


def to_nobody(_: Claim) -> None:
    """Tell the claims to nobody: the whole answer is enough."""


Check = Callable[[Iterable[Claim], Sequence[Evidence]], Verified]
"""Says which claims hold in that evidence, by the rules of this turn."""


class Composer(Protocol):
    """Writes the claims of an answer."""

    def compose(
        self,
        subject: Subject,
        material: Material,
        *,
        check: Check = verify,
        tell: Tell = to_nobody,
    ) -> Draft:
        """Return the draft for this subject from this material only.

        A composer that takes its time tells each claim as soon as it stands; one that does not
        write by itself checks what it was given.
        """
        ...
