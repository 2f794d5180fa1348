"""An article as a Markdown file that people edit and keep under version control, and back.

Knows the form: facts and sources in front matter, below it a title, the questions, and sentences
that end with the labels of what they rest on. What is written is read back exactly. Does not know
folders, nor whether what a file says holds.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256

import yaml

from knowledge.hygiene import clean
from knowledge.ingest.fields import BadValue, Fields
from knowledge.model import Body, Source, SourceKind, Statement, number_of

_FIELDS = (
    "number", "based_on", "owner", "audience", "scope", "conditions", "review_by", "supersedes",
    "sources",
)  # fmt: skip
_OF_SOURCE = ("label", "kind", "id", "document", "revision", "section", "text")
_QUESTIONS, _ANSWER, _KEY_POINT, _REASON = "Questions", "Answer", "Key point", "Reason why"
_HEADINGS = (_QUESTIONS, _ANSWER, _KEY_POINT, _REASON)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?")
_BLOCK = re.compile(r"[^\s](?:.*[^\s])?", re.DOTALL)
_CITED = re.compile(r"(?P<text>.*?)(?P<labels>(?:\s*(?<!\\)\[[A-Z][1-9]\d{0,2}\])*)\s*", re.DOTALL)
_LABEL = re.compile(r"\[([A-Z]\d+)\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DIGEST = 16


class BadArticleFile(ValueError):
    """A file that is no article: names the field, its value and the remedy."""


@dataclass(frozen=True)
class ArticleFile:
    """What a file says. ``number`` "" is a new article; ``based_on`` the digest of what was edited.

    The sources' audiences are not in a file: who may see a source is a fact of the installation.
    """

    body: Body
    number: str = ""
    based_on: str = ""


def digest_of(body: Body) -> str:
    """Return what tells whether two articles say the same, whatever their number and version."""
    told = asdict(body)
    told |= {"audience": sorted(body.audience), "review_by": str(body.review_by)}
    for each in told["sources"]:
        del each["audience"]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:_DIGEST]


def written(body: Body, number: str) -> str:
    """Return the article's file; the same article is the same text, to the byte."""
    head = [f"number: {number}", f"based_on: {_scalar(digest_of(body))}"]
    return "\n".join(_lines(body, head)) + "\n"


def read_article(text: str) -> ArticleFile:
    """Return the article of a file's text. Raises ``BadArticleFile``."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        raise BadArticleFile(
            "holds no front matter; begin with '---', the fields (number, owner, sources, …), one "
            "a line, and '---'"
        )
    try:
        fields = Fields(_yaml(front.group(1)), "")
        facts = _facts(fields)
        fields.nothing_else(*_FIELDS)
    except BadValue as bad:
        raise BadArticleFile(str(bad)) from None
    return _with_text(facts, text[front.end() :])


def _lines(body: Body, head: list[str]) -> list[str]:
    return ["---", *head, *_front(body), "---", "", f"# {_escape(body.title)}", *_sections(body)]


def _front(body: Body) -> Iterator[str]:
    for name, text in (("owner", body.owner), ("conditions", body.conditions)):
        if text:
            yield f"{name}: {_scalar(text)}"
    for name, several in (("audience", sorted(body.audience)), ("scope", body.scope)):
        if several:
            yield f"{name}: [{', '.join(map(_scalar, several))}]"
    if body.review_by:
        yield f"review_by: {body.review_by.isoformat()}"
    if body.supersedes:
        yield f"supersedes: {_scalar(body.supersedes)}"
    if body.sources:
        yield "sources:"
    for each in body.sources:
        facts = {
            "label": each.label,
            "kind": each.kind.value,
            "id": each.source_id,
            "document": each.document,
            "revision": each.revision,
            "section": each.section,
        }
        told = [f"{name}: {_scalar(value)}" for name, value in facts.items() if value]
        yield from (f"{'  ' if place else '- '}{line}" for place, line in enumerate(told))
        yield from _text(each.text)


def _text(text: str) -> Iterator[str]:
    """Give a source's text as it reads, if YAML gives it back like that; else in quotes."""
    lines = text.split("\n")
    if _BLOCK.fullmatch(text) and all(line.isprintable() for line in lines):
        yield "  text: |-"
        yield from (f"    {line}" if line else "" for line in lines)
    elif text:
        yield f"  text: {_scalar(text)}"


def _sections(body: Body) -> Iterator[str]:
    if body.wordings:
        yield from ("", f"## {_QUESTIONS}", "", *(f"- {_escape(each)}" for each in body.wordings))
    yield from _section(_ANSWER, body.answer)
    yield from _section(_KEY_POINT, filter(None, [body.key_point]))
    yield from _section(_REASON, filter(None, [body.reason_why]))


def _section(heading: str, statements: Iterable[Statement]) -> Iterator[str]:
    told = list(statements)
    if told:
        yield from ("", f"## {heading}")
    for each in told:
        yield from ("", line_of(each))


def line_of(statement: Statement) -> str:
    """Return the statement on one line, with the labels of what it rests on behind it."""
    return _escape(statement.text) + "".join(f" [{each}]" for each in statement.citations)


def _escape(text: str) -> str:
    """Return the text so that nothing in it reads as a heading or a label."""
    told = text.replace("\\", "\\\\").replace("[", "\\[")
    return f"\\{told}" if told.startswith("#") else told


