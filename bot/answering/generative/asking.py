"""What a model is asked: the prompt filled in with the question and what was retrieved for it.

Knows which evidence a model may see and how data is set apart. Everything a person or a document
wrote goes through ``redact`` and stands between fences that nobody can guess.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.cited import place
from bot.answering.extractive.procedure import fitting
from bot.answering.gather import Material
from bot.answering.resolve import Subject
from bot.speech import spoken
from knowledge.hygiene import clean
from knowledge.language import Request
from knowledge.language.prompts import load_prompt
from knowledge.model import Claim, Evidence

PROMPT = "answer"
MOST_CLAIMS = 5
LONGEST_TEXT = 4_000
"""Characters of one piece of evidence: a passage is shorter, a log of many alternatives is not."""
MOST_TEXT = 24_000

Redact = Callable[[str], str]


@dataclass(frozen=True)
class Matter:
    """What one turn asks of a model; ``faults`` are those of the try before."""

    subject: Subject
    material: Material
    said: Sequence[Claim]
    evidence: Sequence[Evidence]
    faults: Sequence[str] = ()


def evidence_for(subject: Subject, material: Material) -> tuple[Evidence, ...]:
    """Return the evidence that a model may explain: the log asked about, and passages that fit.

    Text for people with certified training never goes to a model.
    """
    labels = {material.log.label} if material.log else set()
    labels |= {found.label for found in fitting(subject, material)}
    return tuple(each for each in material.evidence if each.label in labels)


def request_for(matter: Matter, redact: Redact) -> Request:
    """Return the filled prompt."""
    fence = secrets.token_hex(8)

    def data(text: str) -> str:
        return redact(clean(text)[0]).replace(fence, "")

    return load_prompt(PROMPT).filled(
        fence=fence,
        language=spoken(),
        most=str(MOST_CLAIMS),
        question=data(matter.subject.text),
        subject=data(_about(matter)),
        said=data("\n".join(each.text for each in matter.said)) or "nothing",
        evidence=_blocks(matter.evidence, fence, data),
        faults=data("\n".join(matter.faults)) or "none",
    )


def _about(matter: Matter) -> str:
    one = matter.subject.recommendation
    kind = f"kind of question: {matter.subject.intent.value}"
    if one is None:
        return kind
    return f"{matter.material.asset_name}: {one.action} ({one.decision_id})\n{kind}"


def _blocks(evidence: Sequence[Evidence], fence: str, data: Redact) -> str:
    blocks, room = [], MOST_TEXT
    for each in evidence:
        text = data(each.text)[: min(LONGEST_TEXT, room)]
        room -= len(text)
        if text:
            where = data(f"{place(each)} {each.title}")
            blocks.append(f"<<{fence} evidence {each.label}>>\n{where}\n{text}\n<<end {fence}>>")
    return "\n".join(blocks)
