"""Control facts: what document control says of a file, in front matter or beside it.

Knows the fields, their values and what must stand together. Does not know files or teams: a team
nobody knows is the directory's matter. Every value is read as it is written: YAML would turn
revision 1.10 into 1.1.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from knowledge.hygiene import clean, one_line
from knowledge.model import (
    EVERYONE,
    Audience,
    DocumentClass,
    InvalidAsset,
    RevisionStatus,
    checked_asset,
)

FIELDS = (
    "number",
    "title",
    "revision",
    "status",
    "effective_from",
    "review_due",
    "owner",
    "scope",
    "audience",
    "class",
    "supersedes",
    "language",
)
_NEED_NUMBER = ("revision", "status", "effective_from", "supersedes")
_STATUSES = tuple(s.value for s in RevisionStatus if s is not RevisionStatus.UNCONTROLLED)
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY_LINE = re.compile(r"^[A-Za-z_][\w -]*:(?:\s|$)", re.MULTILINE)
_TEAM = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_ABSENT = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_LENGTH = 300

Raw = Mapping[str, str | tuple[str, ...]]
"""Fields as written: one text, or several for a list."""


class BadControl(ValueError):
    """A control fact is wrong: names the field, its value and the remedy."""


@dataclass(frozen=True)
class Control:
    """The control facts of one file. Without ``number`` the document is uncontrolled.

    ``audience`` None: the file names none. ``unknown``: fields that mean nothing here.
    """

    number: str = ""
    title: str = ""
    revision: str = ""
    status: RevisionStatus = RevisionStatus.UNCONTROLLED
    effective_from: date | None = None
    review_due: date | None = None
    owner: str = ""
    scope: tuple[str, ...] = ()
    audience: Audience | None = None
    document_class: DocumentClass = DocumentClass.STANDARD
    supersedes: str = ""
    language: str = ""
    unknown: tuple[str, ...] = ()


def taken_off(text: str) -> tuple[Raw, str]:
    """Return the front matter's fields and the text after it.

    A rule of dashes that holds no fields is text. Raises ``BadControl`` for broken YAML.
    """
    match = _FRONT.match(text)
    if match is None or not (_KEY_LINE.search(match.group(1)) or not match.group(1).strip()):
        return {}, text
    return fields_of(match.group(1), "the front matter"), text[match.end() :]


def fields_of(yaml_text: str, place: str) -> Raw:
    """Return the fields of a YAML mapping as written; raises ``BadControl`` if it is none."""
    try:
        node = yaml.compose(clean(yaml_text)[0], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as bad:
        mark = getattr(bad, "problem_mark", None)
        where = f" in its line {mark.line + 1}" if mark is not None else ""
        said = getattr(bad, "problem", None) or "it is nested too deeply"
        raise BadControl(
            f"{place} is broken YAML{where} ({said}); write one 'field: value' a line and put "
            "values with ':', '{' or quotes in single quotes"
        ) from bad
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise BadControl(f"{place} holds no fields; write one 'field: value' a line")
    fields: dict[str, str | tuple[str, ...]] = {}
    for key, value in node.value:
        name = re.sub(r"[\s-]+", "_", str(key.value).strip().lower())
        if name in fields:
            raise BadControl(f"{name} stands twice in {place}; keep one")
        fields[name] = _plain(name, value)
    return fields


def merged(front: Raw, beside: Raw) -> Raw:
    """Return the facts of both; raises ``BadControl`` where they contradict each other."""
    for name, value in beside.items():
        if name in FIELDS and front.get(name, value) != value:
            raise BadControl(
                f"{name} is {_said(front[name])} in the file and {_said(value)} in the sidecar; "
                "make them equal or remove one"
            )
    return {**front, **beside}


def read_control(raw: Raw) -> Control:
    """Return the control facts; raises ``BadControl`` naming field, value and remedy."""
    fields = {k: v for k, v in raw.items() if not (isinstance(v, str) and v in _ABSENT)}
    number = _text(fields, "number")
    if not number and (found := next((n for n in _NEED_NUMBER if n in fields), None)):
        raise BadControl(
            f"number is missing, but {found} is {_said(fields[found])}; give the document's "
            "number, or remove the field if the document is not controlled"
        )
    for needed in ("revision", "status"):
        if number and needed not in fields:
            raise BadControl(f"{needed} is missing for {number}; {_EXAMPLES[needed]}")
    effective_from, review_due = _date(fields, "effective_from"), _date(fields, "review_due")
    if effective_from and review_due and review_due < effective_from:
        raise BadControl(
            f"review_due is {review_due}, before effective_from {effective_from}; correct one"
        )
    return Control(
        number=number,
        title=_text(fields, "title"),
        revision=_text(fields, "revision"),
        status=_status(fields) if number else RevisionStatus.UNCONTROLLED,
        effective_from=effective_from,
        review_due=review_due,
        owner=_text(fields, "owner"),
        scope=_scope(fields),
        audience=_audience(fields),
        document_class=_class(fields),
        supersedes=_text(fields, "supersedes"),
        language=_language(fields),
        unknown=tuple(name for name in raw if name not in FIELDS),
    )


_EXAMPLES = {
    "revision": "write it as 'revision: C'",
    "status": f"write 'status: approved' or another of {', '.join(_STATUSES)}",
}


def _plain(name: str, node: yaml.Node) -> str | tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return one_line(str(node.value))
    if isinstance(node, yaml.SequenceNode):
        if all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return tuple(one_line(str(item.value)) for item in node.value)
        if name not in FIELDS:
            return ()
    if name in FIELDS:
        raise BadControl(f"{name} is a nested structure; write a text or a list of texts")
    return ""


def _text(fields: Raw, name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise BadControl(f"{name} is the list {_said(value)}; write one text")
    if len(value) > _MOST_LENGTH:
        raise BadControl(f"{name} has {len(value)} characters; write at most {_MOST_LENGTH}")
    return value


def _language(fields: Raw) -> str:
    """Return the code of the language: "pt-BR" is Portuguese."""
    said = _text(fields, "language")
    code = said.casefold().replace("_", "-").split("-")[0]
    if said and not (code.isascii() and code.isalpha() and 2 <= len(code) <= 3):
        raise BadControl(f"language is {_said(said)}; write its code, as in 'language: de'")
    return code


def _texts(fields: Raw, name: str) -> tuple[str, ...]:
    value = fields[name]
    parts = value.split(",") if isinstance(value, str) else value
    return tuple(dict.fromkeys(text for part in parts if (text := part.strip())))


def _status(fields: Raw) -> RevisionStatus:
    value = _text(fields, "status").lower()
    if value not in _STATUSES:
        raise BadControl(f"status is {_said(value)}; choose one of {', '.join(_STATUSES)}")
    return RevisionStatus(value)


def _class(fields: Raw) -> DocumentClass:
    value = _text(fields, "class").lower() or DocumentClass.STANDARD.value
    known = [each.value for each in DocumentClass if each is not DocumentClass.ARTICLE]
    if value not in known:
        raise BadControl(f"class is {_said(value)}; choose one of {', '.join(known)}")
    return DocumentClass(value)


def _date(fields: Raw, name: str) -> date | None:
    value = _text(fields, name)
    if not value:
        return None
    remedy = f"{name} is {_said(value)}; write a day such as 2026-03-02"
    if not _DAY.match(value):  # fromisoformat takes forms that people do not write
        raise BadControl(remedy)
    try:
        return date.fromisoformat(value)
    except ValueError as bad:
        raise BadControl(remedy) from bad


def _scope(fields: Raw) -> tuple[str, ...]:
    if "scope" not in fields:
        return ()
    try:
        return tuple(checked_asset(path.rstrip("/")) for path in _texts(fields, "scope"))
    except InvalidAsset as bad:
        raise BadControl(f"scope: {bad}") from bad


def _audience(fields: Raw) -> Audience | None:
    if "audience" not in fields:
        return None
    teams = frozenset(_texts(fields, "audience"))
    for team in sorted(teams):
        if not _TEAM.match(team):
            raise BadControl(
                f"audience names {_said(team)}; write team ids of letters, digits, '-', '_' or '.'"
            )
    if teams > EVERYONE:
        others = ", ".join(sorted(teams - EVERYONE))
        raise BadControl(
            f"audience is 'everyone' and also {others}; keep 'everyone' or the teams, not both"
        )
    return teams


def _said(value: str | tuple[str, ...]) -> str:
    return repr(value if isinstance(value, str) else ", ".join(value))