def _plainly(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _scalar(text: str) -> str:
    """Return the text as YAML on one line: as it is, or in double quotes."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(map(_quoted, text)) + '"'


def _quoted(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character.isprintable():
        return character
    return f"\\U{ord(character):08x}"


def _yaml(text: str) -> object:
    """Return the front matter with every value as it is written: revision 1.10 is not 1.1."""
    try:
        return yaml.load(text, Loader=yaml.BaseLoader) or {}
    except (yaml.YAMLError, RecursionError) as bad:
        mark = getattr(bad, "problem_mark", None)
        where = f" in its line {mark.line + 1}" if mark is not None else ""
        raise BadArticleFile(
            f"the front matter is broken YAML{where}; write one 'field: value' a line and put "
            "values with ':', '{' or quotes in single quotes"
        ) from None


def _facts(fields: Fields) -> ArticleFile:
    number = _string(fields, "number").upper()
    if number and not number_of(number):
        raise BadValue("number", number, "must be one such as KB-12; leave it out of a new article")
    return ArticleFile(
        Body(
            title="",
            wordings=(),
            answer=(),
            sources=tuple(_source(each) for each in fields.objects("sources")),
            scope=_strings(fields, "scope"),
            conditions=_string(fields, "conditions"),
            owner=_string(fields, "owner"),
            audience=frozenset(_strings(fields, "audience")),
            review_by=_day(fields, "review_by"),
            supersedes=_string(fields, "supersedes"),
        ),
        number,
        _string(fields, "based_on"),
    )


def _source(fields: Fields) -> Source:
    found = Source(
        label=_string(fields, "label"),
        kind=fields.choice("kind", SourceKind),
        source_id=_string(fields, "id"),
        text=_string(fields, "text"),
        document=_string(fields, "document"),
        revision=_string(fields, "revision"),
        section=_string(fields, "section"),
    )
    fields.nothing_else(*_OF_SOURCE)
    for name, value in (("label", found.label), ("id", found.source_id)):
        if not value:
            raise BadValue(fields.at(name), None, "must be there", missing=True)
    return found


def _string(fields: Fields, name: str) -> str:
    value = fields.raw(name)
    if not isinstance(value, str | None):
        raise BadValue(fields.at(name), value, "must be one text")
    return value or ""


def _strings(fields: Fields, name: str) -> tuple[str, ...]:
    value = fields.raw(name)
    several = [value] if isinstance(value, str) and value else value or []
    if not isinstance(several, list) or not all(isinstance(each, str) for each in several):
        raise BadValue(fields.at(name), value, "must be a list of names, […]")
    return tuple(several)


def _day(fields: Fields, name: str) -> date | None:
    text = _string(fields, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadValue(fields.at(name), text, "must be a day such as 2026-12-31") from None


def _with_text(facts: ArticleFile, text: str) -> ArticleFile:
    title, sections = _parted(clean(text)[0])
    body = replace(
        facts.body,
        title=title,
        wordings=tuple(_wordings(sections.get(_QUESTIONS, []))),
        answer=tuple(map(statement_of, _paragraphs(sections.get(_ANSWER, [])))),
        key_point=_one(_KEY_POINT, sections),
        reason_why=_one(_REASON, sections),
    )
    return replace(facts, body=body)


def _parted(text: str) -> tuple[str, dict[str, list[str]]]:
    """Return the title, and the lines below each heading."""
    title, sections = "", dict[str, list[str]]()
    lines: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith("# ") and not title and lines is None:
            title = _plainly(line.removeprefix("# ").strip())
        elif line.startswith("#"):
            heading = line.lstrip("#").strip()
            if heading not in _HEADINGS or heading in sections:
                raise BadArticleFile(
                    f"heading is {heading!r}; use each of {', '.join(_HEADINGS)} once, as in "
                    "'## Answer' ('\\#' begins a sentence with that sign)"
                )
            lines = sections[heading] = []
        elif lines is not None:
            lines.append(line)
        elif line.strip():
            raise BadArticleFile(f"{line.strip()[:60]!r} stands above the first heading; move it")
    return title, sections


def _wordings(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line.startswith(("- ", "* ")):
            yield _plainly(line[2:].strip())
        elif line.strip():
            raise BadArticleFile(
                f"{line.strip()[:60]!r} below '## {_QUESTIONS}' is no list item; write one "
                "question a line, as in '- How long do I wait?'"
            )


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Give the paragraphs, each on one line."""
    text = "\n".join(line.strip() for line in lines).strip("\n")
    yield from (each.replace("\n", " ") for each in re.split(r"\n{2,}", text) if each)


def statement_of(paragraph: str) -> Statement:
    """Return the statement of a paragraph: its words, and the labels at its end."""
    match = _CITED.fullmatch(paragraph)
    assert match is not None
    return Statement(_plainly(match["text"]), tuple(_LABEL.findall(match["labels"])))


def _one(heading: str, sections: dict[str, list[str]]) -> Statement | None:
    told = list(_paragraphs(sections.get(heading, [])))
    if len(told) > 1:
        raise BadArticleFile(f"'## {heading}' holds {len(told)} paragraphs; keep one")
    return statement_of(told[0]) if told else None
