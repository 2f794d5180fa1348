"""Checks of an installation: one line each, with the remedy for what is wrong.

Knows what can be wrong around the app and asks the app itself about its data. Does not mend,
except that opening the index brings it in line with the store, which it then says.
"""

import platform
import shutil
import socket
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from bot.owner import CommandFailed, Lock, Owner, Progress, Result, claim, run
from bot.settings import Settings
from bot.usage import DAYS
from bot.version import installed_version
from knowledge.language import Connection, LanguageModel, ModelFailed, Request, Trouble

OK, WARN, PROBLEM = "ok", "warn", "problem"
_LEAST_PYTHON = (3, 11)
_SQLITE_MENDED = (3, 51, 3)
_GIGABYTE = 1_000_000_000
_WORK_LATE_SECONDS = 300
_DISK_WARN, _DISK_PROBLEM = 2 * _GIGABYTE, _GIGABYTE // 5


_START_IT = "Start it, or mend TANDEM_MODEL_URL; until then answers are written without it."
_MODEL_REMEDIES = {
    **dict.fromkeys(Trouble, _START_IT),
    Trouble.SLOW: "Give it more time with TANDEM_MODEL_SECONDS, or choose a smaller model.",
    Trouble.BUSY: "Wait, or raise the limit at the provider.",
    Trouble.NOT_ALLOWED: "Mend TANDEM_MODEL_KEY.",
    Trouble.UNKNOWN: "Mend the name in TANDEM_MODEL, or load that model at the provider.",
    Trouble.CUT: "Look at the provider's log: its text ended in the middle.",
}


@dataclass(frozen=True)
class Check:
    """One finding: ``state`` is ok, warn or problem; a remedy unless it is ok."""

    name: str
    state: str
    text: str
    remedy: str = ""


def examine(settings: Settings, *, progress: Progress) -> Result:
    """Return ``checks`` and the number of ``problems`` and ``warnings`` among them."""
    checks = [*_around(settings), *_inside(settings, progress)]
    return {
        "checks": [asdict(check) for check in checks],
        "problems": sum(check.state == PROBLEM for check in checks),
        "warnings": sum(check.state == WARN for check in checks),
    }


def _around(settings: Settings) -> Iterator[Check]:
    yield python_check(sys.version_info[:3])
    if not settings.database_url.startswith("postgresql"):
        yield sqlite_check(sqlite3.sqlite_version_info)
    yield _chosen_model(settings.embedding_model) or _model(settings.models)
    yield _language_model(settings.connection)
    yield from slack_checks(settings)
    yield disk_check(settings.data_dir)
    yield from _owner_and_port(settings)


def python_check(version: tuple[int, ...]) -> Check:
    """Check the version of Python."""
    text = f"Python {'.'.join(map(str, version))} on {platform.system()}"
    if version < _LEAST_PYTHON:
        return Check("python", PROBLEM, text, "Install Python 3.11 or newer.")
    return Check("python", OK, text)


def sqlite_check(version: tuple[int, ...]) -> Check:
    """Check SQLite's version: before 3.51.3 two writing processes can damage its log."""
    shown = ".".join(map(str, version))
    if version >= _SQLITE_MENDED:
        return Check("sqlite", OK, f"SQLite {shown}")
    return Check(
        "sqlite",
        WARN,
        f"SQLite {shown} can damage its log when two processes write (mended in 3.51.3)",
        "Tandem writes through one connection of one process: let no other program write "
        "tandem.db, or use a Python with a newer SQLite.",
    )


def disk_check(folder: Path) -> Check:
    """Check the free space where the data are."""
    place = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(place).free
    text = f"{free / _GIGABYTE:.1f} GB free at {place}"
    if free < _DISK_PROBLEM:
        return Check("disk", PROBLEM, text, "Free at least 2 GB, or set TANDEM_DATA_DIR.")
    if free < _DISK_WARN:
        return Check("disk", WARN, text, "Free some space soon.")
    return Check("disk", OK, text)


def _chosen_model(model: str) -> Check | None:
    """Load the plant's own embedding model, if there is one."""
    if not model:
        return None
    from knowledge.index.sentence_transformers import ModelUnusable, SentenceTransformersEmbedder

    try:
        loaded = SentenceTransformersEmbedder.chosen(model)
    except ModelUnusable as bad:
        remedy = "Mend TANDEM_EMBEDDING_MODEL, or leave it empty for the built-in model."
        return Check("model", PROBLEM, f"{model} cannot be used ({bad})", remedy)
    return Check("model", OK, f"{loaded.name}, vectors of {loaded.dimensions}")


