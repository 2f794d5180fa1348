"""What the reader should know before trusting the log: doubtful inputs, outdated documents."""

from collections.abc import Iterable

from bot.answering.gather import Logged, Material
from bot.answering.wording import amount, listed, lowered
from knowledge.model import Claim, ClaimKind

_GOOD = frozenset({"", "good", "ok", "valid"})


def cautions(material: Material) -> Iterable[Claim]:
    """Yield one claim for inputs that were not good, one for each outdated document."""
    if material.log is None:
        return
    yield from doubtful_inputs(material.log)
    for document, current in material.shelf.outdated:
        yield Claim(
            f"Caution: it consulted {document.id} revision {document.revision}; revision "
            f"{current.revision} is in force now.",
            (material.log.label, _label_of(current.id, material)),
            ClaimKind.QUALITY,
        )


def doubtful_inputs(log: Logged) -> Iterable[Claim]:
    """Yield a claim that names the inputs logged with another quality than good."""
    doubtful = [
        f"{lowered(each.name)} ({amount(each.value, each.unit)}) is marked {each.quality}"
        for each in log.recommendation.inputs
        if each.quality.casefold() not in _GOOD
    ]
    if doubtful:
        yield Claim(f"Caution: {listed(doubtful)}.", (log.label,), ClaimKind.QUALITY)


def _label_of(revision_id: str, material: Material) -> str:
    return next(each.label for each in material.shelf.found if each.revision.id == revision_id)
