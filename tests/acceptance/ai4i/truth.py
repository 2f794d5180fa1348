"""The truth about a row of AI4I 2020: which published failure predicates hold, in decimals.

Written from the data set's publication alone (Matzka 2020; see the data folder's README). Shares
nothing with the recommender beside it: floats, rounding and rule ids are that one's own.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from pathlib import Path

_PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
_OVERSTRAIN = {"L": Decimal(11_000), "M": Decimal(12_000), "H": Decimal(13_000)}


@dataclass(frozen=True)
class Mode:
    """A failure mode whose predicate holds: what was seen, and the limits it was held against.

    ``kind``: a word the predicate compares beside the numbers (the product type), or "".
    """

    name: str
    seen: tuple[Decimal, ...]
    limits: tuple[Decimal, ...]
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """One row as its text stands in the file, and the modes that hold for it."""

    text: Mapping[str, str]
    modes: tuple[Mode, ...]
    margin: Decimal

    @property
    def names(self) -> frozenset[str]:
        """The names of the modes that hold."""
        return frozenset(mode.name for mode in self.modes)


def read_rows(path: Path) -> list[Row]:
    """Return all rows of the file with their truth."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row_of(text) for text in csv.DictReader(file)]


def row_of(text: Mapping[str, str]) -> Row:
    """Return the row with the modes that hold and its smallest margin to any limit.

    The margin is relative, so that rows at a limit (8.6 K, 1,380 rpm, wear 199) can be chosen.
    """
    kelvin = Decimal(text["Process temperature [K]"]) - Decimal(text["Air temperature [K]"])
    speed = Decimal(text["Rotational speed [rpm]"])
    torque = Decimal(text["Torque [Nm]"])
    wear = Decimal(text["Tool wear [min]"])
    kind = text["Type"]
    with localcontext() as context:
        context.prec = 60
        watt = torque * speed * 2 * _PI / 60
    strain, most = wear * torque, _OVERSTRAIN[kind]
    modes = []
    if kelvin < Decimal("8.6") and speed < 1_380:
        modes.append(Mode("HDF", (kelvin, speed), (Decimal("8.6"), Decimal(1_380))))
    if watt < 3_500:
        modes.append(Mode("PWF", (watt,), (Decimal(3_500),)))
    if watt > 9_000:
        modes.append(Mode("PWF", (watt,), (Decimal(9_000),)))
    if strain > most:
        modes.append(Mode("OSF", (strain,), (most,), kind))
    if 200 <= wear <= 240:
        modes.append(Mode("TWF", (wear,), (Decimal(200), Decimal(240))))
    compared = [
        (watt, Decimal(3_500)),
        (watt, Decimal(9_000)),
        (strain, most),
        (wear, Decimal(200)),
        (wear, Decimal(240)),
    ]
    if speed < 1_380:
        compared.append((kelvin, Decimal("8.6")))
    if kelvin < Decimal("8.6"):
        compared.append((speed, Decimal(1_380)))
    margin = min(abs(seen - limit) / limit for seen, limit in compared)
    return Row(text, tuple(modes), margin)
