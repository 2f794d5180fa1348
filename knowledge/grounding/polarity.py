"""Meaning turned round: a claim that denies what its evidence affirms, or moves it the other way.

Knows negation, direction, words of opposite meaning and duty. A sentence of the claim is held
against the statements of the evidence that it shares most words, numbers and names with. Where
nothing is close, nothing is said: what words cannot show is listed in ``docs/grounding.md``.
"""

import re
from collections.abc import Iterable, Sequence

from knowledge.grounding.bounds import bound, turned
from knowledge.grounding.cited import Cited
from knowledge.grounding.lexicon import ABSENT, OPPOSITES, SILENCE, STATES
from knowledge.grounding.quantities import OWN, Log, Mention
from knowledge.grounding.statements import WORD, Statement, Way, stem

NEAREST = 0.95
"""Statements within this share of the closest one count as close."""
LEAST = 0.34
"""A statement is close from this share of the sentence's words on."""
_OPPOSITES = tuple(tuple(frozenset(words.split()) for words in pair) for pair in OPPOSITES)
_ABSENT = {word: re.compile(rf"(?:{lines})\b") for words, lines in ABSENT for word in words.split()}
_ABSENT_NAMES = "|".join(sorted(_ABSENT, key=len, reverse=True))
_NOTHING_OF_IT = re.compile(
    r"\b(?:no|nobody|neither|without (?:any|a))\s+(?:expected |logged )?"
    rf"(?P<name>{_ABSENT_NAMES})\b(?! with)"
    rf"|\b(?P<other>{_ABSENT_NAMES})\s+(?:is|was|were|are)\s+(?:not|never)\s+"
    r"(?:logged|recorded|given)"
)
_SILENCE = re.compile(SILENCE)
_STATES = frozenset(word for states in STATES for word in states)
_PUSHES = frozenset(
    """push pushes pushed pushing pull pulls pulled pulling drive drives drove driven drag drags
    dragged weigh weighs weighed nudge nudges nudged""".split()
)
_RISK = frozenset("probabl risk chanc likelihood odd output".split())
_SWITCHED = frozenset({"on", "off"})
_SWITCHES = frozenset("switch switched switches turn turned turns".split())
_CONSIDERED = frozenset("consid consider altern reject option".split())
_CHOSEN = frozenset(
    """chose chosen chooses recommends recommended recommend advises advised suggests suggested
    picked selected wants proposes proposed""".split()
)
_PAUSE = re.compile(r"[,;:.()](?!\d)")
_ACROSS = re.compile(r"\b(?:by|through|due to|because of|thanks to)\s+(?:the\s+)?$", re.IGNORECASE)


def turned_round(sentence: Statement, cited: Cited) -> str:
    """Return what the sentence turns round, or ""."""
    reason = (
        _wrong_effect(sentence, cited.logs)
        or _wrong_choice(sentence, cited.logs)
        or _wrong_state(sentence, cited)
        or _not_silent(sentence, cited)
    )
    if (
        reason
        or sentence.asks
        or (sentence.denied and _about_silence(sentence))
        or turned(sentence)
    ):
        return reason
    close = _closest(sentence, cited.statements)
    return (
        _wrong_denial(sentence, close, cited)
        or _wrong_opposite(sentence, cited)
        or _wrong_duty(sentence, close)
        or _wrong_move(sentence, cited)
    )


def _closest(sentence: Statement, statements: Iterable[Statement]) -> list[Statement]:
    whole = len(sentence.stems) + len(sentence.figures) + 2 * len(sentence.identifiers)
    if not whole:
        return []
    scored = []
    values = sentence.values
    for each in statements:
        shared = (
            len(sentence.stems & each.stems)
            + len(values & each.values)
            + 2 * len(sentence.identifiers & each.identifiers)
        )
        if shared:
            scored.append((shared, each))
    best = max((score for score, _ in scored), default=0)
    if best < LEAST * whole:
        return []
    return [each for score, each in scored if score >= NEAREST * best]


def _about_silence(sentence: Statement) -> bool:
    """Whether the sentence says that something is not said: "the log names no alternative"."""
    if sentence.figures or sentence.identifiers or _STATES & set(sentence.words):
        return False
    return bool(_SILENCE.search(sentence.squeezed)) or bool(
        _NOTHING_OF_IT.search(sentence.squeezed)
    )


def _not_silent(sentence: Statement, cited: Cited) -> str:
    """Return a reason when the log does say what the sentence calls unsaid."""
    if not _NOTHING_OF_IT.search(sentence.squeezed):
        return ""
    for match in _NOTHING_OF_IT.finditer(sentence.squeezed):
        name = match["name"] or match["other"]
        if any(_ABSENT[name].match(each.text) for each in cited.statements):
            return f"says that there is no {name}; the evidence has one"
    return ""


