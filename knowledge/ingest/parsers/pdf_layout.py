"""Lines of pages into blocks: what a page's layout says about headings, paragraphs and tables.

Knows sizes, weights, gaps and repetition. Does not know PDF.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from knowledge.ingest.blocks import Block, heading, table
from knowledge.ingest.parsers.plain import from_lines, numbered_heading
from knowledge.ingest.passages import section_number

_EDGE_LINES = 3
_REPEATED_SHARE = 0.6
_FEWEST_PAGES = 3
_HEADING_SIZE = 1.12
_HEADING_WORDS = 16
_MOST_HEADINGS = 0.3
_PARAGRAPH_GAP = 1.35
_SHORT_LINE = 0.75
_NUMBER = re.compile(r"\b\d{1,4}\b")
_HYPHEN = re.compile(r"(\w+)[-\u2010]$")


@dataclass(frozen=True)
class Line:
    """One line of a page: its text, where its letters stand (points, from below), its cells."""

    text: str
    page: int
    size: float
    left: float
    right: float
    bottom: float
    bold: bool = False
    cells: tuple[str, ...] = ()


def without_running_lines(
    pages: Sequence[Sequence[Line]],
) -> tuple[list[Line], list[tuple[str, int]]]:
    """Return all lines but those repeated at the edge of most pages, and which those are.

    Fewer than three pages repeat nothing.
    """
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({key for line in _edges(page) for key in _running(line)})
    filled = sum(1 for page in pages if page)
    most = max(_FEWEST_PAGES, _REPEATED_SHARE * filled)
    kept: list[Line] = []
    left_out: dict[str, tuple[str, int]] = {}
    for page in pages:
        edge = {id(line) for line in _edges(page)}
        for line in page:
            key = max(_running(line), key=lambda key: counts[key]) if id(line) in edge else ""
            if counts[key] >= most:
                left_out.setdefault(key, (line.text, counts[key]))
            else:
                kept.append(line)
    return kept, list(left_out.values())


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """Return the blocks of a document's lines in order; no word is dropped."""
    return from_lines(_entries(_joined_words(lines)))


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted(page, key=lambda line: -line.bottom)
    if len(by_height) <= 2 * _EDGE_LINES:
        return by_height[:1] + by_height[-1:]
    return by_height[:_EDGE_LINES] + by_height[-_EDGE_LINES:]


def _running(line: Line) -> list[str]:
    """Return what the line looks like on every page: as it is, or counting pages with one number.

    Only a number that grows as the pages do is a page number; rows of figures look alike too.
    """
    place = round(line.bottom / 4)
    looks = [line.text]
    for number in _NUMBER.finditer(line.text):
        offset = int(number.group()) - line.page
        looks.append(f"{line.text[: number.start()]}#{offset}{line.text[number.end() :]}")
    return [f"{look}@{place}" for look in looks]


def _entries(lines: Sequence[Line]) -> Iterator[tuple[str, int | None] | Block]:
    body = _body_size(lines)
    levels = _heading_levels(lines, body)
    slides = _mostly_headings(lines, levels)
    leading = _leading(lines)
    width = max((line.right for line in lines), default=0.0)
    position = 0
    while position < len(lines):
        line = lines[position]
        before = lines[position - 1] if position else None
        rows = _table_rows(lines, position)
        if len(rows) > 1:
            yield _as_table(rows)
            position += len(rows)
            continue
        apart = before is None or _parted(before, line, leading, width)
        opens = before is None or before.page != line.page
        level = _heading_level(line, {} if slides and not opens else levels, apart)
        level = min(level, 1) if slides else level
        if level:
            taken = _same_heading(lines, position, leading, body)
            yield heading(" ".join(ln.text for ln in taken), level, page=line.page)
            position += len(taken)
            continue
        if apart:
            yield ("", line.page)
        yield (line.text, line.page)
        position += 1


