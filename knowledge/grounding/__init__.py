"""Claims and their check against evidence; pure, used by answers and by articles.

A claim that cites nothing, cites what was not retrieved, quotes what does not stand there, holds a
number, a unit or a name that is not in its evidence, says a number of another quantity, or turns
the meaning of its evidence round, is dropped. ``checks`` shows the steps; ``docs/grounding.md``
says with examples what is checked and what cannot be. Does not know who wrote the claim.
"""

from knowledge.grounding.checks import Dropped, Verified, fault, verify
from knowledge.grounding.cited import known_text
from knowledge.grounding.figures import numbers_in
from knowledge.grounding.names import AssetNames
from knowledge.grounding.statements import sentences

__all__ = [
    "AssetNames",
    "Dropped",
    "Verified",
    "fault",
    "known_text",
    "numbers_in",
    "sentences",
    "verify",
]
