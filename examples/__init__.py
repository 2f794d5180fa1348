"""Things to try Tandem on. Nothing here imports ``bot`` or ``knowledge``."""
