"""Tells whether index files are as they were left, before a library is let loose on them.

Knows checksums of files and a mark that stands while files are first read. Does not know what is
in them. It is needed because Chroma's native code trusts its files: random bytes in
``data_level0.bin`` end the process instead of raising, at this start and at every one after it.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SEAL = "seal.json"
_MARK = "reading"
_BLOCK = 1 << 20


class Seal:
    """The checksums of what matches ``patterns`` in ``directory``, while nothing is changing it."""

    def __init__(self, directory: Path, patterns: tuple[str, ...]) -> None:
        self._directory = directory
        self._patterns = patterns

    def broken(self) -> str:
        """Return what is wrong with the files, or ""; without a seal only the mark is looked at."""
        if (self._directory / _MARK).exists():
            return "the process ended while it was reading the index"
        seal = self._directory / _SEAL
        if not seal.exists():
            return ""
        try:
            sealed = json.loads(seal.read_text(encoding="utf-8"))
            found = self._checksums()
        except (OSError, ValueError) as problem:
            return f"{seal} cannot be checked ({problem})"
        differing = sorted(name for name in sealed if found.get(name) != sealed[name])
        return f"{differing[0]} is not as it was written" if differing else ""

    def lift(self) -> None:
        """The files are about to change."""
        (self._directory / _SEAL).unlink(missing_ok=True)

    def set(self) -> None:
        """The files are whole and stay as they are."""
        aside = self._directory / f"{_SEAL}.new"
        aside.write_text(json.dumps(self._checksums()), encoding="utf-8")
        aside.replace(self._directory / _SEAL)

    def renew(self) -> None:
        """Take the files as they are now, if they were sealed.

        Merely reading them makes Chroma write them anew, with other bytes where nothing is stored.
        """
        if (self._directory / _SEAL).exists():
            self.set()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Leave a mark behind only if the process dies inside."""
        mark = self._directory / _MARK
        mark.touch()
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def _checksums(self) -> dict[str, int]:
        files = (path for pattern in self._patterns for path in self._directory.glob(pattern))
        return {str(path.relative_to(self._directory)): _checksum(path) for path in sorted(files)}


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            checksum = zlib.crc32(block, checksum)
    return checksum
