"""The units of the sample plant that have a recommender, as they stand on the floor.

Knows which machine stands where. Does not know who owns it (``people.yaml``).
"""

from collections.abc import Callable

from examples.plant.advice import Advisor
from examples.plant.advisors import boiler as boiler_advisor
from examples.plant.advisors import sealing, seasoning
from examples.plant.episodes import (
    BOILER_ODDS,
    DRUM_ODDS,
    KETTLE_DRUM_ODDS,
    SEALER_ODDS,
    Odds,
)
from examples.plant.process.boiler import Boiler
from examples.plant.process.drum import Drum
from examples.plant.process.machine import Machine
from examples.plant.process.sealer import Sealer
from examples.plant.readings import Sensor
from examples.plant.unit import Unit

_Row = tuple[str, str, Callable[[], Machine], tuple[Sensor, ...], Advisor, Odds]

LINE_3 = "northfield/snacks/seasoning/line-3"
LINE_4 = "northfield/snacks/seasoning/line-4"
PACKING_1 = "northfield/snacks/packaging/line-1"
PACKING_5 = "northfield/riverside/packaging/line-5"
BOILERS = "northfield/snacks/utilities/boiler-house"
RIVERSIDE_BOILERS = "northfield/riverside/utilities/boiler-house"

_SEASONING = "northfield/snacks/seasoning/optimizer"
_SEALING = "northfield/snacks/packaging/advisor"
_SEALING_RIVERSIDE = "northfield/riverside/packaging/advisor"
_BOILERS = "northfield/snacks/utilities/advisor"
_BOILERS_RIVERSIDE = "northfield/riverside/utilities/advisor"


def _drum(asset: str, odds: Odds = DRUM_ODDS) -> _Row:
    return asset, _SEASONING, Drum, seasoning.SENSORS, seasoning.ADVISOR, odds


def _sealer(asset: str, source: str, advisor: Advisor) -> _Row:
    return asset, source, Sealer, sealing.SENSORS, advisor, SEALER_ODDS


def _boiler(asset: str, source: str) -> _Row:
    return asset, source, Boiler, boiler_advisor.SENSORS, boiler_advisor.ADVISOR, BOILER_ODDS


_ROWS: tuple[_Row, ...] = (
    _drum(f"{LINE_3}/drum-1"),
    _drum(f"{LINE_3}/drum-2"),
    _drum(f"{LINE_3}/drum-3"),
    _drum(f"{LINE_4}/drum-1"),
    _drum(f"{LINE_4}/drum-2"),
    _drum(f"{LINE_4}/drum-3", KETTLE_DRUM_ODDS),
    _sealer(f"{PACKING_1}/sealer-1", _SEALING, sealing.ADVISOR),
    _sealer(f"{PACKING_1}/sealer-2", _SEALING, sealing.ADVISOR),
    _sealer(f"{PACKING_5}/sealer-1", _SEALING_RIVERSIDE, sealing.RIVERSIDE_ADVISOR),
    _boiler(f"{BOILERS}/boiler-1", _BOILERS),
    _boiler(f"{BOILERS}/boiler-2", _BOILERS),
    _boiler(f"{RIVERSIDE_BOILERS}/boiler-3", _BOILERS_RIVERSIDE),
)

ASSETS: tuple[str, ...] = tuple(row[0] for row in _ROWS)


def build_units() -> list[Unit]:
    """Return all units, new and with nothing wrong yet."""
    units = []
    for asset, source, build, sensors, advisor, odds in _ROWS:
        machine = build()
        units.append(Unit(asset, source, machine, sensors, advisor, odds, machine.product))
    return units
