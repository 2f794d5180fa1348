"""Pages from templates: the environment, the words for times, and what every page needs.

Knows Jinja2 with everything escaped. Does not know the store. Texts from documents, logs and chat
reach a page only through escaping, also where they stand inside a sentence of ours; no template
may mark text as safe.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.answering.wording import amount, limit, signed, value_text
from bot.corrections import heard, held_back
from bot.shown.enums import REASONS, SURE, said
from bot.shown.times import ago, exact, near, until
from bot.speech import spoken, tr, unfilled, unfilled_count
from bot.web.csrf import csrf_field, csrf_headers
from bot.web.sessions import SESSION_COOKIE
from knowledge import access
from knowledge.curation.transfer import seeing
from knowledge.hygiene import visible
from knowledge.model import Person

HERE = Path(__file__).parent
STATIC = HERE / "static"
CUT = 140


@dataclass(frozen=True)
class Pages:
    """Renders templates; ``zone`` is the plant's, ``demo`` shows who the visitor chose to be."""

    environment: Environment
    demo: bool
    zone: tzinfo

    @classmethod
    def create(cls, *, zone: tzinfo, demo: bool, correction_days: int = 180) -> "Pages":
        """Set up the environment with the words every template uses."""
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            finalize=inert,
        )
        environment.filters.update(
            exact=partial(exact, zone=zone),
            near=partial(near, zone=zone),
            iso=iso,
            value=value_text,
            signed=lambda score: signed(score)[0],
            limit=limit,
            paragraphs=paragraphs,
            said=said,
        )
        environment.globals.update(
            ago=ago,
            until=until,
            amount=amount,
            cares_for_gaps=access.cares_for_gaps,
            leads=seeing.leads,
            correction_days=correction_days,
            held_back=held_back,
            heard=heard,
            asset_url=_addresses(STATIC),
            cut_at=CUT,
            reasons=REASONS,
            sure=SURE,
            spoken=spoken,
            tr=sentence,
            trn=sentence_for_count,
            words_of_the_page=words_of_the_page,
            csrf_field=csrf_field,
            csrf_headers=csrf_headers,
        )
        return cls(environment, demo, zone)

    def render(self, template: str, **context: Any) -> str:
        """Return a piece of a page."""
        return self.environment.get_template(template).render(**context)

    def page(
        self,
        request: Request,
        template: str,
        *,
        person: Person | None,
        status: int = 200,
        **context: Any,
    ) -> HTMLResponse:
        """Return a whole page with its frame: the theme, and who is looking."""
        theme = request.cookies.get("tandem_theme", "")
        return HTMLResponse(
            self.render(
                template,
                person=person,
                demo=self.demo,
                signed_in=person is not None and SESSION_COOKIE in request.cookies,
                theme=theme if theme in ("light", "dark") else "",
                **context,
            ),
            status_code=status,
        )


def inert(value: Any) -> Any:
    """Return what is shown of a value: of a text only what a reader can see."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def sentence(message: str, /, **values: Any) -> Markup:
    """Return the sentence in the language spoken; its values are escaped unless they are markup."""
    return _filled(unfilled(message), values)


def sentence_for_count(one: str, many: str, count: int, /, **values: Any) -> Markup:
    """Return the sentence for that many things, as ``sentence`` does."""
    return _filled(unfilled_count(one, many, count), {"count": count, **values})


def _filled(said: str, values: dict[str, Any]) -> Markup:
    safe = Markup.escape(said)
    return safe.format(**{name: inert(value) for name, value in values.items()}) if values else safe


def words_of_the_page() -> dict[str, str]:
    """Return what the page's own script says, by name; ``{count}`` and the like stay in place."""
    return {
        "now": tr("just now"),
        "seconds_ago": tr("{count} s ago"),
        "minutes_ago": tr("{count} min ago"),
        "hours_ago": tr("{count} h ago"),
        "seconds": tr("{count} s"),
        "minutes": tr("{count} min"),
        "hours": tr("{count} h"),
        "left": tr("{time} left"),
        "expired": tr("expired {ago}"),
        "opening": tr("Opening…"),
        "reconnecting": tr("reconnecting…"),
        "withdrawn": tr("Article {number} was taken out of answers: do not go by it any more."),
        "new": tr("New recommendation. {text}"),
        "offline": tr("No connection. What you wrote is still here; send it again in a moment."),
    }


def iso(at: datetime | date) -> str:
    """Return the machine's form of a time for ``<time datetime>``."""
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) else at.isoformat()


@dataclass(frozen=True)
class Block:
    """A piece of a passage: running text, or the rows of a table written with bars."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    headed: bool = False


def paragraphs(text: str) -> list[Block]:
    """Split a passage's text into running text and tables, losing nothing but table rules.

    A table is two or more lines with as many cells each, set apart by bars.
    """
    blocks: list[Block] = []
    running: list[str] = []

    def close() -> None:
        joined = "\n".join(running).strip("\n")
        if joined.strip():
            blocks.append(Block(text=joined))
        running.clear()

    for count, group in groupby(text.splitlines(), key=lambda line: len(_cells(line))):
        lines = list(group)
        if count > 1 and len(lines) > 1:
            close()
            blocks.append(_table([_cells(line) for line in lines]))
        else:
            running += lines
    close()
    return blocks


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a line with bars, or the line alone."""
    stripped = line.strip()
    boxed = stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2
    if not boxed and " | " not in stripped:
        return (line,)
    inside = stripped[1:-1] if boxed else stripped
    return tuple(cell.strip() for cell in inside.split("|"))


def _table(rows: list[tuple[str, ...]]) -> Block:
    ruled = [all(cell and set(cell) <= set("-:") for cell in row) for row in rows]
    kept = tuple(row for row, rule in zip(rows, ruled, strict=True) if not rule)
    # A first row of words over rows with figures reads as a heading.
    words = kept and not any(c.isdigit() for c in "".join(kept[0]))
    figures = any(c.isdigit() for row in kept[1:] for c in "".join(row))
    return Block(rows=kept, headed=bool(words and figures))


def _addresses(folder: Path) -> Callable[[str], str]:
    """Return a function from a static file's name to an address that changes with the file."""
    urls = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
            urls[name] = f"/static/{name}?v={digest}"
    return urls.__getitem__