def _wrong_denial(sentence: Statement, close: list[Statement], cited: Cited) -> str:
    """Return a reason when the sentence denies what is affirmed or affirms what is denied."""
    if sentence.denied:
        for what in sentence.denied:
            around = cited.statements if what else close
            if not _denied_too(what, sentence, around) and not _affirmed_inversely(sentence, close):
                return "denies what the evidence does not deny"
        return ""
    for each in cited.statements:
        shared = len(each.stems & sentence.stems)
        if not each.denied or shared < 2 or _same_limit(sentence, each):
            continue
        for what in each.denied:
            said = what & sentence.telling
            if len(what) > 3 or 3 * len(said) < 2 * len(what) or _opposed(sentence, each):
                continue
            if not _affirmed_too(said, shared, sentence, cited.statements):
                return "affirms what the evidence denies"
    return ""


def _affirmed_too(
    what: frozenset[str], shared: int, sentence: Statement, statements: Iterable[Statement]
) -> bool:
    """Whether some statement, at least as near as the one that denies it, affirms the same."""
    return any(
        what <= each.telling
        and not any(what & other for other in each.denied)
        and len(each.stems & sentence.stems) >= shared
        for each in statements
    )


def _denied_too(what: frozenset[str], sentence: Statement, statements: Iterable[Statement]) -> bool:
    """Whether some statement denies the same; without words to compare, whether any denies."""
    for each in statements:
        if _same_limit(sentence, each):
            return True
        for other in each.denied:
            shared = what & (other if each.line else each.telling)
            if not what or (what & other and 2 * len(shared) >= len(what)):
                return True
    return False


def _same_limit(sentence: Statement, other: Statement) -> bool:
    """Whether a denial only sets the limit that the other sets: "not below 36", "at least 36"."""
    for one in sentence.figures:
        here = bound(one, sentence)
        for two in other.figures:
            there = bound(two, other)
            denies = here.way != here.said or there.way != there.said
            if one.values[0] == two.values[0] and here.way and denies and here.way == there.way:
                return True
    return False


def _affirmed_inversely(sentence: Statement, close: list[Statement]) -> bool:
    """Whether the evidence says the same the other way: "never close", "keep open"."""
    return any(
        (not each.denied and _opposed(sentence, each)) or _same_limit(sentence, each)
        for each in close
    )


def _wrong_opposite(sentence: Statement, cited: Cited) -> str:
    """Return a word whose opposite stands in the nearest statement that has either, in words."""
    words = set(sentence.words)
    for sides in _OPPOSITES:
        for side, against in (sides, sides[::-1]):
            if not words & side or words & against:
                continue
            if side & _SWITCHED and not words & _SWITCHES:
                continue
            nearest = _nearest(sentence, side | against, cited.statements)
            if nearest and all(each.isdisjoint(side) for each in nearest):
                return f"says {min(words & side)}; the evidence says the opposite"
    return ""


def _nearest(
    sentence: Statement, pair: frozenset[str], statements: Iterable[Statement]
) -> list[frozenset[str]]:
    """Return the words of the nearest statements with a word of the pair and as much denial."""
    scored = [
        (len(each.stems & sentence.stems), frozenset(each.words))
        for each in statements
        if not pair.isdisjoint(each.words) and bool(each.denied) == bool(sentence.denied)
        if not each.line or each.line == "Decision"
    ]
    best = max((score for score, _ in scored), default=0)
    return [words for score, words in scored if score == best and best > 1]


def _wrong_state(sentence: Statement, cited: Cited) -> str:
    """Return a reason when it is said to have ended otherwise than the log says."""
    words = set(sentence.words)
    for states in STATES:
        said = words.intersection(states)
        if len(said) != 1 or not cited.only_logs or sentence.denied:
            continue
        stated = {
            word
            for each in cited.statements
            if each.line in ("Decision", "Outcome")
            for word in each.words[1:2]
        }
        if stated.intersection(states) and not said & stated:
            return f"says {min(said)}; the log says {'/'.join(sorted(stated))}"
    return ""


def _opposed(sentence: Statement, other: Statement) -> str:
    """Return the word of the sentence whose opposite, and not itself, stands in the other."""
    here, there = set(sentence.words), set(other.words)
    for one, two in _OPPOSITES:
        for side, against in ((one, two), (two, one)):
            said = here & side
            if said and not here & against and there & against and not there & side:
                return min(said)
    for word in here - there:
        if word.startswith(("un", "in")) and word[2:] in there:
            return word
        if f"un{word}" in there or f"in{word}" in there:
            return word
    return ""


