"""What a question is about: which intent, which recommendation, which asset.

Knows the question, the conversation so far and the recommendations the asker may see. Reads no
document. Pointing (a click) beats the conversation, and words in the question beat both.
"""

from dataclasses import dataclass, replace
from functools import cache, partial

from bot.answering.choosing import asks_for_other, number_chosen
from bot.answering.intents import (
    ABOUT_A_RECOMMENDATION,
    DOCUMENT_INTENTS,
    NO_QUESTIONS,
    OF_WHAT_WAS_SAID,
    Intent,
    asks_of_a_state,
    intent_of,
    names_the_recommendation,
    plain_words,
    points_back,
)
from bot.answering.matters import (
    ABOUT_SOMETHING,
    SAID_OF_ANYTHING,
    is_foreign,
    names_a_matter,
    told_in,
)
from bot.answering.mentions import (
    AssetNames,
    decision_ids,
    narrowed,
    nearest,
    rule_ids,
)
from bot.answering.numbered import documents_named, written_out
from bot.answering.possible import fired_for, possible
from bot.answering.question import Question
from bot.answering.sources import Sources
from bot.answering.words import content_stems, overlap
from bot.messages import Message
from knowledge import access
from knowledge.model import Recommendation, Viewer, within
from knowledge.store import Store
from knowledge.tongue import ENGLISH

_MAY_NAME_A_RULE = frozenset({Intent.DOCUMENT, Intent.WHY})
_ASKS_FOR_A_RULE = content_stems(
    "rule say mean meaning fire fired trigger triggered condition conditions logic about"
)
MAX_CANDIDATES = 6
MAX_CHARACTERS = 2_000


@dataclass(frozen=True)
class Before:
    """The last turn of the conversation: what "it", "that" and "and drum 3?" lean on.

    ``said`` is everything said in the last turns; ``asked_back``: which document was meant is open;
    ``listed`` are the decision ids that were listed last, in their order; ``pointed``: the last
    turn was about a recommendation, and not only one before it.
    """

    intent: Intent | None = None
    decision_id: str | None = None
    asset: str | None = None
    text: str = ""
    said: str = ""
    asked_back: bool = False
    listed: tuple[str, ...] = ()
    pointed: bool = False


NOTHING_BEFORE = Before()


@dataclass(frozen=True)
class Subject:
    """What the question is about.

    Exactly one of three shapes: a ``recommendation``; ``candidates`` to choose from; or neither
    (a question to the documents, or nothing found: then ``unknown`` names what was not found).
    ``search_text`` is what the documents are asked, ``earlier`` the question before it, to be
    asked along when that finds little, and ``said`` what was said before; ``left_out`` counts
    candidates beyond those listed; ``otherwise`` is taken up when nothing is found about this;
    ``asks_why``: a "why" that is put to the documents; ``meant``: the plant's own words for its
    terms, and ``english`` the whole question, when it was asked in another language: both bridge
    to documents in English.
    """

    intent: Intent
    text: str
    search_text: str
    asset: str | None = None
    recommendation: Recommendation | None = None
    candidates: tuple[Recommendation, ...] = ()
    unknown: str = ""
    left_out: int = 0
    otherwise: "Subject | None" = None
    earlier: str = ""
    said: str = ""
    asks_why: bool = False
    meant: str = ""
    english: str = ""

    @property
    def wanted(self) -> frozenset[str]:
        """The stems of what the documents are asked, as it was typed and in English."""
        return content_stems(self.search_text) | content_stems(self.english, ENGLISH)

    @property
    def decision_id(self) -> str | None:
        """The decision id of the recommendation, if there is one."""
        return self.recommendation.decision_id if self.recommendation else None

    @property
    def is_no_question(self) -> bool:
        """Whether nothing was asked: a greeting, an emoji, "I did it"."""
        return self.recommendation is None and self.intent in NO_QUESTIONS


def resolve(message: Message, *, before: Before, sources: Sources) -> Subject:
    """Find the question's subject in its words, the click, the conversation and the plant."""
    binds = cache(partial(_binds, message=message, store=sources.store))
    message = replace(message, text=written_out(message.text, before.text, binds))
    found = _subject(message, before, sources)
    if not (found.recommendation or found.otherwise) and found.intent in _MAY_NAME_A_RULE:
        found = _about_a_rule(message, found, sources) or found
    english = sources.read(found.text, message.person.language).english
    otherwise = found.otherwise and replace(found.otherwise, english=english)
    return replace(found, english=english, otherwise=otherwise) if english else found


def _binds(number: str, *, message: Message, store: Store) -> bool:
    """Whether a document of that number is in force that the asker may see."""
    return access.in_force(store, message.viewer, number, on=message.at.date()) is not None


