"""Personal data in a text, replaced by tokens before a model or a log sees it; pure.

Knows patterns (mail, phone, cards, accounts, addresses on networks and streets, national ids with
their check digits, badge numbers, dates of birth, secrets) and the names of the directory. A
``Veil`` gives the same value the same token and can put it back; it lives for one call. Does not
know where texts go. What has no pattern and is nobody's name in the directory stays.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from knowledge.model import Directory

LEAST_NAME = 3
"""Letters of a part of a name that is found by itself: "Li" alone is left, "Li Wei" is not."""

Check = Callable[[str], bool]


@dataclass(frozen=True)
class Mark:
    """Personal data in a text: what kind it is and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class _Pattern:
    """What a kind looks like; the group ``it``, if there is one, is the data, the rest context."""

    kind: str
    text: str
    holds: Check = bool

    @property
    def found(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed: starting should not pay for it."""
        return _compiled(self.text)


@lru_cache(maxsize=64)
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _digits(text: str) -> list[int]:
    return [int(each) for each in text if each.isascii() and each.isdigit()]


def luhn(text: str) -> bool:
    """Whether the digits end in their Luhn check digit, as cards do."""
    digits = _digits(text)
    doubled = [sum(divmod(2 * each, 10)) for each in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def iban(text: str) -> bool:
    """Whether an account number has the check digits of ISO 13616."""
    plain = re.sub(r"[\s-]", "", text).upper()
    turned = "".join(str(int(each, 36)) for each in plain[4:] + plain[:4])
    return 15 <= len(plain) <= 34 and int(turned) % 97 == 1


def dni(text: str) -> bool:
    """Whether a Spanish DNI or NIE ends in its letter."""
    plain = re.sub(r"[\s.-]", "", text).upper()
    number = str("XYZ".find(plain[0])) + plain[1:-1] if plain[0] in "XYZ" else plain[:-1]
    return number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def pesel(text: str) -> bool:
    """Whether eleven digits are a Polish PESEL: check digit and a month that there is."""
    digits = _digits(text)
    weighed = sum(w * d for w, d in zip((1, 3, 7, 9) * 3, digits[:10], strict=False))
    month = digits[2] * 10 + digits[3]
    return (10 - weighed % 10) % 10 == digits[10] and 1 <= month % 20 <= 12


def cpf(text: str) -> bool:
    """Whether eleven digits are a Brazilian CPF by both check digits."""
    digits = _digits(text)
    if len(set(digits)) == 1:
        return False
    for length in (9, 10):
        weighed = sum(d * (length + 1 - n) for n, d in enumerate(digits[:length]))
        if weighed * 10 % 11 % 10 != digits[length]:
            return False
    return True


def tckn(text: str) -> bool:
    """Whether eleven digits are a Turkish identity number by both check digits."""
    d = _digits(text)
    tenth = (7 * sum(d[0:9:2]) - sum(d[1:8:2])) % 10
    return d[0] != 0 and tenth == d[9] and sum(d[:10]) % 10 == d[10]


def resident_id(text: str) -> bool:
    """Whether eighteen characters are a Chinese resident id by their check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(w * int(d) for w, d in zip(weights, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def _address(text: str) -> bool:
    """Whether four numbers are an IP address rather than the number of a section."""
    parts = [int(each) for each in re.findall(r"\d+", text)[-4:]]
    named = not text[0].isdigit()
    return max(parts) <= 255 and (named or sum(each > 31 for each in parts) >= 2)


_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.? \w{3,9}\.? \d{4}|\w{3,9} \d{1,2},? \d{4}"
_NUMBER = r"\d[\d ().\-/]{5,20}\d(?: ?(?:x|ext\.?) ?\d+)?"
_NAME = r"[^\W\d_][\w'’-]+"
_CAPITAL = r"(?-i:[^\W\d_a-zß-öø-ÿ])[\w'’-]+(?:\.? (?-i:[^\W\d_a-zß-öø-ÿ])[\w'’-]+){0,2}"
_STREETS = "street|road|rd|avenue|ave|lane|boulevard|blvd|parkway|highway|terrace|crescent"
_ALSO_STREETS = "Drive|Dr|Place|Pl|Court|Ct|Way|Square|St|Str|Close|Ln"
"""Words for a street only where they have a capital letter: a drive is also a motor."""


_PATTERNS = (
    _Pattern("secret", r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@\S+"),
    _Pattern(
        "secret",
        r"\b(?:password|passwd|pwd|passwort|contraseña|senha|hasło|şifre|mật khẩu|pin|api[ _-]?key|"
        r"access token|secret key)\b\W{0,3}(?:is|ist|es|:|=)\W{0,3}(?P<it>[^\s,;]{4,})",
    ),
    _Pattern("mail", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    _Pattern("mail", r"\b[\w.+-]+ ?(?:\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+"),
    _Pattern(
        "account", r"\b(?-i:[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?)\b", iban
    ),
    _Pattern("card", r"(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\w-])", luhn),
    _Pattern("id", r"(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])", lambda t: t[:3] not in ("000", "666")),
    _Pattern("id", r"\b[XYZ]?\d{7,8}[ -]?[A-Z]\b", dni),
    _Pattern("id", r"(?<![\w.-])\d{11}(?![\w-])", lambda t: pesel(t) or cpf(t) or tckn(t)),
    _Pattern("id", r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)", cpf),
    _Pattern("id", r"(?<!\w)\d{17}[\dX](?!\w)", resident_id),
    _Pattern(
        "id",
        r"\b(?:driver'?s?|driving) licen[cs]e\b[^\d\n]{0,20}(?P<it>[A-Z]{0,3}\d[\w-]{4,})"
        r"|\bpassport\b[^\d\n]{0,20}(?P<it2>[A-Z]{0,3}\d[\w-]{5,})"
        r"|\bsocial security\b[^\d\n]{0,20}(?P<it3>\d[\d -]{7,12}\d)",
    ),
    _Pattern(
        "badge",
        r"\b(?:badge|employee|personnel|payroll|staff|clock|personalnummer|mitarbeiternummer)"
        r"(?: ?(?:no|nr|number|id|card))?\b[\s.:#]{0,3}(?:is )?(?P<it>[A-Z]{0,3}-?\d{3,10})\b",
    ),
    _Pattern(
        "birth",
        r"\b(?:born|birth ?day|birth ?date|date of birth|d\.?o\.?b|geboren|nacid[oa]|nascid[oa]|"
        r"urodzon[ya])\b\W{0,4}(?:on|is|am|el|em)?\W{0,3}(?P<it>" + _DATE + ")",
    ),
    _Pattern("network", r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)", _address),
    _Pattern(
        "network",
        r"\b(?:ip|host|server|gateway)\b[^\d\n]{0,15}(?P<it>\d{1,3}(?:\.\d{1,3}){3})(?![\w-]|\.\d)",
    ),
    _Pattern("network", r"(?<![\w:])(?:[0-9a-f]{1,4}:){5,7}[0-9a-f]{1,4}(?![\w:])"),
    _Pattern("network", r"(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}(?![\w:])"),
    _Pattern("network", r"(?<![\w-])(?:[0-9a-f]{2}-){5}[0-9a-f]{2}(?![\w-])"),
    _Pattern("phone", r"(?<![\w.,+-])(?:\+|00)\d[\d ().\-/]{6,18}\d(?: ?(?:x|ext\.?) ?\d+)?(?!\w)"),
    _Pattern("phone", r"(?<![\w.,-])\(\d{1,4}\) ?\d[\d -]{4,12}\d(?: ?x ?\d+)?(?!\w)"),
    _Pattern(
        "phone",
        r"\b(?:call|phone|tel|telephone|mobile|cell|fax|reach|text|ring|whatsapp|sms|telefon|"
        r"handy|teléfono|telefone|komórka|celular)\b[^\d\n]{0,25}?(?P<it>" + _NUMBER + r")(?!\w)",
    ),
    _Pattern(
        "phone", r"(?<![\w.,-])(?P<it>" + _NUMBER + r") ?\(?(?:office|mobile|fax|cell|home)\b"
    ),
    _Pattern("phone", r"(?<![\w.,-])\d{3}[-. ]\d{3}[-. ]\d{4}(?:x\d+)?(?![\w-])"),
    _Pattern(
        "street",
        r"\b\d{1,5}[a-z]?,? (?:(?!and\b|or\b|to\b)[^\W\d_][\w'’-]*,? ){1,4}"
        r"(?:(?:" + _STREETS + r")\b|(?-i:" + _ALSO_STREETS + r")\b)\.?(?: ?#?\d+)?",
    ),
    _Pattern(
        "street",
        r"\b(?:\d{1,4} ){0,2}(?:rue|calle|avenida|av|via|rua|ulica|ul|al)\.? (?:\w[\w'’-]* ?){1,4}"
        r"(?:\d{1,4}\b)?",
        lambda text: any(map(str.isdigit, text)),
    ),
    _Pattern(
        "street",
        r"\b(?:\d{1,4} )?[^\W\d_][\w-]*(?:straße|strasse|straat|gatan|vägen|veien|gasse|weg|platz|"
        r"katu|utca|út)\b(?: ?\d{1,4}[a-z]?\b)?",
        lambda text: any(map(str.isdigit, text)),
    ),
    _Pattern("street", r"\b(?:apt|apartment|suite|flat|p\.? ?o\.? box)\b\.? ?#?\d{1,5}\b"),
    _Pattern(
        "person",
        r"\b(?:mr|mrs|ms|miss|mx|dr|herr|frau|señora?|sra?|pan|pani|monsieur|madame|mme)\b\.? "
        r"(?P<it>" + _CAPITAL + ")",
    ),
    _Pattern(
        "person",
        r"\b(?:(?:my|his|her|their|first|last|full|family|partner's|the) names?(?: is|:|\?)"
        r"|name:|my name's|call(?:s|ed)? me|i am called|i'm called|ich heiße|me llamo|meu nome é|"
        r"nazywam się|tôi tên là|signed by|reported by|ask for) (?P<it>" + _CAPITAL + ")",
    ),
    _Pattern("person", r"<@\w+>|(?<![\w.])@(?P<it>[\w.-]{3,})"),
)


@dataclass(frozen=True)
class Redaction:
    """Finds personal data; ``names`` are those of the directory, compiled."""

    names: re.Pattern[str] | None = None
    parts: re.Pattern[str] | None = None

    @classmethod
    def of(cls, directory: Directory) -> "Redaction":
        """Return what finds the people of this directory, whole and by part, accents or not."""
        return _of_names(tuple(person.name for person in directory.people))

    @classmethod
    def of_names(cls, names: Iterable[str]) -> "Redaction":
        """Return what finds these names; a part alone only where it has a capital letter."""
        whole = {folded(" ".join(name.split())) for name in names} - {""}
        parts = {part for name in whole for part in name.split() if len(part) >= LEAST_NAME}
        parts |= {name for name in whole if len(name) >= LEAST_NAME}
        capital = {part[:1].upper() + part[1:] for part in parts} | {p.upper() for p in parts}
        several = {name for name in whole if " " in name}
        return cls(_any(several, re.IGNORECASE), _any(capital, 0))

    def marks(self, text: str) -> list[Mark]:
        """Return where personal data stands, in order, never overlapping; the first kind wins."""
        taken: list[Mark] = []
        for mark in self._all(text):
            if mark.end > mark.start and not any(
                mark.start < other.end and other.start < mark.end for other in taken
            ):
                taken.append(mark)
        return sorted(taken, key=lambda mark: mark.start)

    def _all(self, text: str) -> Iterator[Mark]:
        plain = folded(text)
        for pattern in (self.names, self.parts):
            if pattern is not None:
                yield from (Mark("person", *found.span()) for found in pattern.finditer(plain))
        for each in _PATTERNS:
            for found in each.found.finditer(text):
                if each.holds(found.group()):
                    own = next((n for n, value in found.groupdict().items() if value), 0)
                    yield Mark(each.kind, *found.span(own))

    def veil(self) -> "Veil":
        """Return a fresh veil for one call."""
        return Veil(self)


@lru_cache(maxsize=4)
def _of_names(names: tuple[str, ...]) -> Redaction:
    """Return what finds these names; compiling it takes longer than using it on a page."""
    return Redaction.of_names(names)


@dataclass
class Veil:
    """Hides personal data behind tokens such as [person-1], and puts it back."""

    redaction: Redaction
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """Return the text with a token in place of each value; the same value, the same token."""
        pieces, end = [], 0
        for mark in self.redaction.marks(text):
            value = text[mark.start : mark.end]
            pieces += [text[end : mark.start], self._token(mark.kind, value)]
            end = mark.end
        return "".join([*pieces, text[end:]])

    def reveal(self, text: str) -> str:
        """Return the text with the values that this veil hid; tokens it did not give stay."""
        return _TOKEN.sub(lambda found: self._values.get(found.group(), found.group()), text)

    def _token(self, kind: str, value: str) -> str:
        key = (kind, folded(value).casefold())
        if key not in self._tokens:
            number = 1 + sum(known == kind for known, _ in self._tokens)
            self._tokens[key] = f"[{kind}-{number}]"
            self._values[self._tokens[key]] = value
        return self._tokens[key]


_TOKEN = re.compile(r"\[[a-z]+-\d+\]")
_STROKES = str.maketrans("łŁøØđĐıßþÞ", "lLoOdDisbB")


def folded(text: str) -> str:
    """Return the text with every letter without its accent; as long as it was."""
    if text.isascii():
        return text
    plain = text.translate(_STROKES)
    return "".join(unicodedata.normalize("NFKD", each)[0] for each in plain)


def _any(names: Iterable[str], flags: int) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    if not longest_first:
        return None
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", flags)


class People:
    """Veils that know the people of the directory as it is at each call."""

    def __init__(self, directory: Callable[[], Directory]) -> None:
        self._directory = directory
        self._known: tuple[Directory, Redaction] | None = None

    def veil(self) -> Veil:
        """Return a fresh veil for one call."""
        directory = self._directory()
        if self._known is None or self._known[0] is not directory:
            self._known = (directory, Redaction.of(directory))
        return self._known[1].veil()