def _model(folder: Path) -> Check:
    from knowledge.index.onnx import ModelMissing, read_facts

    try:
        facts = read_facts(folder)
    except ModelMissing as error:
        return Check("model", WARN, str(error), "It is also made at the next start (about 20 s).")
    return Check("model", OK, f"{facts.name} in {folder}")


def _language_model(connection: Connection | None) -> Check:
    if connection is None:
        return Check("language model", OK, "none: answers are written without one")
    from knowledge.language.langchain import LangChainModel

    model = LangChainModel(connection)
    try:
        model.open()
    except ModelFailed as failed:
        text = f"{model.name} cannot be used ({failed})"
        return Check("language model", PROBLEM, text, "Mend TANDEM_MODEL_OPTIONS.")
    return language_model_check(model, connection)


def language_model_check(model: LanguageModel, connection: Connection) -> Check:
    """Ask the model for one word."""
    started = time.perf_counter()
    asked = Request("Answer with the single word: ready", "Are you there?")
    try:
        for _ in model.write(asked, seconds=connection.seconds):
            pass
    except ModelFailed as failed:
        text = f"{model.name} at {connection.address} does not answer ({failed})"
        return Check("language model", WARN, text, _MODEL_REMEDIES[failed.trouble])
    seconds = time.perf_counter() - started
    text = f"{model.name} at {connection.address} answered in {seconds:.1f} s"
    return Check("language model", OK, text)


def slack_checks(settings: Settings) -> Iterator[Check]:
    """Ask Slack, where anything about it is set."""
    if settings.slack_begun:
        from bot.channels.slack.checking import findings

        for found in findings(settings):
            yield Check("slack", PROBLEM if found.remedy else OK, found.text, found.remedy)


def _owner_and_port(settings: Settings) -> Iterator[Check]:
    try:
        found = claim(settings.data_dir, command="doctor")
    except CommandFailed as error:
        yield Check("owner", PROBLEM, str(error), "")  # the sentence holds its remedy
        return
    if isinstance(found, Owner):
        text = f"the app runs at {found.url} (process {found.pid}, Tandem {found.version})"
        same = found.version == installed_version()
        remedy = "" if same else "Restart the app with the installed version."
        yield Check("owner", OK if same else PROBLEM, text, remedy)
        return
    if isinstance(found, Lock):
        found.release()
        yield Check("owner", OK, f"{settings.data_dir} is free: commands work on it themselves")
    else:
        yield Check("owner", WARN, f"{found} is at work", "Wait until it is done.")
    yield port_check(settings.host, settings.port)