def _subject(message: Message, before: Before, sources: Sources) -> Subject:
    names, store = sources.names, sources.store
    text = message.text.strip()
    language = message.person.language
    question = Question.of(text, asker=language, means=sources.read(text, language).means)
    intent = _asked_for(message, before, store)
    if intent in NO_QUESTIONS and (text or intent is not Intent.EMPTY):
        return Subject(intent, text, text)
    viewer = message.viewer
    if chosen := _from_list(message, before, store):
        asked = _asked_before(before)
        if len(chosen) > 1:
            return Subject(asked, text, text, candidates=chosen)
        return _about(chosen[0], asked, text)
    prefixes = access.visible_assets(sources.directory, viewer)
    named = _by_id(text, viewer, store)
    if isinstance(named, str):
        return Subject(intent, text, text, unknown=named)
    assets = _assets(text, message, before, prefixes, names)
    intent = _inherited(intent, before, question, names, bool(assets or named))
    if intent is Intent.STATUS:
        return _open_ones(text, possible(assets, viewer, message.at, store), assets)
    pointed = named or _pointed(message, before, assets, store)
    about = _about(pointed, intent, text) if pointed else None
    if about and (named or not is_foreign(intent, question, about.recommendation, sources)):
        return about
    if intent in (Intent.CONTACT, Intent.EMPTY):
        whom = Subject(intent, text, text, asset=_one(assets) or before.asset)
        documents = _document_question(Intent.DOCUMENT, question, assets, before)
        says_when = len(question.own_words(names)) >= ABOUT_SOMETHING
        return replace(documents, otherwise=whom) if says_when else whom
    bare_how = intent is Intent.HOW and not question.own_words(names)
    leans_on_documents = before.intent in DOCUMENT_INTENTS and not before.decision_id
    if intent not in ABOUT_A_RECOMMENDATION and (not bare_how or leans_on_documents):
        return _document_question(intent, question, assets, before)
    pool = possible(assets, viewer, message.at, store)
    if before.asset and not assets and not about:
        pool = [each for each in pool if within(each.asset, before.asset)] or pool
    return _chosen(intent, question, pool, assets, sources, about)


def _asked_for(message: Message, before: Before, store: Store) -> Intent:
    """Return what the words ask for, in the light of what was talked about.

    What is new in a document is not what is open, and whether to do "it" after a question to the
    documents is no question about a recommendation.
    """
    text, language = message.text.strip(), message.person.language
    intent = intent_of(text, language)
    if intent is Intent.STATUS:
        named = (each.id for each in documents_named(text))
        known = any(_binds(each, message=message, store=store) for each in named)
        return Intent.DOCUMENT if known else intent
    of_documents = before.intent in DOCUMENT_INTENTS and not before.pointed
    if intent in OF_WHAT_WAS_SAID and of_documents and not message.decision_id:
        return intent if names_the_recommendation(text, language) else Intent.DOCUMENT
    return intent


def _from_list(message: Message, before: Before, store: Store) -> tuple[Recommendation, ...]:
    """Return what was chosen from the last list: "the second one", or all "the other" may mean."""
    text, language = message.text, message.person.language
    if not before.listed:
        return ()
    number = number_chosen(text, language)
    if number is not None:
        wanted = before.listed[number - 1 : number]
    elif asks_for_other(text, language):
        wanted = tuple(each for each in before.listed if each != before.decision_id)
    else:
        return ()
    found = (access.recommendation(store, message.viewer, each) for each in wanted)
    return tuple(each for each in found if each is not None)


def _asked_before(before: Before) -> Intent:
    """Return what was asked last of a recommendation; what is open is no question about one."""
    return before.intent if before.intent in ABOUT_A_RECOMMENDATION | {Intent.HOW} else Intent.WHY


def _open_ones(text: str, pool: list[Recommendation], assets: frozenset[str]) -> Subject:
    """Return what is open; a single one becomes what the conversation is about."""
    if len(pool) == 1:
        return Subject(Intent.STATUS, text, text, pool[0].asset, pool[0])
    return Subject(Intent.STATUS, text, text, asset=_one(assets), candidates=tuple(pool))


def _by_id(text: str, viewer: Viewer, store: Store) -> Recommendation | str | None:
    """Return the recommendation whose id stands in the text, or the id that is not known."""
    unknown = None
    for decision_id in decision_ids(text):
        found = access.recommendation(store, viewer, decision_id.upper())
        found = found or access.recommendation(store, viewer, decision_id)
        if found:
            return found
        if decision_id.upper().startswith("R-"):
            unknown = decision_id
    return unknown


def _about_a_rule(message: Message, subject: Subject, sources: Sources) -> Subject | None:
    """Return the newest that a rule fired for, where that is asked: "what does SEAS-07 say?"."""
    store, text = sources.store, message.text.strip()
    ids = {each for each in rule_ids(text) if not _binds(each, message=message, store=store)}
    named = content_stems(" ".join(ids))
    if not ids or content_stems(sources.names.without(text)) - named - _ASKS_FOR_A_RULE:
        return None
    found = fired_for(ids, subject.asset, message.viewer, store)
    return _about(found, Intent.WHY, text) if found else None


