"""Looking after the store: what is in it, backup, upgrade.

Knows what a status says. Does not know how the store works.
"""

from dataclasses import asdict
from datetime import date
from pathlib import Path

from bot.accounts import wants_first_admin
from bot.commands.call import Call
from bot.commands.letters import letters_status
from bot.commands.working import work_status
from bot.owner import Result
from bot.services import Services
from bot.usage import usage_report
from knowledge.model import Directory, Hazard


def status(call: Call) -> Result:
    """Return what the installation holds, and what it took to make the index equal the store."""
    store = call.services.store
    synchronised = call.services.search.synchronise(call.progress)
    directory = store.directory.load()
    return {
        "version": call.services.version,
        "store": store.where,
        "backend": store.backend,
        "embedder": call.services.embedder.name,
        "directory": {"people": len(directory.people), "teams": len(directory.teams)},
        "sign_in": _sign_in(call.services),
        "safety": _safety(directory),
        "documents": dict(store.documents.counts()),
        "recommendations": dict(store.recommendations.counts()),
        "work": work_status(call),
        "letters": letters_status(store, call.services.settings.webhook_url),
        "model_usage": usage_report(store, today=_today(call)),
        "index": asdict(synchronised),
    }


def _sign_in(services: Services) -> dict[str, object]:
    open_ones = [each for each in services.store.accounts.all() if each.disabled_at is None]
    return {
        "demo": services.settings.demo,
        "accounts": sum(bool(each.password) for each in open_ones),
        "single_sign_on": services.settings.oidc_url,
        "proxy_header": services.settings.proxy_header,
        "wants_admin": wants_first_admin(services),
    }


def _today(call: Call) -> date:
    return call.now.astimezone(call.services.settings.zone).date()


def _safety(directory: Directory) -> dict[str, object]:
    plan = directory.safety
    staffed = {team for person in directory.people for team in person.teams}
    called = {each.team for referral in plan.referrals for each in referral.called if each.team}
    matters = [hazard for hazard in Hazard if hazard is not Hazard.EMERGENCY]
    covered = {each.hazard for each in plan.referrals if not each.asset}
    return {
        "emergency_number": plan.emergency_number,
        "referrals": len(plan.referrals),
        "nobody_for": [] if None in covered else [each for each in matters if each not in covered],
        "teams_without_people": sorted(called - staffed),
    }


def db_upgrade(call: Call) -> Result:
    """Say which store is open: opening it has upgraded it."""
    return {"store": call.services.store.where, "backend": call.services.store.backend}


def db_backup(call: Call) -> Result:
    """Copy the store to the new file ``path`` while it is in use."""
    target = Path(call.text("path"))
    call.services.store.backup(target)
    return {"path": str(target), "bytes": target.stat().st_size}
