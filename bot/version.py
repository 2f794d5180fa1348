"""The installed version of Tandem; an app and the commands that use it must agree on it."""

import importlib.metadata


def installed_version() -> str:
    """Return the version of the installed package, or "0+source" when it only lies there."""
    try:
        return importlib.metadata.version("tandem")
    except importlib.metadata.PackageNotFoundError:
        return "0+source"
