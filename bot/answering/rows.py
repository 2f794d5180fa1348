"""The rows of a table that a question asks for: "what should the bed level be?".

Knows when a question asks for a set point or a limit, where such tables are found, and that a row
is asked for when the words of the question stand in its name, tell which document is meant, or
ask for a figure. Does not know whether the passage is for chat, or how the row is told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.words import content_stems
from knowledge.model import Passage, Revision
from knowledge.tables import TableRow, rows_of

LIKE_A_ROW = "| unit | low | target | high |"
"""What a question is looked up with a second time: a table of set points says nothing else, so
procedures that talk about the same thing are nearer to the bare question."""
_ASKS_FOR_A_LIMIT = re.compile(
    r"\b(limits?|highest|lowest|max|maximum|min|minimum|targets?|range|set ?-?points?|settings?"
    r"|allowed|normal(ly)?|how (high|low|much|fast|slow)"
    r"|(should|must|may|supposed)\b.*\b(be|run|have|get|go|set|stand|at|keep))\b",
    re.IGNORECASE,
)
_ASKS_FOR_MORE = re.compile(
    r"^(when|where|who|whom|why)\b|\b(before|after|during|until|while)\b", re.IGNORECASE
)
_IDENTIFIER = re.compile(r"\b[A-Za-z]{1,4}-\d[\w-]*")
FEW_WORDS = 4
MOST_ROWS = 3
_ASKS_FOR_A_FIGURE = content_stems(
    "limit limits lowest highest minimum maximum min max low high upper target targets range spec "
    "set setpoint setpoints setting settings point value figure number allowed allow permitted "
    "normal right correct ideal standard usual run runs running keep kept stand supposed have "
    "may must"
)
_MEASURED = content_stems(
    "temperature temp pressure speed level flow weight rate time thickness width length height "
    "humidity moisture force torque voltage current frequency power load volume concentration "
    "conductivity hardness density viscosity vacuum dose"
)
"""What a figure can be of: it has to stand in the row's own name."""


@dataclass(frozen=True)
class RowsAsked:
    """Rows that are asked for alike, and the id of the passage they stand in."""

    rows: tuple[TableRow, ...]
    passage_id: str


def words_for_a_row(question: str, *, last: str) -> str:
    """Return the words that ask for a set point or a limit, "" when none do.

    ``question`` is the whole in English words, ``last`` what was said last of it: "and the oil
    temperature?" asks what the question before it asked. Hardly more than a thing by itself ("oil
    temperature?") may ask for its set point, too; what follows another question may not.
    """
    if _ASKS_FOR_MORE.search(question):
        return ""
    if _ASKS_FOR_A_LIMIT.search(question):
        followed = question != last and question.endswith(last)
        return last if followed and _about(last) else question if _about(question) else ""
    alone = question == last and len(question.split()) <= FEW_WORDS
    nothing_else = _about(question) == content_stems(question)  # not "jaw pressure too low"
    return question if alone and nothing_else and _about(question) else ""


def rows_asked(question: str, found: Iterable[tuple[Passage, Revision]]) -> tuple[RowsAsked, ...]:
    """Return the rows that are asked for, of one passage of each document, in order."""
    asked: dict[str, RowsAsked] = {}
    for passage, revision in found:
        rows = _rows_asked(question, passage, revision)
        if rows:
            asked.setdefault(revision.id, RowsAsked(rows, passage.id))
    return tuple(asked.values())


def _rows_asked(question: str, passage: Passage, revision: Revision) -> tuple[TableRow, ...]:
    """Return the rows of the passage with the names that say most of what is asked about.

    None when they are too many: then the question leaves open what it is about.
    """
    table = [row for row in rows_of(passage.text.splitlines()) if row.names_its_columns]
    rows = [row for row in table if row.has_figures]
    said_of = " ".join((revision.title, *passage.heading_path, *(row.name for row in rows)))
    if not rows or not all(each in said_of.casefold() for each in _identifiers(question)):
        return ()
    place = content_stems(" ".join((revision.title, *passage.heading_path)), revision.language)
    about, said = _about(question), content_stems(question)
    names = {row: content_stems(row.name, revision.language) for row in rows}
    fits = {}
    for row, name in names.items():
        told = place | content_stems(" ".join((*row.head, *row.cells)), revision.language)
        # Of "jaw temperature" neither the jaw pressure nor the seal temperature may be told, and
        # no pressure because the document is about temperatures.
        others = frozenset[str]().union(*(each for each in names.values() if each is not name))
        shared = about & name
        others_own = others if shared <= _MEASURED else others - place
        if about <= told and shared and not (about - name) & (others_own | _MEASURED):
            fits[row] = len(said & name)  # figures too: film F-38 is another than F-35
    most = max(fits.values(), default=0)
    best = tuple(row for row, fit in fits.items() if fit == most > 0)
    named_apart = all([each.name for each in table].count(row.name) == 1 for row in best)
    return best if len(best) <= MOST_ROWS and named_apart else ()


def _identifiers(question: str) -> list[str]:
    """Return what is named by letters and a number, "F-52": the row has to be of that."""
    return [match.casefold() for match in _IDENTIFIER.findall(question)]


def _about(question: str) -> frozenset[str]:
    """Return what the question is about: its words but for figures and what asks for one."""
    stems = content_stems(question)
    said = frozenset(stem for stem in stems if len(stem) > 1 and not stem[0].isdigit())
    return said - _ASKS_FOR_A_FIGURE
