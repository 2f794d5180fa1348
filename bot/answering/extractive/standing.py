"""How a recommendation stands: still valid, how sure, what it is to bring, who decides."""

from collections.abc import Iterable

from bot.answering.compose import Draft
from bot.answering.extractive.caution import doubtful_inputs
from bot.answering.extractive.procedure import disagreements
from bot.answering.gather import Logged, Material
from bot.answering.resolve import Subject
from bot.answering.wording import age, left, lowered, value_text
from bot.speech import mark, tr
from knowledge.model import Claim, ClaimKind, DecisionKind, OutcomeResult

_DECIDED = {
    DecisionKind.ACCEPTED: mark("No longer open: it was accepted {ago}."),
    DecisionKind.OVERRIDDEN: mark("No longer open: it was overridden {ago}."),
    DecisionKind.EXPIRED: mark("No longer open: it was left to expire {ago}."),
}
_TURNED_OUT = {
    OutcomeResult.BETTER: mark("A similar one {ago} turned out better."),
    OutcomeResult.SAME: mark("A similar one {ago} turned out same."),
    OutcomeResult.WORSE: mark("A similar one {ago} turned out worse."),
}
_NOT_FOLLOWED = {
    OutcomeResult.BETTER: mark("A similar one {ago} was not followed, and it turned out better."),
    OutcomeResult.SAME: mark("A similar one {ago} was not followed, and it turned out same."),
    OutcomeResult.WORSE: mark("A similar one {ago} was not followed, and it turned out worse."),
}
"""What came of doing otherwise speaks for that, and not for the recommendation."""
_SURE = (
    (0.9, mark("It put its own confidence at {confidence}: very sure.")),
    (0.75, mark("It put its own confidence at {confidence}: fairly sure.")),
    (0.5, mark("It put its own confidence at {confidence}: not very sure.")),
    (0.0, mark("It put its own confidence at {confidence}: more unsure than sure.")),
)


def validity(subject: Subject, material: Material) -> Draft:
    """Word whether it still stands: decided, expired, replaced, or how long it is left."""
    log = material.log
    if log is None:
        return Draft(found=False)
    claims = [*_decided(log, material), *_replaced(material), _time(log, material)]
    told, derived = age(log.recommendation.issued_at, material.now)
    claims.append(
        Claim(
            tr("It was issued {ago}.", ago=told),
            (log.label,),
            ClaimKind.VALIDITY,
            (derived,),
            detail=True,
        )
    )
    return Draft((*claims, *doubtful_inputs(log)))


def _decided(log: Logged, material: Material) -> Iterable[Claim]:
    if not log.decisions:
        return
    last = log.decisions[-1]
    told, derived = age(last.at, material.now)
    text = tr(_DECIDED[last.decision], ago=told)
    yield Claim(text, (log.label,), ClaimKind.VALIDITY, (derived,))


def _replaced(material: Material) -> Iterable[Claim]:
    if material.log is None or material.newer is None:
        return
    newer = material.newer
    told, derived = age(newer.recommendation.issued_at, material.now)
    yield Claim(
        tr(
            "Not the latest: {ago} it was followed by “{action}”.",
            ago=told,
            action=newer.recommendation.action.rstrip("."),
        ),
        (newer.label,),
        ClaimKind.VALIDITY,
        (derived,),
    )


def _time(log: Logged, material: Material, *, asked: bool = True) -> Claim:
    """Word how long it stands, as the answer to that question or, not ``asked``, by itself."""
    expires = log.recommendation.expires_at
    if expires is None:
        text = tr("The log gives no expiry time.")
        return Claim(text, (log.label,), ClaimKind.VALIDITY)
    if expires <= material.now:
        told, derived = age(expires, material.now)
        text = tr("No: it expired {ago}.", ago=told)
        return Claim(text, (log.label,), ClaimKind.VALIDITY, (derived,))
    told, derived = left(expires, material.now)
    if log.decisions or material.newer or not asked:
        text = tr("It expires in {time}.", time=told)
    else:
        text = tr("Yes, it expires in {time}.", time=told)
    return Claim(text, (log.label,), ClaimKind.VALIDITY, (derived,))


def confidence(subject: Subject, material: Material) -> Draft:
    """Word the logged confidence, with what speaks against leaning on it."""
    log = material.log
    if log is None:
        return Draft(found=False)
    return Draft((*_confidence(log), *doubtful_inputs(log), *_record(material)))


def _confidence(log: Logged) -> Iterable[Claim]:
    own = log.recommendation.confidence
    if own is None:
        text = tr("The recommender logged no confidence for this.")
        yield Claim(text, (log.label,), ClaimKind.MISSING)
        return
    yield Claim(_in_words(own), (log.label,))
    yield Claim(
        tr("That is the recommender's own figure; I have not checked it against outcomes."),
        (log.label,),
        detail=True,
    )


def decision(subject: Subject, material: Material) -> Draft:
    """Word who decides, how long there is time, and what speaks for it and against.

    For "do I have to?" and "should I?": whether to follow it is nobody's to say but theirs who
    stand at the machine, within the procedures.
    """
    log = material.log
    if log is None:
        return Draft(found=False)
    stands = (*_decided(log, material), *_replaced(material))
    expires = log.recommendation.expires_at
    if not stands and expires is not None and expires <= material.now:
        stands = (_time(log, material),)
    if not stands:
        text = tr("It is advice and you decide: accept it, or override it and say why.")
        stands = (Claim(text, (log.label,)), _time(log, material, asked=False))
    for_and_against = (*_confidence(log), *doubtful_inputs(log), *_record(material))
    return Draft((*disagreements(material), *stands, *for_and_against))


def origin(subject: Subject, material: Material) -> Draft:
    """Word which recommender it comes from, in which version, and when."""
    log = material.log
    if log is None:
        return Draft(found=False)
    one = log.recommendation
    told, derived = age(one.issued_at, material.now)
    model = f"{one.model_name} {one.model_version}".strip()
    text = tr("The recommender {model} issued it {ago}.", model=model, ago=told)
    return Draft((Claim(text, (log.label,), derived=(derived,)), *_confidence(log)))


def _in_words(share: float) -> str:
    said = next(text for floor, text in _SURE if share >= floor or not floor)
    return tr(said, confidence=value_text(share))


def _record(material: Material) -> Iterable[Claim]:
    for logged in material.earlier:
        followed = not logged.decisions or logged.decisions[-1].decision is DecisionKind.ACCEPTED
        wordings = _TURNED_OUT if followed else _NOT_FOLLOWED
        for outcome in logged.outcomes[-1:]:
            told, derived = age(logged.recommendation.issued_at, material.now)
            yield Claim(
                tr(wordings[outcome.result], ago=told),
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
        text = tr("The recommender logged no expected effect.")
        return Draft(
            (Claim(text, (log.label,), ClaimKind.MISSING),),
            missing=tr("What it is to bring is not in the log."),
        )
    lead = Claim(tr("It expects: {effect}.", effect=lowered(expected)), (log.label,))
    return Draft((lead, *_record(material)))
