"""What the recommender considered and did not choose."""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.gather import Logged, Material
from bot.answering.intents import asks_for_all_options
from bot.answering.resolve import Subject
from bot.answering.wording import ended, lowered, value_text
from bot.answering.words import content_stems, direction
from bot.speech import spoken, tr
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
            Claim(_considered(meant), (log.label,), ClaimKind.ALTERNATIVE),
            Claim(
                tr("What it chose instead: {action}.", action=lowered(log.recommendation.action)),
                (log.label,),
            ),
            *(
                Claim(_told(each), (log.label,), ClaimKind.ALTERNATIVE, detail=True)
                for each in rest
            ),
        ]
        return Draft(tuple(claims))
    all_asked = not content_stems(subject.text) or asks_for_all_options(subject.text, spoken())
    if others and all_asked:
        return Draft(tuple(rejected(log, short=len(others))))
    if not others:
        text = tr(
            "The log names no alternative, so I cannot say why another action was not chosen."
        )
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing=tr("Whether the recommender considered it is not in the log."),
        )
    claims = [
        Claim(
            tr("The log does not say that it considered this. What it did consider:"),
            (log.label,),
            ClaimKind.MISSING,
        ),
        *(Claim(_told(each), (log.label,), ClaimKind.ALTERNATIVE) for each in others),
    ]
    return Draft(tuple(claims), missing=tr("Why that was not considered is not in the log."))


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


def _considered(other: Alternative) -> str:
    action, reason = f"“{other.action.rstrip('.')}”{_score(other)}", other.why_not.rstrip(".")
    if reason:
        return tr(
            "It considered {action} and did not choose it: {reason}.", action=action, reason=reason
        )
    return tr("It considered {action}; it logged no reason why not.", action=action)


def _told(other: Alternative) -> str:
    action, reason = f"{lowered(other.action)}{_score(other)}", other.why_not.rstrip(".")
    if reason:
        return ended(tr("Not chosen: {action}: {reason}", action=action, reason=reason))
    return tr("Not chosen: {action}; no reason logged.", action=action)


def _score(other: Alternative) -> str:
    if other.score is None:
        return ""
    return " " + tr("(score {score})", score=value_text(other.score))