def port_check(host: str, port: int) -> Check:
    """Check that nothing else listens where we would serve."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            text = f"port {port} on {host} cannot be used ({error.strerror})"
            return Check("port", WARN, text, "Start with --port, or set TANDEM_PORT.")
    return Check("port", OK, f"port {port} on {host} is free")


def _inside(settings: Settings, progress: Progress) -> Iterator[Check]:
    def in_process(name: str, params: Mapping[str, object], shown: Progress) -> Result:
        from bot.app import here

        return here(settings)(name, params, shown)

    try:
        status = run(
            "status",
            {},
            folder=settings.data_dir,
            version=installed_version(),
            in_process=in_process,
            progress=progress,
        )
    except CommandFailed as error:
        yield Check("data", PROBLEM, str(error), "Mend this first, then run it again.")
        return
    yield from status_checks(status)


def status_checks(status: Result) -> Iterator[Check]:
    """Check what the app says of its store, index, directory and documents."""
    told = cast("dict[str, Any]", status)
    yield Check("store", OK, f"{told['backend']} at {told['store']}")
    yield _index(told["index"])
    people, teams = told["directory"]["people"], told["directory"]["teams"]
    if people:
        yield Check("directory", OK, f"{people} people in {teams} teams")
    else:
        remedy = "Import one: tandem ingest directory FILE."
        yield Check("directory", WARN, "nobody is in the directory yet", remedy)
    yield _sign_in(told["sign_in"])
    yield _safety(told["safety"])
    yield from _documents(told["documents"])
    counted = told["recommendations"]
    text = ", ".join(f"{count} {name}" for name, count in counted.items())
    yield Check("recommendations", OK, text)
    yield _work(told["work"])
    yield from _letters(told["letters"])
    yield from _model_usage(told["model_usage"])


def _sign_in(told: dict[str, Any]) -> Check:
    if told["demo"]:
        return Check("sign-in", OK, "visitors choose who they are (demo)")
    if told["wants_admin"]:
        remedy = "Open the link that tandem serve prints, or print one: tandem accounts link."
        return Check("sign-in", WARN, "nobody is an admin yet", remedy)
    text = f"{told['accounts']} accounts"
    text += f", single sign-on at {told['single_sign_on']}" if told["single_sign_on"] else ""
    text += f", named by a proxy in {told['proxy_header']}" if told["proxy_header"] else ""
    return Check("sign-in", OK, text)


def _work(told: dict[str, Any]) -> Check:
    left = told["waiting"] + told["started"]
    if told["failed"]:
        last = told["given_up"][0]
        text = f"{told['failed']} jobs were given up, the last: {last['name']}"
        text += f", reference {last['reference']}"
        remedy = "Mend what tandem.log says under the reference, then: tandem work again all."
        return Check("work", WARN, text, remedy)
    if told["oldest_seconds"] > _WORK_LATE_SECONDS:
        text = f"{left} jobs wait, the oldest for {told['oldest_seconds'] / 60:.0f} min"
        remedy = "Work is done while tandem serve runs; if it does, tandem.log says what fails."
        return Check("work", WARN, text, remedy)
    undelivered = f", {told['undelivered']} messages refused" if told["undelivered"] else ""
    return Check("work", OK, f"{left} jobs under way{undelivered}")


def _letters(told: dict[str, Any]) -> Iterator[Check]:
    if not told["webhook"]:
        return
    name, text = "webhook", f"{told['delivered']:,} delivered, {told['waiting']:,} waiting"
    if told["dead"]:
        remedy = "See why and send them again: tandem export dead-letters."
        yield Check(name, WARN, f"{text}, {told['dead']:,} given up", remedy)
    elif told["trouble"]:
        remedy = "It is tried again by itself; look at the receiver, or mend TANDEM_WEBHOOK_URL."
        yield Check(name, WARN, f"{text}, the last time: {told['trouble']}", remedy)
    else:
        yield Check(name, OK, text)


def _model_usage(usage: dict[str, Any]) -> Iterator[Check]:
    total = usage["total"]
    if total["calls"]:
        text = (
            f"{total['calls']:,} calls in {DAYS} days, {total['failed']:,} failed, "
            f"{total['tokens_read']:,} tokens read, {total['tokens_written']:,} written, "
            f"cost {total['cost']:,.2f}"
        )
        yield Check("use of the language model", OK, text)


def _safety(plan: dict[str, Any]) -> Check:
    remedy = "Add it to the section safety of the directory file, then import that again."
    if not plan["emergency_number"]:
        return Check("safety", WARN, "no emergency number is configured", remedy)
    if plan["nobody_for"]:
        unnamed = ", ".join(plan["nobody_for"])
        return Check("safety", WARN, f"nobody is called everywhere for {unnamed}", remedy)
    if plan["teams_without_people"]:
        names = ", ".join(plan["teams_without_people"])
        remedy = "Give these teams people in the directory file, then import that again."
        return Check("safety", WARN, f"called teams in which nobody is: {names}", remedy)
    text = f"emergency number {plan['emergency_number']}, {plan['referrals']} referrals"
    return Check("safety", OK, text)


def _index(index: dict[str, Any]) -> Check:
    text = f"{index['passages']} passages in the index, found by query, as in the store"
    did = [f"{index[name]} {name}" for name in ("added", "removed", "lost") if index[name]]
    did += [f"built anew: {index['rebuilt']}"] if index["rebuilt"] else []
    if did:
        return Check("index", WARN, f"{text}, now: {', '.join(did)}", "Nothing: it is mended.")
    return Check("index", OK, text)


def _documents(counts: dict[str, Any]) -> Iterator[Check]:
    files = counts["files"]
    text = f"{counts['passages']} passages of {files.get('ingested', 0)} files"
    yield Check("documents", OK, text)
    if files.get("kept"):
        yield Check(
            "documents for nobody",
            WARN,
            f"files that name no audience and are visible to nobody: {files['kept']}",
            "Ingest them again with --audience TEAM or --audience everyone.",
        )
    if files.get("refused"):
        yield Check(
            "documents refused",
            WARN,
            f"files that were refused: {files['refused']}",
            "Ingest their folder again to read why.",
        )
