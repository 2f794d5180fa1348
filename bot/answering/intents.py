"""What a question asks for, told from its words, in any language of the wordings.

Knows wordings, plain and careless ("y?", "how come", "and drum 3?"), from a file for each language
(``wordings/CODE.txt``). Does not know which recommendation is meant (``resolve``). The first
pattern that matches wins, so the order is part of the meaning: "why not more?" is about the size,
"why not slow the line?" about an alternative.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from bot.speech import ENGLISH
from knowledge.tongue import folded, language_of, languages_in

WORDINGS = Path(__file__).parent / "wordings"
_BACK = "points_back"
_NAMES_IT = "names_it"
_ALL_OPTIONS = "all_options"
_OF_THE_PAST = "of_the_past"
_OF_A_STATE = "of_a_state"


class Intent(StrEnum):
    """What the person wants to know."""

    WHY = "why"
    WHY_NOT = "why_not"
    SIZE = "size"
    CHANGE = "what_would_change"
    HOW = "how"
    HISTORY = "history"
    VALIDITY = "validity"
    CONFIDENCE = "confidence"
    EFFECT = "effect"
    DECISION = "decision"
    ORIGIN = "origin"
    STATUS = "status"
    CONTACT = "contact"
    DOCUMENT = "document"
    HELP = "help"
    DONE = "done"
    TELL = "tell"
    SAME = "same_again"
    EMPTY = "empty"


ABOUT_A_RECOMMENDATION = frozenset(
    {
        Intent.WHY,
        Intent.WHY_NOT,
        Intent.SIZE,
        Intent.CHANGE,
        Intent.HISTORY,
        Intent.VALIDITY,
        Intent.CONFIDENCE,
        Intent.EFFECT,
        Intent.DECISION,
        Intent.ORIGIN,
    }
)

DOCUMENT_INTENTS = frozenset({Intent.DOCUMENT, Intent.HOW})
OF_WHAT_WAS_SAID = frozenset({Intent.DECISION, Intent.ORIGIN, Intent.EFFECT})
"""What can be asked of "it", a recommendation or the work that was talked about."""
NO_QUESTIONS = frozenset({Intent.EMPTY, Intent.HELP, Intent.DONE, Intent.TELL})
"""What asks nothing: greetings, what somebody did, and what they want to have kept."""
_STATED = frozenset({Intent.DONE, Intent.TELL})
"""What is said and never asked: "done" is, "done?" is not."""
EXPLAINING_INTENTS = frozenset({Intent.WHY, Intent.SIZE, Intent.DECISION})

_MENTION = re.compile(r"<@[^>\s]+>|(?<!\S)@[\w.-]+")
_NOT_WORDS = re.compile(r"[^\w\s.,%°/+-]+")
_SPACE = re.compile(r"\s+")


def plain_words(text: str) -> str:
    """Return the question in lower case without mentions, emoji and punctuation at its ends."""
    without = _MENTION.sub(" ", unicodedata.normalize("NFKC", text)).replace("'", " ")
    lowered = _NOT_WORDS.sub(" ", without.replace("’", " ").casefold())
    return _SPACE.sub(" ", lowered.replace("_", " ")).strip(" .,-+/")


def intent_of(text: str, language: str = ENGLISH) -> Intent:
    """Return what the question asks for; ``DOCUMENT`` when no wording is recognised.

    ``language`` is the asker's own. A question in another language is told by its words; what no
    wording of its language fits may fit the asker's, an English one, or one of a language of which
    it holds but one word ("warum?" from somebody who reads English).
    """
    words = plain_words(text)
    if not any(character.isalnum() for character in words):
        return Intent.EMPTY
    if is_small_talk(text):
        return Intent.HELP
    return _recognised(words, text, language)[0]


def says_so(text: str, language: str = ENGLISH) -> str:
    """Return the folded words by which the intent was told, "" when none were."""
    return _recognised(plain_words(text), text, language)[1]


def _recognised(words: str, text: str, language: str) -> tuple[Intent, str]:
    plain = folded(words)
    asked = "?" in text or "？" in text
    for each in dict.fromkeys(
        (language_of(text, language), language, ENGLISH, *languages_in(text))
    ):
        for intent, pattern in _wordings(each):
            if asked and intent in _STATED:
                continue
            if match := pattern.search(plain):
                return intent, match[0]
    return Intent.DOCUMENT, ""


def points_back(text: str, language: str = ENGLISH) -> bool:
    """Whether a word of the question stands for something said before: "it", "das", "它"."""
    return says(_BACK, folded(text), language_of(text, language), language)


def names_the_recommendation(text: str, language: str = ENGLISH) -> bool:
    """Whether the question speaks of a recommendation as such: "the advice", "die Empfehlung"."""
    return _asked(_NAMES_IT, text, language)


def asks_for_all_options(text: str, language: str = ENGLISH) -> bool:
    """Whether the question asks for whatever else there was, and not for one thing it names."""
    return _asked(_ALL_OPTIONS, text, language, ENGLISH)


def asks_when_it_was_done(text: str, language: str = ENGLISH) -> bool:
    """Whether the question asks when or by whom something was done, which no procedure says."""
    return _asked(_OF_THE_PAST, text, language)


def asks_of_a_state(text: str, language: str = ENGLISH) -> bool:
    """Whether a "why" is about how something is: "why is drum 1 so hot?", and not about advice."""
    return _asked(_OF_A_STATE, text, language)


def _asked(name: str, text: str, *languages: str) -> bool:
    """Whether a line of that name fits the question, in its language or one of these."""
    return says(name, folded(plain_words(text)), language_of(text, languages[0]), *languages)


def says(name: str, plain: str, *languages: str) -> bool:
    """Whether a line of that name of one of the languages fits the folded text."""
    return any(
        pattern.search(plain)
        for each in dict.fromkeys(languages)
        for told, pattern in lines_for(each)
        if told == name
    )


def is_small_talk(text: str) -> bool:
    """Whether nothing but greetings, thanks and trying out stands in the text, in any language."""
    talk, whole = _small_talk()
    words = folded(plain_words(text))
    return bool(talk.search(words) and whole.fullmatch(words))


@lru_cache(maxsize=1)
def _small_talk() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what small talk needs, and what it is as a whole; Chinese has no spaces between."""
    talk, beside = _in_all_languages("small_talk"), _in_all_languages("beside_it")
    signs = "|".join(
        pattern.pattern for name, pattern in lines_for("zh") if name in ("small_talk", "beside_it")
    )
    # Languages share words ("ok"): what was read one way is not read again another way, lest a
    # text full of them takes minutes. So of what begins alike the longest has to come first.
    words = "|".join(sorted(_alternatives(f"{talk}|{beside}"), key=len, reverse=True))
    return (
        re.compile(rf"(?<!\w)(?:{talk})"),
        re.compile(rf"(?>(?:{words}|(?:{signs})+)(?:[\s.,]+|$))+"),
    )


