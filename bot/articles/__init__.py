"""Articles: written, published, vouched for, and looked at again when something has changed.

This page is the index: ``acting`` says who may do what, ``deciding`` reads it from fields,
``telling`` how it reads, ``checking`` what an article must hold,
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
from bot.articles.checking import checked, fit_to_publish, holding, looked_up
from bot.articles.deciding import ACTS, FIELDS, act_on
from bot.articles.folder import BadFolder, Exported, Imported, export_folder, import_folder
from bot.articles.keeping import flagging, keep_up
from bot.articles.states import state_words
from bot.articles.telling import Told, compared, line_json, told, told_json

__all__ = [
    "ACTS",
    "FIELDS",
    "BadFolder",
    "Exported",
    "Imported",
    "Told",
    "act_on",
    "archive",
    "authors_of",
    "checked",
    "compared",
    "create",
    "edit",
    "export_folder",
    "fit_to_publish",
    "flagging",
    "holding",
    "import_folder",
    "keep_up",
    "line_json",
    "looked_up",
    "may_vouch",
    "merge",
    "publish",
    "recheck",
    "reject",
    "restore",
    "state_words",
    "told",
    "told_json",
    "unpublish",
    "validate",
]
