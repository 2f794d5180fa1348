"""What a team makes of an offer: adopt, adapt or reject it, and whether it worked.

Knows who may do what and what has to be said with it. Does not know how an offer reads or where
it is clicked. Every act says who, when and why, and is only ever added; of two who decide at once
the first one has decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.feedback import BadFeedback
from bot.speech import ENGLISH, speaking, tr
from bot.transfers.words import state_words
from knowledge.curation.transfer import seeing
from knowledge.hygiene import visible
from knowledge.model import (
    Article,
    ArticleState,
    BadTransfer,
    Body,
    Person,
    Role,
    Source,
    SourceKind,
    Team,
    Transfer,
    TransferAct,
    TransferStep,
)
from knowledge.store import Store

MAX_REASON = 1_000
FIELDS = ("act", "number", "reason")
"""What an act may say; adapting, rejecting and "did not work" need a reason."""

_ACTS: Mapping[str, TransferAct] = {
    "adopt": TransferAct.ADOPTED,
    "adapt": TransferAct.ADAPTED,
    "reject": TransferAct.REJECTED,
    "worked": TransferAct.WORKED,
    "did-not": TransferAct.DID_NOT,
}
ACTS = tuple(_ACTS)
"""Everything that a team can do with an offer."""

_DECIDES = frozenset({TransferAct.ADOPTED, TransferAct.ADAPTED, TransferAct.REJECTED})
_EXPLAINED = frozenset({TransferAct.ADAPTED, TransferAct.REJECTED, TransferAct.DID_NOT})


def decide(store: Store, person: Person, fields: Mapping[str, str], *, now: datetime) -> Transfer:
    """Do what the fields say and return the transfer as it is then.

    Doing again what it already is changes nothing. Raises ``BadFeedback`` naming the field.
    """
    act = _ACTS.get(fields["act"])
    if act is None:
        raise BadFeedback("act", fields["act"], tr("say one of {acts}", acts=", ".join(ACTS)))
    one = _known(store, person, fields["number"])
    _may(store, person, one, act)
    reason = visible(fields.get("reason", "")).strip()
    if one.state is act and one.last.by == person.id and one.last.reason == reason:
        return one
    if len(reason) > MAX_REASON or (act in _EXPLAINED and not reason):
        raise BadFeedback("reason", reason[:40], tr("say why in a sentence"))
    step = TransferStep(act, now, person.id, reason, _role(person))
    _follows(one, step)
    if act is TransferAct.ADAPTED:
        step = replace(step, made=_draft(store, person, one, reason, now))
    after = store.transfers.append(one, step)
    if after is None:
        raise BadFeedback(
            "number", one.number, tr("somebody decided on it a moment ago; look at it again")
        )
    return after


def note_seen(
    store: Store, person: Person, shown: Iterable[Transfer], *, now: datetime
) -> list[Transfer]:
    """Note that somebody who may decide has looked at these; return them as they are then.

    Who it was is not kept.
    """
    found = []
    for one in shown:
        if one.state is TransferAct.OFFERED and seeing.may_decide(person, one):
            found.append(store.transfers.append(one, TransferStep(TransferAct.SEEN, now)) or one)
        else:
            found.append(one)
    return found


def _known(store: Store, person: Person, number: str) -> Transfer:
    text = number.removeprefix("T-")
    found = seeing.transfer(store, person, int(text)) if text.isdecimal() else None
    if found is None:
        raise BadFeedback(
            "number", number, tr("there is no such offer that you may see; look at the list")
        )
    return found


def _may(store: Store, person: Person, one: Transfer, act: TransferAct) -> None:
    if store.directory.load().person(person.id) is None:
        raise BadFeedback(
            "person", person.id, tr("say who decides: choose yourself, or give --person ID")
        )
    if act in _DECIDES and not seeing.may_decide(person, one):
        raise BadFeedback(
            "number", one.number, tr("supervisors and engineers of the team decide on it")
        )
    if one.team not in person.teams:
        raise BadFeedback("number", one.number, tr("people of the team say whether it worked"))


def _follows(one: Transfer, step: TransferStep) -> None:
    try:
        one.then(step)
    except BadTransfer:
        raise BadFeedback(
            "number",
            one.number,
            tr("that does not follow ({state}); look at it again", state=state_words(one.state)),
        ) from None


def _role(person: Person) -> str:
    for role in (Role.ENGINEER, Role.SUPERVISOR):
        if role in person.roles:
            return role.value
    return Role.OPERATOR.value


def _draft(store: Store, person: Person, one: Transfer, reason: str, now: datetime) -> str:
    """Return the number of the team's own draft of the article, made unless it is there."""
    article = seeing.articles(store, [one]).get(one.article)
    team = next((each for each in store.directory.load().teams if each.id == one.team), None)
    if article is None or team is None:
        raise BadFeedback("number", one.number, tr("the article is not there any more"))
    for each in store.articles.all([ArticleState.WIP]):
        if each.body.owner == team.id and _comes_from(each, article):
            return each.number  # an earlier try was cut off, or they adapt it once more
    with speaking(ENGLISH):  # kept for all readers
        why = tr("Adapted from {article}: {reason}", article=article.number, reason=reason)
    new = store.articles.add(
        adapted(article, team), at=now, by=person.id, reason=why, topic=article.topic
    )
    return new.number


def adapted(article: Article, team: Team) -> Body:
    """Return the body of a team's own draft: the same words, for its equipment and its people."""
    body = article.body
    origin = Source(
        label=_free_label(body),
        kind=SourceKind.ARTICLE,
        source_id=article.number,
        text="\n".join(each.text for each in body.statements),
        document=article.number,
        revision=str(article.version),
        audience=body.audience,
    )
    return replace(
        body,
        sources=(*body.sources, origin),
        scope=team.owns,
        owner=team.id,
        audience=frozenset({team.id}),
        review_by=None,
        supersedes="",
    )


def _free_label(body: Body) -> str:
    taken = {each.label for each in body.sources}
    return next(
        label for number in range(1, len(taken) + 2) if (label := f"K{number}") not in taken
    )


def _comes_from(one: Article, article: Article) -> bool:
    return any(
        each.kind is SourceKind.ARTICLE and each.source_id == article.number
        for each in one.body.sources
    )
