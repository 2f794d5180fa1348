"""What a question's own words give away, before anything is looked up.

Knows content words, what a question points at ("this pump", "the limit") and its parts. Does not
know passages. The words are English, as the terms are (``knowledge.index.terms``).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.index.terms import terms

_NO_CONTENT = frozenset(
    term
    for word in """what whats how do does did can could i you he she it its we they my your our
    their me us is are was were be been have has had which who whom when where why this that these
    those here there please tell about would should will may might must any some much many most
    more other so if or and the a an of to in on at by from for with as not no yes also ok okay
    thank thanks hi hello get want know need give let mean im am than then too very just like
    even long often because w/ ive youre dont doesnt didnt isnt wont cant now still again really
    right going goes go got gets done doing say says said tell says theres thats one ones n
    while already only yet ago soon today""".split()
    for term in terms(word)
)
_POINTS_NOWHERE = frozenset(
    term
    for word in """most more main best same other only first last next right way kind type
    difference purpose number amount current time day case point general information process rest
    end following lowest highest smallest biggest""".split()
    for term in terms(word)
)
_PROPERTIES = frozenset(
    terms(
        """limit limits value values temperature temp pressure speed level setting settings setpoint
        step flow target range max maximum min minimum high highest low lowest normal number amount
        size weight rate"""
    )
)
_MEASURED = _PROPERTIES | frozenset(
    terms(
        """tds ph moisture humidity oxygen conductivity salt dose concentration thickness strength
        torque voltage vibration hardness viscosity density"""
    )
)
"""What a number right behind is a reading of, as "TDS 3400"."""
_POINTED = re.compile(r"\b(?:this|that|these|those|such)\s+([^\W\d_][\w-]*)", re.IGNORECASE)
_DEFINITE = re.compile(r"\bthe\s+([^\W\d_][\w-]{2,})", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|he|she|her|his|him|this|that|these|those|one|ones)\b", re.IGNORECASE
)
_CLOSED = re.compile(
    r"(\W|so |and |but )*(is|are|do|does|did|can|could|will|would|should|have|has|am|isn.t|aren.t"
    r"|may|must)\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"\b(what|which|who|where|when|why|how)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,'’] )([A-Z][\w&]+)")
_WANTS_FIGURE = re.compile(
    r"\b(max|maximum|min|minimum|limits?|highest|lowest|upper|range|target|spec|number|nr|percent"
    r"|how (much|many|long|often|hot|warm|cold|high|low|wide|thick|big|far|slow|fast|strong|old)"
    r"|allowed|degrees|\d+(?:[.,]\d+)?)\b|%",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\?+\s+(?:and\s+)?(?=\w)|[,;]?\s+\band\s+(?:also\s+)?", re.IGNORECASE)
_TAIL = " .?!,;"
_AROUND = ".,;:!?()\"'"
_WANTS_STEPS = re.compile(
    r"\bhow (do|can|should|must|to|would|did) (i|we|you|one)?\b|\bsteps\b|\bshow me how\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_VALUE = re.compile(r"\d+(?:[.,]\d+)?(?:%|°?[A-Za-zµ]{1,3}(?:/[A-Za-z]{1,3})?)?")
_UNIT = re.compile(
    r"%|percent|°?[CF]|degrees?|rpm|bar|mbar|ppm|mm|cm|m|µm|um|microns?|k?g|mg|kilos?|t|tons?|tonnes"
    r"|l|litres?|liters?|[a-zµ]{1,4}/[a-z]{1,4}|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?"
    r"|weeks?|months?|years?|times|volts?|v|amps?|a|kw|n|newtons?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def content(text: str) -> tuple[str, ...]:
    """Return the terms with content, each once, in order."""
    return tuple(
        term for term in dict.fromkeys(terms(text)) if len(term) > 1 and term not in _NO_CONTENT
    )


def names_properties_only(text: str) -> bool:
    """Whether it says which property is asked for and not of what: "what temperature?"."""
    words = content(text)
    return bool(words) and _PROPERTIES.issuperset(words)


def without_values(text: str) -> str:
    """Return the text without amounts, "38 rpm" and "to 5.3", but not the 11 of "valve 11".

    The number of a thing stands right behind its name and before no unit; behind what is measured
    stands a reading.
    """
    words = text.split()
    kept = [
        word
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False)
        if not _is_value(before, word.strip(_AROUND), after.strip(_AROUND))
    ]
    return " ".join(kept)


def _is_value(before: str, word: str, after: str) -> bool:
    if not _VALUE.fullmatch(word):
        return False
    if not word.isdecimal() or _UNIT.fullmatch(after):
        return True
    return not content(before) or (len(word) > 1 and _MEASURED.issuperset(content(before)))


def pointed_at(text: str) -> list[str]:
    """Return what "this …" and "those …" point at: one word each."""
    return [word for word in _POINTED.findall(text) if set(terms(word)) - _NO_CONTENT]


def definite(text: str) -> list[str]:
    """Return what "the …" takes for known, except words that point nowhere ("the best")."""
    unmeant = _NO_CONTENT | _POINTS_NOWHERE
    return [word for word in _DEFINITE.findall(text) if set(terms(word)) - unmeant]


def has_pronoun(text: str) -> bool:
    """Whether a word stands for something that has to be known from before."""
    return bool(_PRONOUN.search(text))


def is_closed(text: str) -> bool:
    """Whether the question wants a yes or a no."""
    return bool(_CLOSED.match(text))


def has_question_word(text: str) -> bool:
    """Whether what, how and the like stand in it."""
    return bool(_QUESTION_WORD.search(text))


def names_something(text: str) -> bool:
    """Whether a word inside the sentence is written as a name."""
    return bool(_NAME.search(text))


def wants_figure(text: str) -> bool:
    """Whether the question asks for an amount, a limit or a time, or holds one against it."""
    return bool(_WANTS_FIGURE.search(text))


def has_steps(text: str) -> bool:
    """Whether it says in numbered steps what to do."""
    return len(_STEP.findall(text)) > 1


def wants_steps(text: str) -> bool:
    """Whether the question asks how something is done by whoever asks."""
    return bool(_WANTS_STEPS.search(text))


def parts(text: str) -> list[str]:
    """Return the questions in a question, each readable by itself; one when it has no parts.

    "What is the limit for F-38 and for F-52?" asks "What is the limit for F-38" and "What is the
    limit for F-52"; a part without content of its own is no part.
    """
    pieces = [piece.strip(_TAIL) for piece in _BREAK.split(text.strip(_TAIL))]
    made = list(_completed([piece for piece in pieces if piece.split()]))
    return made if len(made) > 1 and all(map(content, made)) else [text]


def _completed(pieces: list[str]) -> Iterator[str]:
    """Yield the pieces; one without a question word takes the opening of the first."""
    for number, piece in enumerate(pieces):
        start = piece.split()[0].casefold()
        before = re.search(rf"(.*)\b{re.escape(start)}\b", pieces[0], re.IGNORECASE | re.DOTALL)
        if number and not has_question_word(piece) and before and content(before[1] + piece):
            yield before[1] + piece
        else:
            yield piece
