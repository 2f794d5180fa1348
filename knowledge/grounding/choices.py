"""What a recommender chose and what it considered and left: neither may be said of the other.

Knows which option of a reasoning log a sentence speaks of, and words for choosing, leaving and
considering. An option is told by its words and values, not by its quantity alone: "to 54" was
chosen, "to 48" was not.
"""

import re
from collections.abc import Iterable

from knowledge.grounding.cited import Cited
from knowledge.grounding.quantities import FREE, OWN, Log
from knowledge.grounding.statements import Statement

CHOSEN = (
    "cho(?:se|sen|oses)|picks|picked|selects?|selected|adopt(?:s|ed)?|prefer(?:s|red)?"
    "|favou?r(?:s|ed)|opt(?:s|ed) for|went (?:for|with)|settled (?:on|for)|turned to"
    "|decided (?:for|on)|took|taken|followed|implemented|won|wins|winner|came first|would rather"
    "|go(?:es)? (?:for|with)|included"
    "|(?:its|the recommender['’]s) (?:own )?(?:advice|choice|decision|recommendation)"
    "|(?:recommends?|advises?|suggests?|proposes?)(?:ed|d)?|wants(?: you)? to|best"
)
"""Says of an option that it was taken. "The option to …" is no choice: see ``choices``."""
LEFT = (
    "rejected?|rejects|dismissed|discarded|dropped|drops|abandoned|set aside|left (?:aside|it|out)"
    "|turned down|ruled out|passed over|decided against|opted against|declined|excluded|lost|loses"
    "|discounted|not chosen|skipped|skips|passed on|came second|worse|left|no match"
    "|(?:turned|turns|kept|stayed) away from"
)
"""Says of an option that it was not taken."""
CONSIDERED = (
    "consider(?:s|ed|ing)?|alternatives?|options?|weighed|looked at|thought|rejected|rejects"
)

_CHOSEN = re.compile(rf"\b(?:{CHOSEN})\b", re.IGNORECASE)
LEFT_WORDS = re.compile(rf"\b(?:{LEFT})\b", re.IGNORECASE)
_CONSIDERED = re.compile(rf"\b(?:{CONSIDERED})\b", re.IGNORECASE)
_REASON = re.compile(r":(?!\S)|\b(?:because|since|as that|for it)\b", re.IGNORECASE)
_POSSIBLE = re.compile(r"\b(?:could|might|would)(?: not)? have\b", re.IGNORECASE)
_ADVICE = frozenset(
    """recommends recommended recommend advises advise advised suggests suggested wants proposes
    proposed""".split()
)


def left_option(sentence: Statement, cited: Cited) -> bool:
    """Whether the sentence speaks of an option that the log names and did not choose."""
    head = _head(sentence)
    return any(_speaks_of_left(head, each.statements) for each in cited.evidence if each.log)


def says_left(sentence: Statement) -> bool:
    """Whether the sentence says, with or without "not", that something was not chosen."""
    head = _head(sentence)
    chosen, left = _CHOSEN.search(head.said), LEFT_WORDS.search(head.said)
    denials = len(sentence.denied)
    return denials == (chosen is not None and left is None) and not _POSSIBLE.search(head.said)


def wrong_choice(sentence: Statement, cited: Cited) -> str:
    """Return a reason when what was left is said to be chosen, or was never considered."""
    if left_option(sentence, cited):
        return _wrong_of_left(_head(sentence))
    return _wrong_of_quantities(sentence, cited.logs)


def _head(sentence: Statement) -> Statement:
    """Return the sentence without the reason at its end, which has words of its own."""
    reason = _REASON.search(sentence.text)
    return Statement(sentence.text[: reason.start()]) if reason else sentence


def _wrong_of_left(head: Statement) -> str:
    chosen, left = _CHOSEN.search(head.said), LEFT_WORDS.search(head.said)
    if chosen and not left and not head.denied and not _POSSIBLE.search(head.said):
        return f"says {chosen[0]!r} of an option that the log names as not chosen"
    if left and not chosen and Statement(head.said[: left.end()]).denied:
        return f"says not {left[0]!r} of an option that the log names as not chosen"
    return ""


def _speaks_of_left(sentence: Statement, statements: Iterable[Statement]) -> bool:
    """Whether the sentence shares more with an alternative of the log than with any other line."""
    best = {True: 1, False: 0}
    ways = {each.way for each in sentence.ways}
    for each in statements:
        if each.line in FREE:
            continue
        same = len(each.stems & sentence.stems) + len(each.values & sentence.values)
        same += bool(ways.intersection(way.way for way in each.ways[:1]))
        left = each.line == "Alternative"
        best[left] = max(best[left], same)
    return best[True] > max(1, best[False])


def _wrong_of_quantities(sentence: Statement, logs: Iterable[Log]) -> str:
    """Judge by the quantities, where the option itself cannot be told."""
    words = set(sentence.words)
    chosen = bool(_CHOSEN.search(sentence.text)) or bool(words & _ADVICE)
    chosen = chosen and not words & {"rejected", "could", "might"}
    considered = bool(_CONSIDERED.search(sentence.text)) and not chosen
    if sentence.denied or not (considered or (chosen and sentence.ways)):
        return ""
    for log in logs:
        named = [each.names for each in log.vocabulary.mentions(sentence)]
        names = frozenset[str]().union(*named) & (
            log.actions | log.alternatives | set(log.moves)
        ) - set(OWN)
        if not names or not log.actions:
            continue
        if considered and log.alternatives and not names & log.alternatives:
            return f"says that {'/'.join(sorted(names))} was an alternative; the log names others"
        if chosen and not names & log.actions:
            return f"says that {'/'.join(sorted(names))} was chosen; the log names it as rejected"
    return ""
