"""How accounts, links and tokens read in a terminal. Does not know how they came about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

Told = Mapping[str, Any]


def accounts_text(result: Told) -> str:
    """Return one line an account."""
    lines = [
        f"{each['person']}  {each['name']}  {each['state']}  sessions: {each['sessions']}  "
        f"tokens: {each['tokens']}"
        for each in result["accounts"]
    ]
    for person, count in result["other_tokens"].items():
        lines.append(f"{person}  no account  tokens: {count}")
    return "\n".join(lines) or "Nobody has an account yet: tandem accounts invite PERSON."


def link_text(result: Told) -> str:
    """Return the one-time link, for whom it is and until when."""
    until = datetime.fromisoformat(result["expires_at"]).astimezone().strftime("%Y-%m-%d %H:%M %Z")
    whose = f"{result['name']} ({result['person']})" if "person" in result else "the first admin"
    return (
        f"For {whose}, to set a password:\n  {result['link']}\n"
        f"It works once, until {until}. Earlier links no longer work."
    )


def disabled_text(result: Told) -> str:
    """Return that the person is shut out."""
    return (
        f"{result['person']} is signed out everywhere and may no longer sign in. "
        f"tandem accounts invite {result['person']} lets them in again."
    )


def token_text(result: Told) -> str:
    """Return the new token, or how many were taken back."""
    if "revoked" in result:
        return f"Tokens of {result['person']} taken back: {result['revoked']}."
    return (
        f"{result['token']}\nIt is shown this once. Send it as Authorization: Bearer TOKEN; it "
        f"asks as {result['name']} ({result['person']})."
    )