def _body_size(lines: Sequence[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _heading_levels(lines: Sequence[Line], body: float) -> dict[tuple[float, bool], int]:
    """Rank the looks larger than the body's, the largest first; bold body text comes last."""
    sizes = sorted(
        {
            line.size
            for line in lines
            if line.size >= body * _HEADING_SIZE > 0 and _could_head(line)
        },
        reverse=True,
    )
    levels = {(size, bold): min(n, 3) for n, size in enumerate(sizes, 1) for bold in (True, False)}
    if body and any(not line.bold for line in lines if line.size == body):
        levels[(body, True)] = min(len(sizes) + 1, 3)
    return levels


def _mostly_headings(lines: Sequence[Line], levels: dict[tuple[float, bool], int]) -> bool:
    """Slides are set in many sizes: there only what opens a page is a heading."""
    large = sum(len(ln.text) for ln in lines if (ln.size, ln.bold) in levels and _could_head(ln))
    return large > _MOST_HEADINGS * sum(len(line.text) for line in lines)


def _could_head(line: Line) -> bool:
    words = line.text.split()
    return (
        len(words) <= _HEADING_WORDS
        and line.text[-1] not in ".;,:"
        and any(ch.isalpha() for ch in line.text)
    )


def _heading_level(line: Line, levels: dict[tuple[float, bool], int], apart: bool) -> int:
    by_look = levels.get((line.size, line.bold), 0) if apart and _could_head(line) else 0
    numbered = numbered_heading(line.text) if apart or by_look else None
    if numbered is not None:
        return numbered.level
    number = section_number(line.text) if by_look else ""
    return number.count(".") + 1 if number else by_look


def _same_heading(lines: Sequence[Line], position: int, leading: float, body: float) -> list[Line]:
    """A long heading runs over lines of the same look."""
    taken = [lines[position]]
    for line in lines[position + 1 : position + 4]:
        last = taken[-1]
        alike = (line.size, line.bold, line.page) == (last.size, last.bold, last.page)
        near = 0 < last.bottom - line.bottom <= max(leading, line.size * 1.3) * _PARAGRAPH_GAP
        distinct = line.bold or line.size > body
        if not (alike and near and distinct and _could_head(line)) or numbered_heading(line.text):
            break
        taken.append(line)
    return taken


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between lines of a paragraph."""
    gaps = [
        above.bottom - below.bottom
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < above.bottom - below.bottom < 3 * max(above.size, 1)
    ]
    return median(gaps) if gaps else 0.0


def _parted(before: Line, line: Line, leading: float, width: float) -> bool:
    """Whether a new paragraph begins with ``line``."""
    if before.page != line.page:
        return before.text[-1] in ".!?:" or not line.text[0].islower()
    gap = before.bottom - line.bottom
    if gap <= 0 or (leading and gap > leading * _PARAGRAPH_GAP):
        return True
    if abs(before.size - line.size) > 0.5 or before.bold != line.bold:
        return before.text[-1] in ".!?:" or line.text[0].isupper()
    ended = before.text[-1] in ".!?:"
    return ended and bool(width) and before.right < width * _SHORT_LINE


def _table_rows(lines: Sequence[Line], position: int) -> list[Line]:
    """The lines from here on that have equally many cells, two or more."""
    count = len(lines[position].cells)
    if count < 2:
        return []
    rows = []
    for line in lines[position:]:
        if len(line.cells) != count or line.page != lines[position].page:
            break
        rows.append(line)
    return rows


def _as_table(rows: Sequence[Line]) -> Block:
    grid = [list(row.cells) for row in rows]
    numbers_below = any(ch.isdigit() for row in grid[1:] for cell in row for ch in cell)
    names_above = not any(ch.isdigit() for cell in grid[0] for ch in cell)
    headed = len(grid) > 2 and names_above and (numbers_below or rows[0].bold)
    return table(grid, headed=headed, page=rows[0].page)


def _joined_words(lines: Sequence[Line]) -> list[Line]:
    """Bring words together that a line end divides; a real hyphen stays where one is known."""
    known = _whole_words(lines)
    joined = list(lines)
    for index in range(len(joined) - 1):
        line, following = joined[index], joined[index + 1]
        if len(line.cells) > 1 or len(following.cells) > 1:
            continue
        soft = line.text.endswith("\u00ad")
        hyphen = _HYPHEN.search(line.text)
        first, _, rest = following.text.partition(" ")
        if not first or not (soft or (hyphen and first[0].islower())):
            continue
        whole = line.text[:-1] + first
        if hyphen is not None and _real_hyphen(line, hyphen.group(1), first, known):
            whole = line.text + first
        joined[index] = replace(line, text=whole, cells=())
        joined[index + 1] = replace(following, text=rest, cells=())
    return [replace(line, text=line.text.replace("\u00ad", "")) for line in joined if line.text]


def _whole_words(lines: Sequence[Line]) -> Counter[str]:
    """Count the document's words, but for the halves that stand around a line end."""
    words: Counter[str] = Counter()
    divided = False
    for line in lines:
        own = line.text.split()
        if divided:
            own = own[1:]
        divided = _HYPHEN.search(line.text) is not None
        words.update(word.strip(".,;:()") for word in (own[:-1] if divided else own))
    return words


def _real_hyphen(line: Line, before: str, after: str, known: Counter[str]) -> bool:
    """Tell "real-time" from "mainte-nance" by what the document itself writes elsewhere."""
    after = after.strip(".,;:()")
    if known[f"{before}-{after}"]:
        return True
    if known[before + after]:
        return False
    in_address = "/" in line.text.rpartition(" ")[2]
    return in_address or not before[-1].islower() or bool(known[before] and known[after])
