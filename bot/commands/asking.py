"""Asking and searching as commands.

Knows their parameters and results. Does not know how an answer is found or shown on a page.
"""

import time

from bot.answering.records import reply_json
from bot.channels.terminal import TerminalChannel, told
from bot.commands.call import Call
from bot.feedback import scoped_key
from bot.hits import hit_json
from bot.messages import Message
from bot.owner import A_CLAIM, CommandFailed, Result
from bot.services import Services
from bot.speech import tr
from knowledge import access
from knowledge.model import Claim, Person, checked_asset


def ask(call: Call) -> Result:
    """Answer ``text`` for ``person`` (None: the local admin) in ``conversation``.

    ``key`` makes a repeated delivery one question; ``decision`` and ``asset`` say what it is
    about. Returns the contract's object as ``reply`` and, for ``width`` columns, as ``rendered``;
    claims that stand before the answer is whole go to the progress.
    """
    person = call.services.person(call.optional("person"))
    decision = call.optional("decision")
    if decision is not None:
        _check_visible(call.services, person, decision)
    message = Message(
        key=scoped_key("cli", person, call.text("key")),
        conversation_id=f"cli:{person.id}:{call.text('conversation')}",
        person=person,
        text=call.text("text"),
        at=call.now,
        decision_id=decision,
        asset=_asset(call),
    )

    def tell(claim: Claim) -> None:
        call.progress(told(claim), 0, A_CLAIM)

    reply = call.services.assistant.reply(message, now=call.now, tell=tell)
    channel = TerminalChannel(
        width=int(call.text("width")),
        color=bool(call.params.get("color")),
        more=bool(call.params.get("more")),
    )
    return {"reply": reply_json(reply), "rendered": channel.render(reply)}


def language(call: Call) -> Result:
    """Return the language that ``person`` (None: the local admin) reads."""
    return {"language": call.language()}


def search(call: Call) -> Result:
    """Return the ``k`` passages nearest to ``text`` that ``person`` may see, best first."""
    if not call.text("text").strip():
        raise CommandFailed("TEXT is empty: write the words to search for.")
    started = time.perf_counter()
    hits = call.services.search.find(
        call.text("text"),
        person=call.services.person(call.optional("person")),
        asset=_asset(call),
        now=call.now,
        k=int(call.text("k")),
    )
    return {
        "text": call.text("text"),
        "hits": [hit_json(rank, hit) for rank, hit in enumerate(hits, start=1)],
        "seconds": round(time.perf_counter() - started, 4),
    }


def _asset(call: Call) -> str | None:
    asset = call.optional("asset")
    return None if asset is None else checked_asset(asset)


def _check_visible(services: Services, person: Person, decision: str) -> None:
    if access.recommendation(services.store, person, decision) is None:
        if person.sees_all:
            raise CommandFailed(
                tr(
                    "There is no recommendation {decision}: check the id, or ask “What is open?” "
                    "for those that wait for a decision.",
                    decision=repr(decision),
                )
            )
        raise CommandFailed(
            tr(
                "There is no recommendation {decision} that {person} may see: check the id, or "
                "ask “What is open?” for those that wait for a decision.",
                decision=repr(decision),
                person=person.name,
            )
        )
