"""What the reader should know before trusting the log: doubtful inputs, outdated documents."""

from collections.abc import Iterable

from bot.answering.gather import Logged, Material
from bot.answering.wording import amount, listed, lowered
from bot.speech import tr
from knowledge.model import Claim, ClaimKind

_GOOD = frozenset({"", "good", "ok", "valid"})


def cautions(material: Material) -> Iterable[Claim]:
    """Yield one claim for inputs that were not good, one for each outdated document."""
    if material.log is None:
        return
    yield from doubtful_inputs(material.log)
    for document, current in material.shelf.outdated:
        yield Claim(
            tr(
                "Caution: it consulted {document} revision {old}; revision {new} is in force now.",
                document=document.id,
                old=document.revision,
                new=current.revision,
            ),
            (material.log.label, _label_of(current.id, material)),
            ClaimKind.QUALITY,
        )


def doubtful_inputs(log: Logged) -> Iterable[Claim]:
    """Yield a claim that names the inputs logged with another quality than good."""
    doubtful = [
        tr(
            "{input} ({value}) is marked {quality}",
            input=lowered(each.name),
            value=amount(each.value, each.unit),
            quality=each.quality,
        )
        for each in log.recommendation.inputs
        if each.quality.casefold() not in _GOOD
    ]
    if doubtful:
        text = tr("Caution: {inputs}.", inputs=listed(doubtful))
        yield Claim(text, (log.label,), ClaimKind.QUALITY)


def _label_of(revision_id: str, material: Material) -> str:
    return next(each.label for each in material.shelf.found if each.revision.id == revision_id)
