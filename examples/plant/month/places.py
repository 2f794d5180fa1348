"""Where a question of the month is asked: the places that subjects name, as assets.

Knows what stands where and which team owns it. Does not know questions.
"""

from collections.abc import Mapping, Sequence

from examples.plant.units import BOILERS, LINE_3, LINE_4, PACKING_1, PACKING_5, RIVERSIDE_BOILERS

_DRUMS_3 = tuple(f"{LINE_3}/drum-{number}" for number in (1, 2, 3))
_DRUMS_4 = tuple(f"{LINE_4}/drum-{number}" for number in (1, 2, 3))
_SEALERS = (f"{PACKING_1}/sealer-1", f"{PACKING_1}/sealer-2", f"{PACKING_5}/sealer-1")

PLACES: Mapping[str, tuple[str, ...]] = {
    "drums": (*_DRUMS_3, *_DRUMS_4),
    "drums of line 4": _DRUMS_4,
    "drum 2 of line 4": (f"{LINE_4}/drum-2",),
    "seasoning lines": (LINE_3, LINE_4),
    "sealers": _SEALERS,
    "packing lines": (PACKING_1, PACKING_5),
    "metal detectors": (f"{PACKING_1}/metal-detector-1", f"{PACKING_5}/metal-detector-1"),
    "checkweighers": (f"{PACKING_1}/checkweigher-1", f"{PACKING_5}/checkweigher-1"),
    "boilers": (f"{BOILERS}/boiler-1", f"{BOILERS}/boiler-2", f"{RIVERSIDE_BOILERS}/boiler-3"),
    "anywhere": (),
}


def owned(asset: str, prefixes: Sequence[str]) -> bool:
    """Whether the asset is one of these or below one."""
    return any(asset == prefix or asset.startswith(prefix + "/") for prefix in prefixes)


def places_of(place: str, prefixes: Sequence[str]) -> list[str]:
    """Return the assets of a place that a team may ask about: its own, else all of them."""
    assets = PLACES[place]
    return [each for each in assets if owned(each, prefixes)] or list(assets)