def _alternatives(pattern: str) -> set[str]:
    """Return what stands between the bars of a pattern that are in no bracket."""
    found, depth = [""], 0
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return set(found)


def without_bare_words(words: Iterable[str]) -> list[str]:
    """Return the folded words without those that ask and do not say about what: "reason"."""
    bare = re.compile(_in_all_languages("bare"))
    return [word for word in words if not bare.fullmatch(word)]


def without_pointing_words(words: Iterable[str]) -> list[str]:
    """Return the folded words without those that pick one of what was said: "the earlier one"."""
    pointing = re.compile(_in_all_languages("pointing"))
    return [word for word in words if not pointing.fullmatch(word)]


@lru_cache(maxsize=4)
def _in_all_languages(name: str) -> str:
    """Return one pattern of what all languages have under that name."""
    lines = (line for path in sorted(WORDINGS.glob("*.txt")) for line in lines_for(path.stem))
    return "|".join(pattern.pattern for told, pattern in lines if told == name)


@lru_cache(maxsize=32)
def _wordings(language: str) -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    intents = set(Intent)
    return tuple(
        (Intent(name), pattern) for name, pattern in lines_for(language) if name in intents
    )


@lru_cache(maxsize=32)
def lines_for(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the lines of a language's wordings, each a name and its pattern."""
    path = WORDINGS / f"{language}.txt"
    if not path.exists():
        return ()
    lines = (line.split(maxsplit=1) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple((line[0], re.compile(line[1])) for line in lines if line and line[0] != "#")
