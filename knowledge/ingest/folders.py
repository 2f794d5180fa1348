"""Folders: which files stand below the paths somebody named, and what could not be looked at.

Knows names, links, sidecars and permissions. Does not open documents.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.ingest.reading import SUFFIXES, unsupported

SIDECAR = ".meta.yaml"
_MOST_DEPTH = 64


@dataclass(frozen=True)
class Found:
    """A document file below ``root``, with the sidecar that belongs to it."""

    path: Path
    root: Path
    size: int
    mtime_ns: int
    sidecar: Path | None = None


@dataclass
class Discovery:
    """What was found. ``problems`` could not be looked at; ``skipped`` is no document."""

    files: list[Found] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, str]] = field(default_factory=list)
    skipped: list[tuple[Path, str]] = field(default_factory=list)


def discover(paths: Sequence[Path]) -> Discovery:
    """Return the documents at and below the paths, in the order of their names, each once.

    Links are followed only within the folder that was named, so that a link cannot publish
    what nobody named. Hidden files and folders are skipped.
    """
    discovery = Discovery()
    seen: set[Path] = set()
    for given in paths:
        try:
            path = given.resolve()
            is_folder, exists = path.is_dir(), path.exists()
        except (OSError, RuntimeError) as bad:
            discovery.problems.append((given, _refusal(bad)))
            continue
        if is_folder:
            discovery.folders.append(path)
            _walk(path, path, discovery, seen, set())
        elif exists:
            _add_file(path, path.parent, discovery, seen, named=True)
        else:
            discovery.problems.append((path, "does not exist; check the path"))
    discovery.files.sort(key=lambda found: found.path)
    return discovery


def _walk(
    folder: Path, root: Path, discovery: Discovery, seen: set[Path], visited: set[Path]
) -> None:
    real = folder.resolve()
    if real in visited or len(folder.parts) - len(root.parts) > _MOST_DEPTH:
        discovery.skipped.append((folder, "is a link to a folder already looked at"))
        return
    visited.add(real)
    for entry in _listed(folder, discovery):
        path = folder / entry.name
        if entry.name.startswith("."):
            discovery.skipped.append((path, "is hidden"))
        elif entry.is_symlink() and (why := _leads_astray(path, root, seen)):
            discovery.skipped.append((path, why))
        elif entry.is_dir():
            _walk(path, root, discovery, seen, visited)
        else:
            _add_file(path, root, discovery, seen, named=False)


def _listed(folder: Path, discovery: Discovery) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as bad:
        discovery.problems.append((folder, _refusal(bad)))
        return []


def _leads_astray(link: Path, root: Path, seen: set[Path]) -> str:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a link that leads nowhere or round in a circle"
    if not target.is_relative_to(root.resolve()):
        return f"is a link out of the folder; name {target} itself if it is meant"
    return "is a link to a file already taken" if target in seen else ""


def _add_file(
    path: Path, root: Path, discovery: Discovery, seen: set[Path], *, named: bool
) -> None:
    if path in seen:
        return
    seen.add(path)
    if path.name.endswith(SIDECAR):
        _note_sidecar(path, discovery, named=named)
        return
    if path.suffix.lower() not in SUFFIXES:
        why = unsupported(path.suffix.lower())
        (discovery.problems if named else discovery.skipped).append((path, why))
        return
    if not path.is_file():
        discovery.skipped.append((path, "is no ordinary file"))
        return
    try:
        about = path.stat()
        sidecar = _sidecar_of(path)
        beside = sidecar.stat() if sidecar is not None else None
    except OSError as bad:
        discovery.problems.append((path, _refusal(bad)))
        return
    # The sidecar's size and time count with the document's: a change of either is a change.
    size = about.st_size + (beside.st_size if beside else 0)
    mtime_ns = about.st_mtime_ns + (beside.st_mtime_ns if beside else 0)
    discovery.files.append(Found(path, root, size, mtime_ns, sidecar))


def _sidecar_of(path: Path) -> Path | None:
    """``SOP-114.pdf`` may have ``SOP-114.pdf.meta.yaml`` or ``SOP-114.meta.yaml`` beside it."""
    for name in (path.name, path.stem):
        sidecar = path.with_name(name + SIDECAR)
        if sidecar.is_file():
            return sidecar
    return None


def _note_sidecar(path: Path, discovery: Discovery, *, named: bool) -> None:
    name = path.name.removesuffix(SIDECAR)
    owners = [path.with_name(name), *(path.with_name(name + suffix) for suffix in SUFFIXES)]
    if named:
        discovery.problems.append((path, "is a sidecar; name the document it belongs to"))
    elif not any(owner.is_file() for owner in owners):
        discovery.skipped.append((path, f"is a sidecar without its document {name}"))


def _refusal(bad: OSError | RuntimeError) -> str:
    if isinstance(bad, PermissionError):
        return "may not be read; give this account permission to read it"
    said = getattr(bad, "strerror", None) or bad
    return f"cannot be read ({said}); check the disk or share"
