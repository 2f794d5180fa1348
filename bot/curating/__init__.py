"""Curating: what there is to write, mend and decide, and writing it.

This page is the index: ``worklist`` says what there is to do, ``writing`` an article as a form,
``saving`` keeps it, ``past`` and ``trying`` hold a draft against questions that were asked before.
Does not know pages or commands.
"""

from bot.curating.past import by_nearness
from bot.curating.saving import save
from bot.curating.trying import Effect
from bot.curating.worklist import Kind, Task, worklist
from bot.curating.writing import FIELDS, Draft, fields_for, fields_of, looked_at

__all__ = [
    "FIELDS",
    "Draft",
    "Effect",
    "Kind",
    "Task",
    "by_nearness",
    "fields_for",
    "fields_of",
    "looked_at",
    "save",
    "worklist",
]
