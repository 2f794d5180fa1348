"""Articles as commands: the list, one of them, acting, comparing, the folder of files.

Knows their parameters and results. Does not know who may act (``bot.articles``).
"""

from pathlib import Path

from bot.articles import (
    FIELDS,
    act_on,
    compared,
    export_folder,
    import_folder,
    line_json,
    told,
    told_json,
)
from bot.commands.call import Call
from bot.feedback import BadFeedback
from bot.owner import Result
from bot.speech import tr
from knowledge import access
from knowledge.model import Article, ArticleState, Person


def list_articles(call: Call) -> Result:
    """Return the articles that ``person`` may see; ``all``: those that were put away, too."""
    found = access.articles(call.services.store, _person(call))
    shown = found if call.params.get("all") else [e for e in found if e.state != _AWAY]
    return {"articles": [line_json(each) for each in shown]}


def show_article(call: Call) -> Result:
    """Return the article ``number`` as ``person`` may see it."""
    return _told(call, _the_article(call))


def act_on_article(call: Call) -> Result:
    """Publish, validate, unpublish, archive, reject, restore, merge or recheck an article."""
    fields = {name: call.optional(name) or "" for name in FIELDS}
    sources = call.services.assistant.sources()
    return _told(call, act_on(sources, _person(call), fields, now=call.now))


def compare_versions(call: Call) -> Result:
    """Return what differs between the versions ``before`` and ``after`` of an article.

    Without them it is the last two.
    """
    one, person = _the_article(call), _person(call)
    store = call.services.store
    if not access.may_curate(store.directory.load(), person, one):
        told = tr("those who work on it compare its versions")
        raise BadFeedback("number", one.number, told)
    after = _version(call, "after") or one.version
    before = _version(call, "before") or max(after - 1, 1)
    said = store.articles.versions(one.number)
    for name, version in (("before", before), ("after", after)):
        if version not in said:
            raise BadFeedback(name, version, tr("choose one of its versions"))
    lines = compared(said[before], said[after], one.number)
    return {"number": one.number, "before": before, "after": after, "lines": lines}


def kb_export(call: Call) -> Result:
    """Write the articles that ``person`` may see into ``folder``."""
    folder = Path(call.text("folder"))
    done = export_folder(call.services.assistant.sources(), _person(call), folder)
    return {
        "folder": str(folder),
        "written": list(done.written),
        "unchanged": done.unchanged,
        "kept": [{"file": name, "why": why} for name, why in done.kept],
    }


def kb_import(call: Call) -> Result:
    """Take in what was edited, or is new, in ``folder``, as ``person``."""
    folder = Path(call.text("folder"))
    sources = call.services.assistant.sources()
    done = import_folder(sources, _person(call), folder, now=call.now)
    return {
        "folder": str(folder),
        "new": list(done.new),
        "changed": list(done.changed),
        "unchanged": done.unchanged,
        "older": list(done.older),
        "conflicts": [{"file": name, "why": why} for name, why in done.conflicts],
    }


_AWAY = ArticleState.ARCHIVED


def _person(call: Call) -> Person:
    return call.services.person(call.optional("person"))


def _the_article(call: Call) -> Article:
    number = call.text("number")
    found = access.article(call.services.store, _person(call), number)
    if found is None:
        told = tr("there is no such article that you may see; look at the list")
        raise BadFeedback("number", number, told)
    return found


def _told(call: Call, one: Article) -> Result:
    sources = call.services.assistant.sources()
    return told_json(told(sources, one, reader=_person(call), now=call.now))


def _version(call: Call, name: str) -> int:
    text = call.optional(name) or ""
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadFeedback(name, text, tr("give the number of a version, such as 2"))
    return int(text or 0)
