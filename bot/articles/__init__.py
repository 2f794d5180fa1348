"""Articles: written, published, vouched for, and looked at again when something has changed.

This page is the index: ``acting`` says who may do what, ``checking`` what an article must hold,
``resolving`` and ``repinning`` what it rests on, ``keeping`` what happens by itself, ``folder`` the
files that people edit. Does not know pages or commands.
"""

from bot.articles.acting import (
    archive,
    authors_of,
    create,
    edit,
    may_vouch,
    merge,
    publish,
    recheck,
    reject,
    restore,
    unpublish,
    validate,
)
from bot.articles.checking import checked, fit_to_publish, holding
from bot.articles.folder import BadFolder, Exported, Imported, export_folder, import_folder
from bot.articles.keeping import keep_up

__all__ = [
    "BadFolder",
    "Exported",
    "Imported",
    "archive",
    "authors_of",
    "checked",
    "create",
    "edit",
    "export_folder",
    "fit_to_publish",
    "holding",
    "import_folder",
    "keep_up",
    "may_vouch",
    "merge",
    "publish",
    "recheck",
    "reject",
    "restore",
    "unpublish",
    "validate",
]
