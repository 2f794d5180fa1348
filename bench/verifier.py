"""What the check of claims lets through: ``python -m bench.verifier [--answers N] [--show]``.

Over the sample plant (its fortnight of logs, its procedures) answers are written as a language
model would: true sentences in many wordings, and in each answer one sentence with one invention.
Some use wordings that were looked at while the check was built ("seen"), others use wordings, and
other procedures, that were not ("kept"); the targets are for those. Ends with the time the check
takes.
"""

import argparse
import random
import re
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench import (
    wordings_fresh,
    wordings_fresh_kept,
    wordings_kept,
    wordings_seen,
    wordings_tried,
)
from bench.facts import Fact, Page, pages
from bench.table import Row, percentile, print_table
from bot.answering.extractive import ExtractiveComposer
from bot.answering.gather import gather
from bot.answering.intents import Intent
from bot.answering.mentions import AssetNames
from bot.answering.resolve import Subject
from knowledge.grounding import verify
from knowledge.grounding.figures import figures, plain
from knowledge.model import Claim, Evidence, Person, within
from tests.plant import NOW, SamplePlant, sample_plant

ADMIN = Person("admin", "Admin", sees_all=True)
KINDS = (
    "number",
    "unit",
    "label",
    "spoofed label",
    "negation",
    "direction",
    "asset",
    "rule",
    "document",
    "swapped quantity",
)
TRUE_CLAIMS = 5
SETS = (
    ("seen wordings", wordings_seen),
    ("seen wordings, denials", wordings_tried),
    ("fresh wordings, the half looked at", wordings_fresh),
    ("fresh wordings, the other half", wordings_fresh_kept),
    ("kept wordings", wordings_kept),
)
LOOKED_AT = (wordings_seen, wordings_tried, wordings_fresh)
_OTHER_UNITS = ("kPa", "rpm", "°C", "%", "kg/h", "mm", "bar", "min", "L/h", "t/h", "V")
_RULE = re.compile(r"\b[A-Z]{4}-\d\d\b")
_DOCUMENT = re.compile(r"\bSOP-\d{3}\b")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=5_000, help="answers a set")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--show", action="store_true", help="print what went wrong, seen sets only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sample_plant(Path(folder)) as plant:
        directory = plant.store.directory.load()
        names = AssetNames.of(directory)
        places = {directory.full_name_of(asset.path): asset.path for asset in directory.assets}
        for name, said in SETS:
            made = list(pages(plant, said))
            writer = Writer(made, Places(places, names), random.Random(options.seed))
            show = options.show and said in LOOKED_AT
            counts = _run(writer, names, options.answers, show=show)
            print(f"{len(made)} logs, {sum(len(page.facts) for page in made)} facts")
            print_table(name, _rows(counts))
        print_table("time", _times(plant, names))


