"""Signatures, so that a receiver knows that a message is ours, whole and new.

Knows the form that is called Standard Webhooks: HMAC-SHA-256 over id, time and body, so that any
library for it can verify. Does not know what is sent.
"""

import base64
import hashlib
import hmac
from datetime import datetime

PREFIX = "whsec_"
LEAST_BYTES = 24
MOST_BYTES = 64


class BadSecret(ValueError):
    """A secret that cannot be used; the message is the remedy."""

    def __init__(self) -> None:
        super().__init__(
            f"write {PREFIX} and {LEAST_BYTES} to {MOST_BYTES} bytes in base64, such as "
            f'"{PREFIX}$(openssl rand -base64 32)"'
        )


def key_of(secret: str) -> bytes:
    """Return the key that the secret stands for. Raises ``BadSecret``."""
    if not secret.startswith(PREFIX):
        raise BadSecret
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise BadSecret from None
    if not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise BadSecret
    return key


def signed_headers(secret: str, message_id: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """Return the headers ``webhook-id``, ``webhook-timestamp`` and ``webhook-signature``."""
    seconds = int(at.timestamp())
    signed = f"{message_id}.{seconds}.".encode() + body
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