def _wrong_duty(sentence: Statement, close: list[Statement]) -> str:
    stated = frozenset[str]().union(*(each.duties for each in close))
    if len(sentence.duties) == 1 and stated and not sentence.duties & stated:
        said = next(iter(sentence.duties))
        if not (sentence.denied and "may" in stated | sentence.duties):
            return f"says {said!r}; the evidence says {'/'.join(sorted(stated))!r}"
    return ""


def _wrong_move(sentence: Statement, cited: Cited) -> str:
    """Return a reason when the sentence moves something up that the evidence moves down."""
    for said in sentence.ways:
        # Which way a log moves and weighs what: _wrong_effect.
        agreeing = {
            stated.way == said.way and denied == _denies(sentence, said)
            for one in cited.evidence
            if one.log is None
            for each in one.statements
            for stated in each.ways
            if _of_the_same(said, stated, sentence, each)
            for denied in [_denies(each, stated)]
            # "Do not raise it" neither says nor denies that it is lowered.
            if stated.way == said.way or denied == _denies(sentence, said)
        }
        if agreeing == {False}:
            return f"says {said.way}; the evidence says the opposite"
    return ""


def _of_the_same(said: Way, stated: Way, sentence: Statement, other: Statement) -> bool:
    shared = len(said.moved & stated.moved)
    near = len(other.stems & sentence.stems) > 2 or bool(other.values & sentence.values)
    return shared > 1 or (shared == 1 and near)


def _denies(sentence: Statement, way: Way) -> bool:
    return any(what & way.moved for what in sentence.denied)


def _wrong_effect(sentence: Statement, logs: Iterable[Log]) -> str:
    """Return a reason when a factor is said to weigh the other way, or a set point to move so."""
    for log in logs:
        if not sentence.ways or sentence.hypothetical:
            continue
        mentions = log.vocabulary.mentions(sentence)
        for each in sentence.ways:
            reason = _wrong_one(each, sentence, mentions, log)
            if reason:
                return reason
    return ""


def _wrong_one(each: Way, sentence: Statement, mentions: Sequence[Mention], log: Log) -> str:
    text = sentence.text
    behind = next((one for one in mentions if one.start >= each.end), None)
    before = next((one for one in reversed(mentions) if one.end <= each.start), None)
    if behind and _ACROSS.search(text, each.end, behind.start):  # "is raised by product moisture"
        before, behind = behind, None
    if _weighs(each, sentence, log, behind):
        factors = [one for one in mentions if one.names & log.effects.keys()]
        subject = next((one for one in reversed(factors) if one.end <= each.start), None)
        subject = before if before in factors else subject
        effects = (
            {log.effects[name] for name in subject.names & log.effects.keys()} if subject else set()
        )
        wanted = 1 if each.way == "up" else -1
        if effects and (wanted not in effects) and not sentence.denied:
            return f"says that it weighs {each.way}; the log says the opposite"
        return ""
    moved = behind or (
        before if before and not _PAUSE.search(text, before.end, each.start) else None
    )
    if moved is None or sentence.denied:
        return ""
    ways = frozenset[str]().union(*(log.moves.get(name, frozenset()) for name in moved.names))
    if ways and each.way not in ways:
        return f"moves it {each.way}; the log moves it {'/'.join(sorted(ways))}"
    return ""


def _weighs(each: Way, sentence: Statement, log: Log, behind: Mention | None) -> bool:
    """Whether the direction is what a factor does to the output, not where a set point goes."""
    place = behind.start if behind else len(sentence.text)
    following = sentence.text[each.end : min(place, each.end + 60)]
    stems = {stem(word) for word in WORD.findall(following.casefold())}
    if stems & (log.output | _RISK) or re.match(r"\s*\(?[-+−]\s?\d", following):
        return True
    leading = WORD.findall(sentence.text[max(0, each.start - 60) : each.start].casefold())
    if _PUSHES & set(leading[-8:]):
        return True
    return bool({stem(word) for word in leading[-5:]} & (log.output | _RISK))


def _wrong_choice(sentence: Statement, logs: Iterable[Log]) -> str:
    """Return a reason when what was rejected is said to be chosen, or was never considered."""
    words = set(sentence.words)
    chosen = bool(_CHOSEN & words) and not words & {"rejected", "could", "might"}
    considered = bool(sentence.stems & _CONSIDERED) and not chosen
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