def _assets(
    text: str,
    message: Message,
    before: Before,
    prefixes: tuple[str, ...] | None,
    names: AssetNames,
) -> frozenset[str]:
    """Return the assets the words name, read in the light of what was talked about."""
    found = narrowed(names.mentioned(text))
    if not found and message.asset:
        return frozenset({message.asset})
    if len(found) > 1 and prefixes:
        own = {path for path in found if any(within(path, prefix) for prefix in prefixes)}
        found = frozenset(own) or found
    context = message.asset or before.asset
    return nearest(found, context) if len(found) > 1 and context else found


def _inherited(
    intent: Intent, before: Before, question: Question, names: AssetNames, names_something: bool
) -> Intent:
    """Return the intent, taking the last turn's for "and drum 3?" or a bare "drum 3"."""
    if intent is Intent.SAME or (
        intent is Intent.DOCUMENT and names_something and not question.own_words(names)
    ):
        return before.intent or Intent.WHY
    return intent


def _pointed(
    message: Message,
    before: Before,
    assets: frozenset[str],
    store: Store,
) -> Recommendation | None:
    """Return what was clicked or talked about, unless the words name another asset."""
    for decision_id in (message.decision_id, before.decision_id):
        if not decision_id:
            continue
        found = access.recommendation(store, message.viewer, decision_id)
        if found is None:
            continue
        if not assets or any(within(found.asset, asset) for asset in assets):
            return found
    return None


def _chosen(
    intent: Intent,
    question: Question,
    pool: list[Recommendation],
    assets: frozenset[str],
    sources: Sources,
    about: Subject | None,
) -> Subject:
    """Choose from the pool by the question's words, or ask back.

    A "why" whose words no log mentions is put to the documents first; ``about`` is what the
    conversation was about, taken up again when the documents say nothing. Why a machine is "so
    hot" is no advice's matter even then.
    """
    text = question.text
    words = frozenset(stem for stem in question.stems() if not stem[0].isdigit())
    ranked = sorted(pool, key=lambda each: -overlap(words, told_in(each, sources)))
    best = [overlap(words, told_in(each, sources)) for each in ranked]
    ranked = [each for each, score in zip(ranked, best, strict=True) if score == best[0]]
    if len(ranked) == 1:
        chosen = _about(ranked[0], intent, text)
    else:
        kept = tuple(ranked[:MAX_CANDIDATES])
        left_out = len(ranked) - len(kept)
        chosen = Subject(intent, text, text, _one(assets), candidates=kept, left_out=left_out)
    foreign = not ranked or is_foreign(intent, question, ranked[0], sources)
    of_a_state = intent is Intent.WHY and asks_of_a_state(text, question.language)
    if intent is Intent.WHY and words and foreign and (of_a_state or not assets):
        documents = _document_question(Intent.DOCUMENT, question, assets)
        otherwise = None if of_a_state else about or chosen
        return replace(documents, otherwise=otherwise, asks_why=True)
    if intent in SAID_OF_ANYTHING and not about and names_a_matter(question, pool, sources):
        documents = _document_question(Intent.DOCUMENT, question, assets)
        return replace(documents, otherwise=None if intent is Intent.VALIDITY else chosen)
    return chosen


def _about(recommendation: Recommendation, intent: Intent, text: str) -> Subject:
    """Build the subject for one recommendation; a bare click means "why?"."""
    if not plain_words(text):
        intent = Intent.WHY
    told = ", ".join(setting.name for setting in recommendation.outcomes)
    action = f"{recommendation.action}. {told}"
    return Subject(
        intent,
        text,
        text if intent is Intent.DOCUMENT else action,
        asset=recommendation.asset,
        recommendation=recommendation,
    )


def _document_question(
    intent: Intent, question: Question, assets: frozenset[str], before: Before = NOTHING_BEFORE
) -> Subject:
    """Build a question to the documents; "how do I clean it?" is read with the question before."""
    text = question.text
    one = Subject(
        intent,
        text,
        text,
        asset=_one(assets),
        said=before.said,
        meant=question.meant,
    )
    follows = before.intent in DOCUMENT_INTENTS and not before.decision_id
    if not follows:
        return one
    leans = points_back(text, question.language) or not content_stems(text, question.language)
    if before.asked_back or leans:
        together = f"{before.text} {text}"
        return replace(one, search_text=together, asset=one.asset or before.asset)
    return replace(one, earlier=before.text)


def _one(assets: frozenset[str]) -> str | None:
    return next(iter(assets)) if len(assets) == 1 else None
