"""What a question is about, held against the logs: the recommendation, or another matter.

Knows a question's own words, and which of them the logs hold. Does not know which recommendation is
meant, nor what the documents say.
"""

from collections.abc import Sequence

from bot.answering.intents import Intent, names_the_recommendation, points_back, says_so
from bot.answering.question import Question
from bot.answering.sources import Sources
from bot.answering.words import DIRECTIONS, content_stems, overlap
from knowledge.model import Recommendation
from knowledge.tongue import ENGLISH, folded

SAID_OF_ANYTHING = frozenset({Intent.VALIDITY, Intent.WHY_NOT})
"""Their words ("gone", "still ok", "instead") may speak of anything in the plant."""

ABOUT_SOMETHING = 2
"""From so many words of its own, "who do I call when …" may be what a procedure says."""


def names_a_matter(question: Question, pool: Sequence[Recommendation], sources: Sources) -> bool:
    """Whether the question stands for itself and is about what no log of these mentions.

    "Heating cartridge gone?" and "can I just leave a note?" ask what a procedure says; "is the
    advice still good?" and "can I just slow it down?" a recommendation. A figure that none of them
    holds is such a matter by itself: "is 3.0 % still ok?".
    """
    text, language = question.text, question.language
    if names_the_recommendation(text, language):
        return False
    asks = content_stems(says_so(text, language), language)
    own = frozenset(
        word for word in question.own_words(sources.names) - DIRECTIONS if folded(word) not in asks
    )
    leans = points_back(text, language)
    texts = [told_in(each, sources) for each in pool]
    figures = frozenset(word for word in own if word[0].isdigit())
    if figures and not leans and not any(overlap(figures, each) for each in texts):
        return True
    known = max((overlap(own, each) for each in texts), default=0)
    # An article counts as pointing back in some languages: one word more outweighs it.
    return len(own) >= ABOUT_SOMETHING + leans and known * 2 < len(own)


def told_in(recommendation: Recommendation, sources: Sources) -> tuple[str, ...]:
    """Return what the log says in words: what is recommended where, and from what."""
    return (
        recommendation.action,
        sources.directory.full_name_of(recommendation.asset),
        *(each.name for each in recommendation.inputs),
        *(each.text for each in recommendation.rules_fired),
        *(each.action for each in recommendation.alternatives),
    )


def is_foreign(
    intent: Intent, question: Question, recommendation: Recommendation | None, sources: Sources
) -> bool:
    """Whether the question's words are mostly about something that the log does not mention.

    The equipment's name and words such as "slow" say nothing about that; a "how" with one word
    of its own ("how do I clean it?") is about something else than the recommended action. Where
    the question and the log are in two languages, words that they do not share tell nothing, so a
    "why" stays with the log.
    """
    if recommendation is None or intent not in (Intent.WHY, Intent.HOW, Intent.DOCUMENT):
        return False
    words = question.own_words(sources.names) - DIRECTIONS
    texts = told_in(recommendation, sources)
    if not question.comparable(" ".join(texts)):
        english = sources.read(question.text, question.language).english
        if english or question.meant:
            words = content_stems(english or question.meant, ENGLISH) - DIRECTIONS
        elif intent is Intent.WHY:
            return False
    known = overlap(words, texts)
    return known * 2 < len(words)
