"""How a recommendation stands: still valid, how sure, what it is to bring."""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.extractive.caution import doubtful_inputs
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import age, left, lowered, value_text
from knowledge.model import Claim, ClaimKind, DecisionKind


def validity(subject: Subject, material: Material) -> Draft:
    """Word whether it still stands: decided, expired, replaced, or how long it is left."""
    log = material.log
    if log is None:
        return Draft(found=False)
    claims = [*_decided(log, material), *_replaced(material), *_time(log, material)]
    claims.sort(key=lambda claim: not claim.text.startswith("No"))
    told, derived = age(log.recommendation.issued_at, material.now)
    claims.append(
        Claim(f"It was issued {told}.", (log.label,), ClaimKind.VALIDITY, (derived,), detail=True)
    )
    return Draft((*claims, *doubtful_inputs(log)))


def _decided(log: Logged, material: Material) -> Iterable[Claim]:
    if not log.decisions:
        return
    last = log.decisions[-1]
    told, derived = age(last.at, material.now)
    verb = {
        DecisionKind.ACCEPTED: "was accepted",
        DecisionKind.OVERRIDDEN: "was overridden",
        DecisionKind.EXPIRED: "was left to expire",
    }[last.decision]
    yield Claim(f"No longer open: it {verb} {told}.", (log.label,), ClaimKind.VALIDITY, (derived,))


def _replaced(material: Material) -> Iterable[Claim]:
    if material.log is None or material.newer is None:
        return
    newer = material.newer
    told, derived = age(newer.recommendation.issued_at, material.now)
    yield Claim(
        f"Not the latest: {told} it was followed by “{newer.recommendation.action.rstrip('.')}”.",
        (newer.label,),
        ClaimKind.VALIDITY,
        (derived,),
    )


def _time(log: Logged, material: Material) -> Iterable[Claim]:
    expires = log.recommendation.expires_at
    if expires is None:
        yield Claim("The log gives no expiry time.", (log.label,), ClaimKind.VALIDITY)
    elif expires <= material.now:
        told, derived = age(expires, material.now)
        yield Claim(f"No: it expired {told}.", (log.label,), ClaimKind.VALIDITY, (derived,))
    else:
        told, derived = left(expires, material.now)
        word = "It expires" if log.decisions or material.newer else "Yes, it expires"
        yield Claim(f"{word} in {told}.", (log.label,), ClaimKind.VALIDITY, (derived,))


def confidence(subject: Subject, material: Material) -> Draft:
    """Word the logged confidence, with what speaks against leaning on it."""
    log = material.log
    if log is None:
        return Draft(found=False)
    one = log.recommendation
    if one.confidence is None:
        text = "The recommender logged no confidence for this."
        claims = [Claim(text, (log.label,), ClaimKind.MISSING)]
    else:
        claims = [
            Claim(
                f"It put its own confidence at {value_text(one.confidence)}: "
                f"{_in_words(one.confidence)}.",
                (log.label,),
            ),
            Claim(
                "That is the recommender's own figure; I have not checked it against outcomes.",
                (log.label,),
                detail=True,
            ),
        ]
    return Draft((*claims, *doubtful_inputs(log), *_record(material)))


def _in_words(share: float) -> str:
    for floor, words in ((0.9, "very sure"), (0.75, "fairly sure"), (0.5, "not very sure")):
        if share >= floor:
            return words
    return "more unsure than sure"


def _record(material: Material) -> Iterable[Claim]:
    for logged in material.earlier:
        for outcome in logged.outcomes[-1:]:
            told, derived = age(logged.recommendation.issued_at, material.now)
            yield Claim(
                f"A similar one {told} turned out {outcome.result.value}.",
                (logged.label,),
                ClaimKind.HISTORY,
                (derived,),
            )


def effect(subject: Subject, material: Material) -> Draft:
    """Word the expected effect as logged, with what similar ones really brought."""
    log = material.log
    if log is None:
        return Draft(found=False)
    expected = log.recommendation.expected_effect
    if not expected:
        text = "The recommender logged no expected effect."
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing="What it is to bring is not in the log.",
        )
    lead = Claim(f"It expects: {lowered(expected)}.", (log.label,))
    return Draft((lead, *_record(material)))
