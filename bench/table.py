"""One small table: what was measured, the figure, its target."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure; ``at_most`` and ``at_least`` are its targets, where it has one."""

    what: str
    figure: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the target is met; True without one."""
        low = self.at_least is None or self.figure >= self.at_least
        return low and (self.at_most is None or self.figure <= self.at_most)

    def __str__(self) -> str:
        target, verdict = "", ""
        if self.at_most is not None:
            target = f"<= {self.at_most:g}"
        if self.at_least is not None:
            target = f">= {self.at_least:g}"
        if target:
            verdict = "met" if self.holds else "MISSED"
        figure = f"{self.figure:,.0f}" if self.figure >= 1000 else f"{self.figure:.3g}"
        return f"{self.what:<58} {figure:>8} {self.unit:<12} {target:<9} {verdict}".rstrip()


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print the table."""
    print(f"\n{title}")
    for row in rows:
        print(f"  {row}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of the values (0 to 1) do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
