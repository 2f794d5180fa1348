"""Who may sign in, as commands: list, link, invite, reset, disable, token.

Knows what each gives back. Does not know how a link is made (``bot.accounts``) or used (the web).
Nothing is sent to anybody: whoever runs the command hands the link over.
"""

from collections import Counter

from bot.accounts import (
    NewLink,
    account_holder,
    first_admin_link,
    known_person,
    new_token,
    password_link,
)
from bot.commands.call import Call
from bot.owner import CommandFailed, Result
from knowledge.model import Person


def accounts_list(call: Call) -> Result:
    """Return every account: whose, whether it is open, and how many tokens it has."""
    store = call.services.store
    tokens = Counter(store.accounts.token_holders())
    rows = []
    for account in store.accounts.all():
        holder = account_holder(call.services, account.person_id)
        state = "open" if account.password else "invited"
        state = "disabled" if account.disabled_at else state if holder else "not in the directory"
        rows.append(
            {
                "person": account.person_id,
                "name": holder.name if holder else "",
                "roles": sorted(holder.roles) if holder else [],
                "state": state,
                "sessions": len(store.sessions.of_person(account.person_id, now=call.now)),
                "tokens": tokens.pop(account.person_id, 0),
            }
        )
    return {"accounts": rows, "other_tokens": dict(tokens)}


def accounts_link(call: Call) -> Result:
    """Make the one-time link of the first admin anew."""
    _not_in_the_demo(call)
    if call.services.store.accounts.any_admin():
        raise CommandFailed(
            "There is an admin already: tandem accounts list names them, tandem accounts reset "
            "PERSON makes a link for one who forgot the password."
        )
    return _shown(first_admin_link(call.services, now=call.now))


def accounts_invite(call: Call) -> Result:
    """Open an account for ``person`` and make the one-time link that sets its password."""
    person = _person(call)
    store = call.services.store
    account = store.accounts.get(person.id)
    if account is not None and account.password and account.disabled_at is None:
        raise CommandFailed(
            f"{_named(person)} has an account already: tandem accounts reset {person.id} makes a "
            "link to set a new password."
        )
    store.accounts.admit(person.id, now=call.now)
    return _for(person) | _shown(password_link(call.services, person, now=call.now))


def accounts_reset(call: Call) -> Result:
    """Make a link with which ``person`` sets a new password; the old one holds until then."""
    person = _person(call)
    account = call.services.store.accounts.get(person.id)
    if account is None or account.disabled_at is not None:
        raise CommandFailed(
            f"{_named(person)} has no open account: tandem accounts invite {person.id} makes one."
        )
    return _for(person) | _shown(password_link(call.services, person, now=call.now))


def accounts_disable(call: Call) -> Result:
    """Shut ``person`` out at once: account, sessions, links and tokens.

    Also works by the id of somebody who is no longer in the directory.
    """
    _not_in_the_demo(call)
    name = call.text("person")
    known = call.services.store.accounts.get(name) is not None
    person_id = name if known else known_person(call.services, name).id
    call.services.store.accounts.disable(person_id, now=call.now)
    return {"person": person_id}


def accounts_token(call: Call) -> Result:
    """Make a token for programs of ``person``, or take all back (``revoke``)."""
    person = _person(call)
    if call.params.get("revoke"):
        return _for(person) | {"revoked": call.services.store.accounts.revoke_tokens(person.id)}
    account = call.services.store.accounts.get(person.id)
    if account is not None and account.disabled_at is not None:
        raise CommandFailed(
            f"{_named(person)} is disabled: tandem accounts invite {person.id} first."
        )
    return _for(person) | {"token": new_token(call.services, person, now=call.now)}


def _person(call: Call) -> Person:
    _not_in_the_demo(call)
    return known_person(call.services, call.text("person"))


def _not_in_the_demo(call: Call) -> None:
    if call.services.settings.demo:
        raise CommandFailed(
            "The demo has no accounts: its visitors choose who they are. Set TANDEM_DATA_DIR to "
            "your own data."
        )


def _named(person: Person) -> str:
    return f"{person.name} ({person.id})"


def _for(person: Person) -> Result:
    return {"person": person.id, "name": person.name}


def _shown(link: NewLink) -> Result:
    return {"link": link.url, "code": link.code, "expires_at": link.expires_at.isoformat()}
