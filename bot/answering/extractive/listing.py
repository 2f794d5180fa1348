"""What is open: the recommendations somebody may decide now."""

from bot.answering.compose import Draft
from bot.answering.gather import Material
from bot.answering.resolve import Subject
from bot.answering.wording import age, left, lowered
from bot.speech import mark, tr
from knowledge.model import Claim, DecisionKind, Derived

_DECIDED = {
    DecisionKind.ACCEPTED: mark("{asset}: {action} ({ago}, accepted)."),
    DecisionKind.OVERRIDDEN: mark("{asset}: {action} ({ago}, overridden)."),
    DecisionKind.EXPIRED: mark("{asset}: {action} ({ago}, expired)."),
}


def listing(subject: Subject, material: Material) -> Draft:
    """Word one line for each recommendation, newest first."""
    claims = []
    for logged in material.listed or (material.log,):
        if logged is None:
            continue
        one = logged.recommendation
        told, derived = age(one.issued_at, material.now)
        marks: tuple[Derived, ...] = (derived,)
        said: dict[str, object] = {
            "asset": logged.asset_name,
            "action": lowered(one.action),
            "ago": told,
        }
        if logged.decisions:
            text = tr(_DECIDED[logged.decisions[-1].decision], **said)
        elif one.expires_at and one.expires_at > material.now:
            time, span = left(one.expires_at, material.now)
            text = tr("{asset}: {action} ({ago}, {time} left).", time=time, **said)
            marks = (derived, span)
        elif one.expires_at:
            text = tr(_DECIDED[DecisionKind.EXPIRED], **said)
        else:
            text = tr("{asset}: {action} ({ago}).", **said)
        claims.append(Claim(text, (logged.label,), derived=marks))
    return Draft(tuple(claims), found=bool(claims))