def _run(writer: "Writer", names: AssetNames, answers: int, *, show: bool) -> dict[str, list[int]]:
    """Return, by kind of invention and for what is true, [dropped, written]."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    shown: set[str] = set()
    for number in range(answers):
        kind = KINDS[number % len(KINDS)]
        page, true, invented = writer.answer(kind)
        result = verify([*true, invented], page.evidence, names=names)
        lost = {id(each.claim): each.reason for each in result.dropped}
        counts[kind][0] += id(invented) in lost
        counts[kind][1] += 1
        counts["true"][0] += sum(id(each) in lost for each in true)
        counts["true"][1] += len(true)
        if show:
            wrong = [f"LOST {each.text}: {lost[id(each)]}" for each in true if id(each) in lost]
            if id(invented) not in lost:
                wrong.append(f"PASSED {kind}: {invented.text}")
            for line in wrong:
                key = re.sub(r"\d+", "#", line)
                if key not in shown:
                    shown.add(key)
                    print(line)
    return counts


def _rows(counts: dict[str, list[int]]) -> list[Row]:
    rows = [
        Row(
            f"dropped: invented {kind} (of {counts[kind][1]:,})",
            _share(counts[kind]),
            "%",
            at_least=99,
        )
        for kind in KINDS
    ]
    inventions = [sum(counts[kind][place] for kind in KINDS) for place in (0, 1)]
    rows.append(
        Row(f"dropped: all inventions (of {inventions[1]:,})", _share(inventions), "%", at_least=99)
    )
    rows.append(
        Row(
            f"dropped: true claims (of {counts['true'][1]:,})",
            _share(counts["true"]),
            "%",
            at_most=2,
        )
    )
    return rows


def _share(count: list[int]) -> float:
    return 100 * count[0] / max(1, count[1])


@dataclass(frozen=True)
class Places:
    """The plant's assets by their spoken names."""

    paths: dict[str, str]
    names: AssetNames

    def elsewhere(self, asset: str) -> list[str]:
        """Return the names of assets that are neither this one, nor around it, nor in it."""

        def related(path: str) -> bool:
            return within(path, asset) or within(asset, path)

        return [
            name
            for name in self.paths
            if not any(any(map(related, paths)) for paths in self.names.mentioned(name)[-1:])
        ]


class Writer:
    """Writes answers with one invention each."""

    def __init__(self, pages: list[Page], places: Places, rng: random.Random) -> None:
        self._pages, self._places, self._rng = pages, places, rng

    def answer(self, kind: str) -> tuple[Page, list[Claim], Claim]:
        """Return the page, true claims about it, and one claim with an invention of that kind."""
        while True:
            page = self._rng.choice(self._pages)
            facts = [self._rng.choice(page.facts) for _ in range(TRUE_CLAIMS)]
            true = [self._true(fact) for fact in facts]
            for _ in range(30):
                fact = self._rng.choice(page.facts)
                invented = self._invented(kind, fact, page)
                if invented:
                    return page, true, invented

    def _true(self, fact: Fact) -> Claim:
        return Claim(filled(self._rng.choice(fact.wordings), fact.fields), (fact.label,))

    def _invented(self, kind: str, fact: Fact, page: Page) -> Claim | None:
        wording = self._rng.choice(fact.wordings)
        true = filled(wording, fact.fields)
        evidence = next(each for each in page.evidence if each.label == fact.label)
        if kind == "label":
            return Claim(true, (self._rng.choice(["S977", "R7", "K1", "S942"]),))
        if kind == "spoofed label":
            mark = self._rng.choice(
                ["[S79]", "(R8)", "[K2]", "(S 77)", "[r9]", "［Ｓ７９］", "R9:"]
            )
            return Claim(f"{true} {mark}", (fact.label,))
        if kind == "negation":
            text = filled(wording, fact.fields, denied=True)
        elif kind == "direction":
            text = filled(wording, fact.fields, turned=True)
        elif kind == "swapped quantity":
            text = filled(wording, fact.swapped) if fact.swapped else true
        else:
            text = getattr(self, f"_{kind}")(true, evidence)
        return Claim(text, (fact.label,)) if text != true else None

    def _number(self, text: str, evidence: Evidence) -> str:
        found = figures(plain(text))
        if not found or plain(text) != text:
            return text
        each = self._rng.choice(found)
        digits = re.search(r"\d+(?:[.,]\d+)*", text[each.start :])
        if digits is None:
            return text
        stands = {value for one in figures(plain(evidence.text)) for value in one.values}
        for _ in range(20):
            factor = self._rng.choice([0.5, 0.8, 0.9, 1.1, 1.3, 2, 3, 10])
            new = each.values[0].copy_abs() * Decimal(str(factor))
            if new and new not in stands and -new not in stands:
                start = each.start + digits.start()
                written = format(new.normalize(), "f")
                return text[:start] + written + text[start + len(digits[0]) :]
        return text

    def _unit(self, text: str, evidence: Evidence) -> str:
        found = [each for each in figures(text) if each.unit and not each.carried]
        if not found:
            return text
        each = self._rng.choice(found)
        number = re.match(r"[-+−]?\d+(?:[.,]\d+)*\s?", text[each.start :])
        unit = self._rng.choice([one for one in _OTHER_UNITS if one.casefold() != each.unit])
        if number is None or (each.values[0], unit.casefold()) in {
            (one.values[0], one.unit) for one in figures(plain(evidence.text))
        }:
            return text
        return text[: each.start] + number[0].rstrip() + f" {unit}" + text[each.end :]

    def _asset(self, text: str, evidence: Evidence) -> str:
        path = re.search(r"\(([\w/-]+)\)", evidence.text.split("\n", 1)[0])
        if path is None:
            return text
        own = next((place for place, at in self._places.paths.items() if at == path[1]), "")
        other = self._rng.choice(self._places.elsewhere(path[1]))
        return text.replace(own, other) if own in text else f"On {other}: {text}"

    def _rule(self, text: str, evidence: Evidence) -> str:
        own = _RULE.search(text)
        others = [rule for rule in RULES if rule not in evidence.text]
        return text.replace(own[0], self._rng.choice(others)) if own else text

    def _document(self, text: str, _evidence: Evidence) -> str:
        own = _DOCUMENT.search(text)
        other = f"SOP-{self._rng.randint(500, 999)}"
        if own is None:
            return f"According to {other}, {text[:1].lower()}{text[1:]}"
        way = self._rng.random()
        if way < 0.4:
            return text.replace(own[0], other)
        if way < 0.7:
            return re.sub(r"(rev(?:ision|\.)? )[A-Z]\b", r"\1Q", text)
        return re.sub(r"(section )[\d.]+\d", r"\g<1>9.7", text)


