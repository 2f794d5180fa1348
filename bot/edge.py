"""The edge of a command: an unexpected failure becomes a sentence with a reference number.

Knows the log file ``tandem.log`` in the data folder. Does not know what failed: failures that
are expected carry their own sentence and never come here.
"""

import logging
import logging.handlers
import secrets
import tempfile
from pathlib import Path

from bot.speech import tr
from knowledge.redaction import Redaction

LOG_FILE = "tandem.log"
_BYTES = 5_000_000
_KEPT = 3
_log = logging.getLogger("tandem")


def log_to(folder: Path, *, level: str) -> None:
    """Send this process's log to the data folder; without a writable folder, nowhere.

    A folder that cannot be written is reported by whoever claims it, not by its log.
    """
    handler: logging.Handler
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / LOG_FILE, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        (folder / LOG_FILE).touch(mode=0o600)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(
        _Veiled("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("tandem", "bot", "knowledge"):
        logging.getLogger(ours).setLevel(level.upper())


class _Veiled(logging.Formatter):
    """Writes records, tracebacks too, without the personal data that has a pattern."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is written."""
        return Redaction().veil().hide(super().format(record))


def sentence_for(error: BaseException, *, doing: str) -> str:
    """Log the failure with its traceback and return what the person is told."""
    root = logging.getLogger()
    if not root.handlers:  # it failed before the data folder was known
        log_to(Path(tempfile.gettempdir()), level="info")
    reference = secrets.token_hex(3)
    _log.error("%s failed, reference %s", doing, reference, exc_info=error)
    files = [each.baseFilename for each in root.handlers if isinstance(each, logging.FileHandler)]
    if not files:
        return tr(
            "Something went wrong in Tandem itself during `{doing}`. Reference {reference}: no log "
            "file could be written.",
            doing=doing,
            reference=reference,
        )
    return tr(
        "Something went wrong in Tandem itself during `{doing}`. Reference {reference}: the "
        "details are in {file}.",
        doing=doing,
        reference=reference,
        file=files[0],
    )
