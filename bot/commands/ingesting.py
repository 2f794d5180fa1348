"""Bringing in documents, recommendations, the directory and earlier questions, as commands.

Knows their parameters. Does not know formats (``knowledge.ingest``).
"""

from pathlib import Path

from bot import articles, corrections
from bot.commands.call import Call
from bot.earlier import bring_in
from bot.owner import CommandFailed, Result
from bot.services import Services
from knowledge.hazards import Hazards
from knowledge.ingest.directory import read_directory
from knowledge.ingest.documents import ingest_documents as ingest_files
from knowledge.ingest.events import ingest_jsonl
from knowledge.ingest.glossary import read_glossary
from knowledge.model import EVERYONE, Audience


def ingest_documents(call: Call) -> Result:
    """Ingest the files and folders ``paths``; ``audience`` is for those that name none."""
    report = ingest_files(
        [Path(path) for path in call.texts("paths")],
        audience=_audience(call.services, frozenset(call.texts("audience"))),
        store=call.services.store,
        search=call.services.search,
        now=call.now,
        progress=call.progress,
    )
    corrections.keep_up(call.services.store, now=call.now)  # what was built on another revision
    articles.keep_up(call.services.store, now=call.now)
    return report.to_json()


def ingest_recommendations(call: Call) -> Result:
    """Ingest the events of the JSON lines file ``path``."""
    report = ingest_jsonl(
        Path(call.text("path")), store=call.services.store, now=call.now, progress=call.progress
    )
    return report.to_json()


def ingest_questions(call: Call) -> Result:
    """Answer and keep the questions of the JSON lines file ``path``, as of their times."""
    report = bring_in(
        Path(call.text("path")),
        store=call.services.store,
        assistant=call.services.assistant,
        zone=call.services.settings.zone,
        now=call.now,
        progress=call.progress,
    )
    return report.to_json()


def ingest_directory(call: Call) -> Result:
    """Replace the directory by the one in the YAML file ``path``."""
    directory = read_directory(Path(call.text("path")))
    call.services.store.directory.replace(directory)
    return {
        "people": len(directory.people),
        "teams": len(directory.teams),
        "assets": len(directory.assets),
        "contacts": len(directory.contacts),
        "referrals": len(directory.safety.referrals),
    }


def ingest_glossary(call: Call) -> Result:
    """Replace the glossary by the one in the CSV or YAML file ``path``."""
    glossary = read_glossary(Path(call.text("path")))
    call.services.store.glossary.replace(glossary)
    articles.keep_up(call.services.store, now=call.now, hazards=Hazards.of(glossary))
    return {
        "terms": len(glossary.terms),
        "hazards": sum(each.hazard is not None for each in glossary.terms),
        "languages": len({each.language for each in glossary.terms if each.language}),
    }


def _audience(services: Services, names: Audience) -> Audience | None:
    if not names:
        return None
    if names == EVERYONE:
        return EVERYONE
    teams = {team.id for team in services.store.directory.load().teams}
    unknown = sorted(names - teams)
    if unknown:
        known = ", ".join(sorted(teams)) or "none yet (tandem ingest directory FILE)"
        raise CommandFailed(
            f"audience {', '.join(unknown)} is no team of the directory: write everyone alone, or "
            f"one of the teams: {known}."
        )
    return names
