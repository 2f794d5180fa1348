"""What can be wrong with a store, each with its remedy.

Knows sentences for people. Does not know when they apply (``database``, ``versions``).
"""


class StoreError(Exception):
    """Something is wrong with the store; the message names it and the remedy."""


class StoreUnavailable(StoreError):
    """The store cannot be reached, read or written: missing folder, no permission, locked, down."""


class StoreTooNew(StoreError):
    """A newer Tandem wrote this store; run that version, or restore an older backup."""


class StoreOutdated(StoreError):
    """An older Tandem wrote this store; run `tandem db upgrade`."""


class NotStorable(ValueError):
    """A value has no exact form in the store: NaN, infinity, a time without zone."""
