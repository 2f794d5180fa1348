"""What ingesting documents did, file by file, for people and for scripts.

Knows outcomes and how to say them. Does not know how they came about (``documents``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class FileOutcome(StrEnum):
    """What became of a file. Kept: stored, but visible to nobody until someone names who."""

    INGESTED = "ingested"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    OPENED = "opened"
    COPY = "copy"
    KEPT = "kept"
    REFUSED = "refused"


NOTES = 8
NAMED = 3
"""Files that are named with a note; the JSON names all."""


@dataclass(frozen=True)
class FileReport:
    """One file: what became of it, why, and what its readers should know."""

    path: str
    outcome: FileOutcome
    reason: str = ""
    document: str = ""
    passages: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentReport:
    """All files of one run. ``unchanged`` files are counted, not listed, unless refused or kept.

    ``unknown_fields`` counts control fields that mean nothing here: field -> files.
    """

    files: tuple[FileReport, ...] = ()
    unchanged: int = 0
    skipped: tuple[tuple[str, str], ...] = ()
    vanished: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    unknown_fields: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def passages(self) -> int:
        """How many passages were written."""
        return sum(file.passages for file in self.files)

    def of(self, *outcomes: FileOutcome) -> list[FileReport]:
        """Return the files with these outcomes, in the order of their paths."""
        return [file for file in self.files if file.outcome in outcomes]

    def to_json(self) -> dict[str, object]:
        """Return counts, and every file that wants attention with its reason."""
        return {
            "ingested": len(self.of(FileOutcome.INGESTED)),
            "replaced": len(self.of(FileOutcome.REPLACED)),
            "unchanged": self.unchanged,
            "opened": len(self.of(FileOutcome.OPENED)),
            "copies": _reasons(self.of(FileOutcome.COPY)),
            "kept": _reasons(self.of(FileOutcome.KEPT)),
            "refused": _reasons(self.of(FileOutcome.REFUSED)),
            "skipped": [{"path": path, "reason": reason} for path, reason in self.skipped],
            "vanished": list(self.vanished),
            "superseded": list(self.superseded),
            "withdrawn": list(self.withdrawn),
            "passages": self.passages,
            "notes": [
                {"path": file.path, "note": note} for file in self.files for note in file.notes
            ],
            "unknown_fields": dict(sorted(self.unknown_fields.items())),
            "summary": self.summary(),
            "seconds": round(self.seconds, 3),
        }

    def summary(self) -> list[str]:
        """Return what happened in sentences, the most important first."""
        new = self.of(FileOutcome.INGESTED, FileOutcome.REPLACED)
        passages = sum(file.passages for file in new)
        said = [
            f"{_files(len(new))} ingested ({_count(passages, 'passage')}), "
            f"{self.unchanged:,} unchanged."
        ]
        said += [f"Refused {file.path}: {file.reason}." for file in self.of(FileOutcome.REFUSED)]
        said += self._worth_a_look()
        if kept := self.of(FileOutcome.KEPT):
            said.append(
                f"{_files(len(kept))} kept but visible to nobody, because neither the files nor "
                "--audience say who may see them: ingest them again with --audience TEAM or "
                "--audience everyone."
            )
        if opened := self.of(FileOutcome.OPENED):
            said.append(f"{_files(len(opened))} given the audience you named.")
        for verb, names in (("superseded", self.superseded), ("withdrawn", self.withdrawn)):
            if names:
                said.append(f"Now {verb}: {_listed(names)}.")
        if self.vanished:
            said.append(f"No longer there and withdrawn: {_listed(self.vanished)}.")
        if self.unknown_fields:
            fields = (f"{name} ({count:,})" for name, count in self.unknown_fields.most_common())
            said.append(f"Fields that mean nothing here, left in their files: {_listed(fields)}.")
        if self.skipped:
            reasons = Counter(reason for _, reason in self.skipped)
            counts = "; ".join(f"{count:,}: {why}" for why, count in reasons.most_common())
            said.append(f"Skipped {counts}.")
        return said

    def _worth_a_look(self) -> list[str]:
        """Return the notes on files, those on most files first."""
        noted: dict[str, list[str]] = {}
        for file in self.files:
            for note in file.notes:
                noted.setdefault(note, []).append(file.path)
        most_first = sorted(noted.items(), key=lambda each: -len(each[1]))
        said = [f"Look at {_listed(paths, NAMED)}: {note}." for note, paths in most_first[:NOTES]]
        more = len(most_first) - len(said)
        return [*said, f"{_count(more, 'more note')}: --json shows all."] if more else said


def _reasons(files: Iterable[FileReport]) -> list[dict[str, str]]:
    return [{"path": file.path, "reason": file.reason} for file in files]


def _files(count: int) -> str:
    return _count(count, "file")


def _count(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _listed(names: Iterable[str], most: int = 12) -> str:
    listed = list(names)
    more = f" and {len(listed) - most:,} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more
