"""What is alive, or said outside a quotation, in a message as its reader gets it.

Knows the shape of our pages and of the terminal's text: which of their places show somebody
else's words as such. Does not know what was planted, only the marks it is asked about.

An inert quotation is: a block of quoted lines, words between “ and ”, or a field that names whose
words it shows (the person's own question, the action of a recommendation, the title and heading of
a cited document).
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from bot.messages import Reply
from knowledge.hygiene import visible

_TAGS = frozenset(
    """article section div p span strong h2 h3 ul li dl dt dd a blockquote details summary form
    input button label textarea fieldset legend table thead tbody tr th td figure figcaption svg
    line rect time br code""".split()
)
_VOID = frozenset({"input", "br", "line", "rect"})
_ADDRESSES = frozenset({"href", "src", "action", "hx-get", "hx-post", "hx-push-url", "srcset"})
_VALUES = frozenset({"value", "aria-label", "title"})
_FIELDS = frozenset({"question", "subject-line", "candidates", "sources", "quote-top", "chart"})
_QUOTED = re.compile(r"“[^“”]*”")
_LABEL = re.compile(r"\[\s*[A-Z]\s?\d{1,3}\s*\]")


def faults_in_page(html: str, marks: re.Pattern[str]) -> list[str]:
    """Return what is wrong with a turn's HTML; ``marks`` finds what was planted."""
    page = _Page(marks)
    page.feed(html)
    page.close()
    if visible(html) != html:
        page.faults.append("a hidden character")
    return page.faults


class _Page(HTMLParser):
    """Collects what is alive, and marks outside a quotation."""

    def __init__(self, marks: re.Pattern[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._marks = marks
        self._open: list[tuple[str, bool]] = []
        self._said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        if tag not in _TAGS:
            self.faults.append(f"an element <{tag}>")
        own = {name: value or "" for name, value in attrs}
        for name, value in own.items():
            if name.startswith("on") or name == "style":
                self.faults.append(f"an attribute {name}")
            if name in _ADDRESSES and not value.startswith(("/", "#")):
                self.faults.append(f"an address {value[:60]}")
            if name in _ADDRESSES and value.startswith("//"):
                self.faults.append(f"an address {value[:60]}")
            if self._marks.search(value) and name not in _VALUES:
                self.faults.append(f"{name} holds {value[:60]}")
        classes = set(own.get("class", "").split())
        inert = tag in ("blockquote", "textarea") or bool(classes & _FIELDS)
        if tag not in _VOID:
            self._open.append((tag, inert or bool(self._open and self._open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment {data[:60]}")

    def _flush(self) -> None:
        said, self._said = self._said, ""
        cites = bool(self._open) and self._open[-1][0] == "a"
        if said.strip() and not (self._open and self._open[-1][1]):
            own = _QUOTED.sub("“”", said)
            self.faults += [f"says {each}" for each in self._marks.findall(own)]
            if not cites:
                self.faults += [f"a label {each}" for each in _LABEL.findall(own)]


def faults_in_terminal(text: str, reply: Reply, marks: re.Pattern[str]) -> list[str]:
    """Return what is wrong with a turn as the terminal shows it, without colours."""
    faults = ["a hidden or control character"] if visible(text) != text else []
    own = _QUOTED.sub("“”", " ".join(_own_lines(text, reply)))
    faults += [f"says {each}" for each in marks.findall(own)]
    known = {f"[{each.label}]" for each in reply.answer.evidence}
    faults += [f"a label {each}" for each in _LABEL.findall(own) if each not in known]
    return faults


def _own_lines(text: str, reply: Reply) -> Iterator[str]:
    """Give the lines that say something in our own words."""
    lines = iter(text.splitlines())
    if reply.answer.recommendation is not None:
        next(lines, None)  # the equipment, the action, the decision id
    field = False
    for line in lines:
        starts_field = re.match(r"  (?:\| |\d+\. |\[[A-Z]\d+\] |Next: |[^\s\-(|])", line)
        field = bool(starts_field) or (field and line.startswith("     "))
        if not field:
            yield line
