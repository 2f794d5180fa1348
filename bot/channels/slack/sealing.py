"""Tokens at rest: sealed with a key that is not where the tokens are.

Knows the key's file, in the data folder and readable only by its owner. Does not know the store.
Whoever has only a copy of the database has no token; whoever has the data folder has both.
"""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

_KEY_FILE = "chats.key"


class Unreadable(Exception):
    """The sealed text was sealed with another key: the installation has to be made again."""


class Seal:
    """Seals and opens with one key."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    @classmethod
    def of(cls, data_dir: Path) -> "Seal":
        """Return the seal of this data folder; its key is made when it is first needed."""
        path = data_dir / _KEY_FILE
        data_dir.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "wb") as opened:
                opened.write(Fernet.generate_key())
        return cls(path.read_bytes())

    def close(self, text: str) -> str:
        """Return the text sealed."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text; raises ``Unreadable``."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise Unreadable("sealed with another key: install Tandem there again") from None
