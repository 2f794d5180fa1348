"""What is open: the recommendations somebody may decide now."""

from bot.answering.compose import Draft
from bot.answering.gather import Material
from bot.answering.resolve import Subject
from bot.answering.wording import age, left, lowered
from knowledge.model import Claim, Derived


def listing(subject: Subject, material: Material) -> Draft:
    """Word one line for each recommendation, newest first."""
    claims = []
    for logged in material.listed or (material.log,):
        if logged is None:
            continue
        one = logged.recommendation
        told, derived = age(one.issued_at, material.now)
        marks: tuple[Derived, ...] = (derived,)
        rest = ""
        if logged.decisions:
            rest = f", {logged.decisions[-1].decision.value}"
        elif one.expires_at and one.expires_at > material.now:
            time, span = left(one.expires_at, material.now)
            rest, marks = f", {time} left", (derived, span)
        elif one.expires_at:
            rest = ", expired"
        text = f"{logged.asset_name}: {lowered(one.action)} ({told}{rest})."
        claims.append(Claim(text, (logged.label,), derived=marks))
    return Draft(tuple(claims), found=bool(claims))
