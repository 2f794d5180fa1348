"""Assets: ISA-95 paths such as ``northfield/snacks/seasoning/line-4/drum-2``.

Knows the shape of a path and what "within" means. Does not know which assets exist.
"""

import re

MAX_LEVELS = 5
_SEGMENT = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_NUMBERED = re.compile(r"[-_ ]*\d+$")


class InvalidAsset(ValueError):
    """An asset is a path of one to five names joined by "/", such as site/area/line-4/drum-2."""


def checked_asset(path: str) -> str:
    """Return ``path`` if it is an asset path (enterprise/site/area/work_center/work_unit).

    Raises ``InvalidAsset`` naming the value and the remedy.
    """
    segments = path.split("/")
    if len(segments) > MAX_LEVELS or not all(_SEGMENT.match(segment) for segment in segments):
        raise InvalidAsset(
            f"{path!r} is not an asset path; write one to five names of letters, digits, "
            "'-', '_' or '.', joined by '/', such as northfield/snacks/seasoning/line-4/drum-2"
        )
    return path


def within(path: str, prefix: str) -> bool:
    """Tell whether ``path`` is ``prefix`` itself or stands below it."""
    return path == prefix or path.startswith(prefix + "/")


def asset_name(path: str) -> str:
    """Return the last name of the path as people say it: ``…/line-4/drum-2`` -> ``drum 2``."""
    return path.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ")


def asset_class(asset: str) -> str:
    """Return what kind of equipment it is, from its name: ``…/line-4/drum-2`` is a drum."""
    name = asset.rsplit("/", 1)[-1]
    return _NUMBERED.sub("", name) or name
