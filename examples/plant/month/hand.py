"""How somebody types: slips of the finger, short forms, no capitals, a word before and after.

Knows habits, a person's for good. Does not know what is asked. Texts in other scripts stay.
"""

import random
import re
from dataclasses import dataclass

BESIDE = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu",
}  # fmt: skip
SHORT = {
    "temperature": "temp", "please": "pls", "minutes": "min", "percent": "%", "because": "bc",
    "without": "w/o", "with": "w/", "you": "u", "and": "n", "maximum": "max", "minimum": "min",
    "supervisor": "sup", "maintenance": "maint", "recommendation": "rec", "procedure": "sop",
    "metal detector": "md", "what is": "whats", "before": "b4", "pressure": "press",
    "number": "nr", "does not": "doesnt", "do not": "dont",
}  # fmt: skip
BEFORE = {
    "en": ("hi, ", "hey ", "quick question: ", "sorry me again, ", "hello ", "ok so ", "guys "),
    "de": ("hallo, ", "kurze frage: ", "moin "),
    "es": ("hola, ", "una pregunta: ", "buenas "),
    "pl": ("hej, ", "szybkie pytanie: ", "czesc "),
}
AFTER = {
    "en": (" thx", " pls", " asap", " thanks", "??", " its urgent", " - need to know now"),
    "de": (" danke", " bitte", "??"),
    "es": (" gracias", " por favor", "??"),
    "pl": (" dzieki", " prosze", "??"),
}
ACCENTS = str.maketrans("áéíóúñüöäęąćłńóśżź", "aeiounuoaeaclnoszz")


@dataclass(frozen=True)
class Hand:
    """One person's habits, as chances from 0 to 1."""

    slips: float
    short: float
    lower: bool
    bare: bool
    polite: float
    plain: bool

    @classmethod
    def of(cls, person: str) -> "Hand":
        """Return the habits of the person of that id, always the same."""
        rng = random.Random(f"hand of {person}")
        return cls(
            slips=rng.choice((0.0, 0.05, 0.1, 0.2, 0.35)),
            short=rng.choice((0.0, 0.1, 0.3, 0.6)),
            lower=rng.random() < 0.6,
            bare=rng.random() < 0.5,
            polite=rng.choice((0.0, 0.05, 0.1, 0.2)),
            plain=rng.random() < 0.5,
        )

    def typed(self, text: str, language: str, rng: random.Random) -> str:
        """Return the text as this person types it today."""
        if not text.isascii() and language in {"zh", "vi"}:
            return text
        if language == "en":
            text = _shortened(text, self.short, rng)
        if self.plain:
            text = text.translate(ACCENTS)
        if rng.random() < self.slips:
            text = _slipped(text, rng)
        if rng.random() < self.polite:
            text = rng.choice(BEFORE.get(language, ("",))) + text
        if rng.random() < self.polite:
            text = text.rstrip("?") + rng.choice(AFTER.get(language, ("",)))
        if self.lower:
            text = text.lower()
        return text.rstrip("?. ") if self.bare and len(text) > 3 else text


def _shortened(text: str, chance: float, rng: random.Random) -> str:
    for long, short in SHORT.items():
        if long in text and rng.random() < chance:
            text = re.sub(rf"\b{long}\b", short, text)
    return text


def _slipped(text: str, rng: random.Random) -> str:
    """Return the text with one slip: a letter beside, left out, twice, or two swapped."""
    places = [i for i, sign in enumerate(text) if 0 < i < len(text) - 1 and sign in BESIDE]
    if len(text) < 8 or not places:
        return text
    i = rng.choice(places)
    how = rng.randrange(4)
    if how == 0:
        return text[:i] + rng.choice(BESIDE[text[i]]) + text[i + 1 :]
    if how == 1:
        return text[:i] + text[i + 1 :]
    if how == 2:
        return text[:i] + text[i] + text[i:]
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