RULES = ("SEAS-07", "SEAS-15", "SEAS-99", "PACK-03", "PACK-11", "BOIL-02", "BOIL-77", "SEAS-08")


def filled(
    wording: str, fields: dict[str, str], *, denied: bool = False, turned: bool = False
) -> str:
    """Return the sentence, true or with its denial or with its direction turned."""
    text = re.sub(r"\[([^|\]]*)\|([^\]]*)\]", r"\2" if denied else r"\1", wording)
    text = re.sub(r"<([^|>]*)\|([^>]*)>", r"\2" if turned else r"\1", text)

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return fields[f"n{name}" if turned and name.endswith("_") else name]

    text = re.sub(r"\{(\w+)\}", put, text)
    return re.sub(r"\s+", " ", text).replace(" .", ".").replace(" ,", ",")


def _times(plant: SamplePlant, names: AssetNames) -> list[Row]:
    """Return what the check costs the answers without a model, evidence read anew and again."""
    sources = plant.assistant.sources()
    anew: list[float] = []
    again: list[float] = []
    claims = 0
    for one in plant.store.recommendations.recent(None, limit=200):
        subject = Subject(Intent.WHY, one.action, one.action, asset=one.asset, recommendation=one)
        material = gather(subject, person=ADMIN, sources=sources, now=NOW)
        draft = ExtractiveComposer().compose(subject, material)
        claims += len(draft.claims)
        for seconds in (anew, again):
            started = time.process_time()
            verify(draft.claims, material.evidence, names=names)
            seconds.append((time.process_time() - started) * 1000)
    return [
        Row(
            "one answer, its log read for the first time, p50",
            percentile(anew, 0.5),
            "ms",
            at_most=2,
        ),
        Row("one answer, its log read for the first time, p95", percentile(anew, 0.95), "ms"),
        Row("the same answer again, p50", percentile(again, 0.5), "ms", at_most=2),
        Row("one claim, p50 of answers", percentile(again, 0.5) * 1000 * len(again) / claims, "µs"),
    ]


if __name__ == "__main__":
    main()
