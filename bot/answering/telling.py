"""What is told of an answer before it is whole: claims that hold, as long as all may see them.

Knows that others may watch while it is written, such as the members of a channel: from the first
claim on that rests on what one of them may not see, nothing more is told. Does not know what
becomes of the whole answer then.
"""

from collections.abc import Sequence

from bot.answering.abstention import in_doubt
from bot.answering.compose import Check, Tell
from bot.answering.gather import Material
from bot.answering.labels import Labels
from bot.answering.quoting import visibly_quoted
from knowledge import access
from knowledge.model import Claim, Evidence, Viewer
from knowledge.store import Store


def told_in_time(
    tell: Tell, check: Check, material: Material, *, watching: Viewer | None, store: Store
) -> Tell:
    """Return what lets claims through, under the labels that they will have in the answer.

    None is told ahead of an answer that may be none: its doubt is read first.
    """
    labels = Labels()
    silent = bool(in_doubt(material))

    def tell_if_it_holds(claim: Claim) -> None:
        nonlocal silent
        for kept in visibly_quoted(check([claim], material.evidence).kept, material):
            silent = silent or not _may_be_told(kept, material.evidence, watching, store)
            if not silent:
                tell(labels.on(kept))

    return tell_if_it_holds


def _may_be_told(
    claim: Claim, evidence: Sequence[Evidence], watching: Viewer | None, store: Store
) -> bool:
    """Whether all who watch may see everything that the claim cites; nobody else watches: None."""
    if watching is None:
        return True
    cited = [each for each in evidence if each.label in claim.citations]
    return not access.hidden(store, watching, cited)
