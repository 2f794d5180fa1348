"""Where something opens on the web, for faces that can only link there.

Knows the site's paths. Does not know who may open what. Without an address of the site there is no
link: nobody outside the machine could follow it.
"""

from urllib.parse import quote, urlencode


def evidence_address(site: str, question: str, label: str) -> str:
    """Return where a citation of an answer opens, "" without a site."""
    return f"{site}/evidence/{quote(label)}?{urlencode({'question': question})}" if site else ""


def transfers_address(site: str) -> str:
    """Return where the inbox of offers opens, "" without a site."""
    return f"{site}/transfers" if site else ""


def article_address(site: str, number: str) -> str:
    """Return where an article opens, "" without a site."""
    return f"{site}/knowledge/{quote(number)}" if site else ""


def log_address(site: str, decision_id: str) -> str:
    """Return where a reasoning log opens, "" without a site."""
    return f"{site}/logs/{quote(decision_id)}" if site else ""
