"""A small plant on a real store, a search that returns what a test puts in, one asker."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.assistant import Assistant
from bot.messages import Message, Reply
from knowledge.index import Vector
from knowledge.model import (
    Alternative,
    AssetName,
    Condition,
    Contact,
    Directory,
    DocumentClass,
    Explanation,
    Factor,
    Measurement,
    Operator,
    Passage,
    Person,
    Recommendation,
    Revision,
    RevisionStatus,
    Rule,
    SetPoint,
    Team,
)
from knowledge.search import Hit
from knowledge.store import FileRecord, Store

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
LINE_4 = "northfield/snacks/seasoning/line-4"
OPERATOR = Person("p-1", "Amara", frozenset({"line-4"}))
STRANGER = Person("p-9", "Hana", frozenset({"packaging"}))
DIRECTORY = Directory(
    teams=(Team("line-4", "Line 4", (LINE_4,)), Team("packaging", "Packaging", ("northfield/p",))),
    people=(OPERATOR, STRANGER),
    assets=(
        AssetName(LINE_4, "Line 4"),
        AssetName(f"{LINE_4}/drum-2", "Drum 2", ("D2",)),
        AssetName(f"{LINE_4}/drum-3", "Drum 3", ("D3",)),
    ),
    contacts=(Contact(LINE_4, "Shift supervisor", "radio channel 6"),),
)


def advice(number: int, drum: int = 2, minutes_ago: float = 7, **changes: object) -> Recommendation:
    """Return a recommendation like the design's example, for one drum of Line 4."""
    issued = NOW - timedelta(minutes=minutes_ago)
    one = Recommendation(
        decision_id=f"R-2026-{number:06d}",
        asset=f"{LINE_4}/drum-{drum}",
        source="optimizer",
        event_id=f"e{number}",
        action="Reduce drum speed from 42 to 38 rpm",
        issued_at=issued,
        expires_at=issued + timedelta(minutes=15),
        model_name="seasoning-optimizer",
        model_version="3.2.1",
        confidence=0.81,
        outcomes=(SetPoint("drum speed setpoint", 38, "rpm", 42),),
        inputs=(
            Measurement("product moisture", 3.4, "%", "good"),
            Measurement("drum speed", 42, "rpm", "good"),
            Measurement("ambient humidity", 48, "%", "uncertain"),
        ),
        explanation=Explanation(
            "shap",
            "probability of over-seasoning",
            0.12,
            (
                Factor("ambient humidity", -0.03),
                Factor("product moisture", 0.31),
                Factor("drum speed", 0.05),
            ),
        ),
        rules_fired=(
            Rule(
                "SEAS-07",
                "4",
                "product moisture > 2.9 % and drum speed > 40 rpm",
                (
                    Condition("product moisture", Operator.GREATER, 2.9, "%"),
                    Condition("drum speed", Operator.GREATER, 40, "rpm"),
                ),
            ),
        ),
        alternatives=(Alternative("Reduce line speed to 88 %", 0.41, "loses 6 t per shift"),),
        expected_effect="seasoning giveaway -1.8 %",
    )
    return replace(one, **changes)  # type: ignore[arg-type]


@dataclass
class Shelf:
    """Stands in for the search: returns the passages a test put on it, best first."""

    store: Store
    hits: list[Hit] = field(default_factory=list)
    vector: Vector | None = None

    def put(
        self, text: str, *, similarity: float = 0.7, section: str = "6.2", **facts: object
    ) -> str:
        """Store a one-passage procedure and let the search find it; return the passage id."""
        number = str(facts.pop("number", f"SOP-{114 + len(self.hits)}"))
        revision = Revision(
            id=f"{number}-C",
            number=number,
            title="Seasoning control",
            revision="C",
            status=RevisionStatus.APPROVED,
            path=f"{number}.md",
            content_hash=number,
            ingested_at=NOW,
            effective_from=date(2026, 3, 2),
            owner="Process Engineering",
            audience=frozenset({"line-4"}),
        )
        revision = replace(revision, **facts)  # type: ignore[arg-type]
        headings = ("6 Controlling over-seasoning", f"{section} Drum speed")
        passage = Passage(f"{number}-1", revision.id, 0, headings, section, None, text)
        file = FileRecord(revision.path, 1, 1, number, "ingested", "", revision.id)
        self.store.documents.save(revision, [passage], file)
        self.hits.append(Hit(passage, revision, similarity, similarity, 1.0))
        return passage.id

    def certified(self, text: str) -> str:
        """Put a passage that only people with certified training may follow."""
        return self.put(text, document_class=DocumentClass.CERTIFIED_TRAINING_ONLY)

    def find(self, text: str, *, person: Person, k: int, **_: object) -> Sequence[Hit]:
        """Return the hits whose audience fits the person."""
        return [hit for hit in self.hits if person.may_see(hit.revision.audience)][:k]

    def find_each(
        self, asked: Iterable[tuple[str, str | None]], *, person: Person, k: int, **_: object
    ) -> Iterator[Sequence[Hit]]:
        """Give what ``find`` finds for each."""
        return (self.find(text, person=person, k=k) for text, _ in asked)

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """Return the share of words that the text and each of the others have in common."""
        words = set(text.casefold().split())
        return [
            len(words & told) / len(words | told)
            for told in (set(other.casefold().split()) for other in others)
        ]

    def meaning(self, _text: str, _model: str) -> Vector | None:
        return self.vector

    def would_be(self, passage: str, text: str, *, best: float) -> tuple[float, float, float]:
        """Return that the passage would be found first if it shares a third of the words."""
        near = max(self.alike(text, [passage]))
        return (best + near if near > 1 / 3 else 0.0), near, near

    def synchronise(self) -> None:
        """Hold what the store holds of articles, as found for every question."""
        on = NOW.date()
        kept = [hit for hit in self.hits if not hit.revision.is_article]
        held = [entry.passage_id for entry in self.store.documents.indexable()]
        found = self.store.documents.passages(held, on=on).values()
        kept += [Hit(*pair, 0.7, 0.7, 1.0) for pair in found if pair[1].is_article]
        self.hits = kept

    def meant(self, word: str, everyday: Collection[str] = ()) -> str:
        """Take every word for what it is."""
        return word

    def knows(self, word: str) -> bool:
        """Know no word."""
        return False

    def holds(self, language: str) -> bool:
        """Whether anything on the shelf is in that language, or may be in part."""
        return any(hit.revision.language in (language, "") for hit in self.hits)

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """Return each term as equally rare."""
        return dict.fromkeys(terms, 3.0)


@dataclass
class Plant:
    """What a test drives: put recommendations and passages in, ask, read the reply."""

    store: Store
    shelf: Shelf
    assistant: Assistant
    numbers: Iterator[int] = field(default_factory=count)

    def issue(self, *recommendations: Recommendation) -> None:
        """Let the recommender issue these."""
        for one in recommendations:
            self.store.recommendations.add(one, {}, one.event_id)

    def ask(self, text: str, *, by: Person = OPERATOR, **pointing: str) -> Reply:
        """Ask in one running conversation."""
        key = pointing.pop("key", f"k{next(self.numbers)}")
        message = Message(key, pointing.pop("conversation", "c1"), by, text, NOW, **pointing)
        return self.assistant.reply(message, now=NOW)
