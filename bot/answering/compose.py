"""The seam between what was found and how it is said.

A Composer turns material into a draft: claims with the labels they cite. Whatever it writes is
checked afterwards; it cannot make an answer out of nothing.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.answering.gather import Material
from bot.answering.resolve import Subject
from knowledge.model import Claim


@dataclass(frozen=True)
class Draft:
    """Claims in the order they are read; ``missing`` says what was not found, if anything.

    ``found`` tells whether there is an answer at all: a draft with nothing found may still cite
    what was looked at.
    """

    claims: tuple[Claim, ...] = ()
    missing: str = ""
    found: bool = True


class Composer(Protocol):
    """Writes the claims of an answer."""

    name: str

    def compose(self, subject: Subject, material: Material) -> Draft:
        """Return the draft for this subject from this material only."""
        ...
