"""The knowledge base as a folder of Markdown files: written out, and read in again.

Knows which file is whose, what was edited where, and that nothing is overwritten that was changed:
neither in the folder nor here. Does not know a file's form (``knowledge.ingest.articles``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.answering.sources import Sources
from bot.articles.acting import edited, new_article, take
from bot.feedback import BadFeedback
from bot.speech import tr
from knowledge import access
from knowledge.ingest.articles import ArticleFile, BadArticleFile, digest_of, read_article, written
from knowledge.model import Article, ArticleState, Person
from knowledge.store import Move, NewArticle

_NO_ARTICLE = frozenset({"readme.md"})
MOST_BYTES = 1_000_000


class BadFolder(ValueError):
    """A folder that cannot be read or written; the message says every place and its remedy."""


@dataclass(frozen=True)
class Exported:
    """What an export did, by number; ``kept``: files that were edited there, with what to do."""

    written: tuple[str, ...]
    unchanged: int
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Imported:
    """What an import did: new articles and new versions by number.

    ``older`` are files that say what an earlier version said; ``conflicts`` were changed here and
    there, with what to do: neither side lost anything.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    older: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]


def export_folder(sources: Sources, person: Person, folder: Path) -> Exported:
    """Write every article that this person may see and that is not put away, a file each.

    A file that was edited since is left as it is. Raises ``BadFolder``.
    """
    lines = access.articles(sources.store, person)
    numbers = [each.number for each in lines if each.state is not ArticleState.ARCHIVED]
    done, unchanged, kept = [], 0, []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in sources.store.articles.of_numbers(numbers).values():
            path, text = folder / f"{one.number}.md", written(one.body, one.number)
            there = path.read_bytes() if path.exists() else None
            if there == text.encode():
                unchanged += 1
            elif there is not None and _was_edited(there, one):
                told = tr("it was edited there: import it first, or move it away")
                kept.append((path.name, told))
            else:
                _put(path, text)
                done.append(one.number)
    except OSError as bad:
        raise BadFolder(_unusable(folder, bad)) from None
    return Exported(tuple(done), unchanged, tuple(kept))


def import_folder(sources: Sources, person: Person, folder: Path, *, now: datetime) -> Imported:
    """Take in every file of the folder that was edited or is new: all of them, or none.

    New articles are in progress; edited ones that are published stand as not validated. Raises
    ``BadFolder`` naming each file that is off, with field and remedy.
    """
    plan = _Plan(sources, person, now)
    for path in _files(folder):
        plan.file(path)
    if plan.bad:
        raise BadFolder("\n".join([*plan.bad, tr("Nothing was imported.")]))
    try:
        kept = take(sources, plan.moves, plan.new) if plan.moves or plan.new else []
    except BadFeedback as bad:
        raise BadFolder(f"{folder}: {bad}") from None
    changed = [each.article.number for each in plan.moves]
    return Imported(
        new=tuple(each.number for each in kept if each.number not in changed),
        changed=tuple(changed),
        unchanged=plan.unchanged,
        older=tuple(plan.older),
        conflicts=tuple(plan.conflicts),
    )


class _Plan:
    """What the files of a folder ask for, gathered before anything is done."""

    def __init__(self, sources: Sources, person: Person, now: datetime) -> None:
        self._sources = sources
        self._person = person
        self._now = now
        lines = access.articles(sources.store, person)
        self._known = sources.store.articles.of_numbers(each.number for each in lines)
        self._said = {digest_of(each.body): each.number for each in self._known.values()}
        self._seen = Counter[str]()
        self.moves: list[Move] = []
        self.new: list[NewArticle] = []
        self.unchanged = 0
        self.older: list[str] = []
        self.conflicts: list[tuple[str, str]] = []
        self.bad: list[str] = []

    def file(self, path: Path) -> None:
        """Look at one file."""
        try:
            self._take(path.name, read_article(_text(path)))
        except (BadArticleFile, BadFeedback, OSError) as bad:
            self.bad.append(f"{path.name}: {bad}")

    def _take(self, name: str, file: ArticleFile) -> None:
        digest = digest_of(file.body)
        self._seen[file.number] += bool(file.number)
        if self._seen[file.number] > 1:
            told = tr("another file has it too; leave it out of the one that is new")
            raise BadFeedback("number", file.number, told)
        known = self._known.get(file.number)
        if known is not None:
            self._known_one(name, file, known, digest)
        elif not file.number and digest in self._said:
            self.unchanged += 1  # it was imported before, when it was new
        else:
            self._new_one(file)
            self._said[digest] = name

    def _known_one(self, name: str, file: ArticleFile, one: Article, digest: str) -> None:
        here = digest_of(one.body)
        if digest == here:
            self.unchanged += 1
        elif digest == file.based_on:
            self.older.append(name)
        elif file.based_on != here:
            told = tr(
                "{article} was changed here too: export it to another folder, bring both together, "
                "set based_on to {digest}, and import again",
                article=one.number,
                digest=here,
            )
            self.conflicts.append((name, told))
        else:
            self.moves.append(self._edited(one, file))

    def _edited(self, one: Article, file: ArticleFile) -> Move:
        return edited(
            self._sources,
            self._person,
            one.number,
            file.body,
            reason=tr("imported from a file"),
            now=self._now,
        )

    def _new_one(self, file: ArticleFile) -> None:
        if file.number and self._sources.store.articles.get(file.number) is not None:
            raise BadFeedback("number", file.number, tr("it is not yours to see; leave it out"))
        new = new_article(
            self._sources,
            self._person,
            file.body,
            reason=tr("imported from a file"),
            number=file.number,
            now=self._now,
        )
        self.new.append(new)


def _files(folder: Path) -> Sequence[Path]:
    try:
        found: Iterable[Path] = folder.iterdir()
        return sorted(
            each
            for each in found
            if each.suffix.lower() == ".md"
            and each.name.lower() not in _NO_ARTICLE
            and not each.name.startswith(".")
        )
    except OSError as bad:
        raise BadFolder(_unusable(folder, bad)) from None


def _text(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise BadArticleFile(f"has more than {MOST_BYTES:,} bytes; it is no article")
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as bad:
        raise BadArticleFile(f"byte {bad.start} is no UTF-8; save the file as UTF-8") from None


def _was_edited(there: bytes, one: Article) -> bool:
    """Whether a file says what was never exported and is not said here, or is not one of ours."""
    try:
        file = read_article(there.decode())
    except (BadArticleFile, UnicodeDecodeError):
        return True
    return digest_of(file.body) not in (file.based_on, digest_of(one.body))


def _put(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(text.encode())
    fresh.replace(path)


def _unusable(folder: Path, bad: OSError) -> str:
    reason = (bad.strerror or str(bad)).lower()
    return tr("{folder} cannot be used: {reason}", folder=folder, reason=reason)
