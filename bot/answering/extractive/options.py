"""What the recommender considered and did not choose."""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import lowered, sentence, value_text
from bot.answering.words import content_stems, direction
from knowledge.model import Alternative, Claim, ClaimKind


def rejected(log: Logged, *, short: int) -> Iterable[Claim]:
    """Yield a claim for each rejected alternative; all after the first ``short`` are detail."""
    for number, other in enumerate(log.recommendation.alternatives):
        yield Claim(_told(other), (log.label,), ClaimKind.ALTERNATIVE, detail=number >= short)


def why_not(subject: Subject, material: Material) -> Draft:
    """Word why another action was not chosen, if the recommender considered it at all."""
    log = material.log
    if log is None:
        return Draft(found=False)
    others = log.recommendation.alternatives
    meant = _meant(subject.text, log)
    if meant is not None:
        rest = [other for other in others if other is not meant]
        claims = [
            Claim(_told(meant, first=True), (log.label,), ClaimKind.ALTERNATIVE),
            Claim(f"What it chose instead: {lowered(log.recommendation.action)}.", (log.label,)),
            *(
                Claim(_told(each), (log.label,), ClaimKind.ALTERNATIVE, detail=True)
                for each in rest
            ),
        ]
        return Draft(tuple(claims))
    if others and not content_stems(subject.text):
        return Draft(tuple(rejected(log, short=len(others))))
    if not others:
        text = "The log names no alternative, so I cannot say why another action was not chosen."
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing="Whether the recommender considered it is not in the log.",
        )
    claims = [
        Claim(
            "The log does not say that it considered this. What it did consider:",
            (log.label,),
            ClaimKind.MISSING,
        ),
        *(Claim(_told(each), (log.label,), ClaimKind.ALTERNATIVE) for each in others),
    ]
    return Draft(tuple(claims), missing="Why that was not considered is not in the log.")


def _meant(question: str, log: Logged) -> Alternative | None:
    """Return the alternative that the question names, or the only one for a bare "why not?"."""
    others = log.recommendation.alternatives
    asked = content_stems(question)
    if not asked:
        return None
    way = direction(question)
    scored = [
        (len(asked & content_stems(other.action)), other)
        for other in others
        if not way or direction(other.action) in ("", way)
    ]
    best = max((score for score, _ in scored), default=0)
    fitting = [other for score, other in scored if score == best]
    return fitting[0] if best * 2 >= len(asked) and best and len(fitting) == 1 else None


def _told(other: Alternative, *, first: bool = False) -> str:
    score = "" if other.score is None else f" (score {value_text(other.score)})"
    action = lowered(other.action)
    reason = other.why_not.rstrip(".")
    if first:
        because = f" and did not choose it: {reason}" if reason else "; it logged no reason why not"
        return f"It considered “{other.action.rstrip('.')}”{score}{because}."
    because = f": {reason}" if reason else "; no reason logged"
    return sentence(f"not chosen: {action}{score}{because}")
