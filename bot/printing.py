"""How the results of commands read in a terminal, and the line that shows progress.

Knows plain words and counts. Does not know how a result came about; answers are rendered by
their channel.
"""

import json
import shutil
import textwrap
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TextIO

from bot.owner import A_CLAIM, CommandFailed
from bot.printing_accounts import accounts_text as accounts_text
from bot.printing_accounts import disabled_text as disabled_text
from bot.printing_accounts import link_text as link_text
from bot.printing_accounts import token_text as token_text
from bot.printing_articles import article_text as article_text
from bot.printing_articles import articles_text as articles_text
from bot.printing_articles import difference_text as difference_text
from bot.printing_articles import exported_text as exported_text
from bot.printing_articles import imported_text as imported_text
from bot.printing_drafts import drafts_text as drafts_text
from bot.printing_drafts import proposal_text as proposal_text

_SHOWN_FINDINGS = 20
_REDRAW_SECONDS = 0.1
_EXCERPT = 240
Told = Mapping[str, Any]


class ProgressLine:
    """Progress of long work, redrawn in place; on anything but a terminal it says nothing.

    Claims of an answer stand below each other until the whole answer takes their place.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty()
        self._drawn = ""
        self._at = 0.0
        self._claims = 0

    def __call__(self, label: str, done: int, total: int) -> None:
        """Show "label 40 % (200 of 500)"; ``total`` 0 means that it is not known."""
        if not self._shows:
            return
        if total == A_CLAIM:
            self._claim(label)
            return
        now = time.monotonic()
        if now - self._at < _REDRAW_SECONDS and 0 < done < total:
            return
        self._at = now
        counted = f" {100 * done // total} % ({done:,} of {total:,})" if total else ""
        width = shutil.get_terminal_size().columns - 1
        line = f"{label}{counted}"[:width]
        self._stream.write("\r" + line.ljust(len(self._drawn)))
        self._stream.flush()
        self._drawn = line

    def clear(self) -> None:
        """Take the line and the claims away."""
        self._erase()
        if self._claims:
            self._stream.write(f"\x1b[{self._claims}F\x1b[J")
            self._stream.flush()
            self._claims = 0

    def _erase(self) -> None:
        if self._drawn:
            self._stream.write("\r" + " " * len(self._drawn) + "\r")
            self._stream.flush()
            self._drawn = ""

    def _claim(self, text: str) -> None:
        self._erase()
        lines = textwrap.wrap(text, shutil.get_terminal_size().columns - 1)
        self._stream.write("".join(f"{line}\n" for line in lines))
        self._stream.flush()
        self._claims += len(lines)


def checked_time(text: str) -> str:
    """Return the time if it is RFC 3339 with a zone; ``CommandFailed`` with the remedy."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise CommandFailed(
            f"{text!r} is no time with a zone: write it as in 2026-11-20T14:00:00Z."
        )
    return text


def hits_text(result: Told) -> str:
    """Return the hits of a search, best first, each with its place and an excerpt."""
    if not result["hits"]:
        return "Nothing found that you may see. Try other words, or ingest documents."
    return "\n\n".join(_hit(hit) for hit in result["hits"])


def documents_text(result: Told) -> str:
    """Return what became of ingested documents, and how long it took."""
    return "\n".join([*result["summary"], f"Done in {result['seconds']:.1f} s."])


def events_text(result: Told) -> str:
    """Return what became of ingested events."""
    lines = [f"Events: {result['accepted']:,} accepted, {result['known']:,} already known."]
    lines += _findings("refused", result["refused"])
    lines += _findings("kept, but odd", result.get("notes", ()))
    return "\n".join(lines)


def earlier_text(result: Told) -> str:
    """Return what became of questions that were asked before."""
    lines = [
        f"Questions: {result['answered']:,} answered, {result['known']:,} already known; "
        f"{result['judged']:,} judgements, {result['corrected']:,} corrections."
    ]
    if result["unheard"]:
        lines.append(f"Judgements of another answer than is given here: {result['unheard']:,}.")
    if result["not_read"]:
        lines.append(f"Fields that are not read here: {', '.join(result['not_read'])}.")
    return "\n".join([*lines, *_findings("refused", result["refused"])])


def judgements_text(result: Told) -> str:
    """Return what became of judgements made elsewhere."""
    kept = f"{result['accepted']:,} accepted, {result['known']:,} already known"
    lines = [f"Judgements: {kept}. Batch: {result['batch']}."]
    return "\n".join([*lines, *_findings("refused", result["refused"])])


def directory_text(result: Told) -> str:
    """Return what the directory now holds."""
    return (
        f"The directory now holds {result['people']} people in {result['teams']} teams, "
        f"{result['assets']} named assets, {result['contacts']} contacts and "
        f"{result['referrals']} safety referrals."
    )


def requests_text(result: Told) -> str:
    """Return the requests that are not finished, the oldest first, with every step."""
    if not result["requests"]:
        return "Nothing is open: nobody waits for you, and you wait for nobody."
    return "\n\n".join(_request(each) for each in result["requests"])


def _request(request: Told) -> str:
    where = f"{request['asset_name']}: " if request["asset_name"] else ""
    lines = [f"{request['id']}. {where}{request['matter']} ({request['state']})"]
    lines += [f"   {each['text']} ({each['ago']})" for each in request["steps"] if each["text"]]
    if request["may_take"]:
        lines.append(f"   -> tandem requests take {request['id']}")
    return "\n".join(lines)


def glossary_text(result: Told) -> str:
    """Return what the glossary now holds."""
    return (
        f"The glossary now holds {result['terms']} terms in {result['languages']} languages; "
        f"{result['hazards']} of them name a hazard and route a question that says them."
    )


def routing_text(result: Told) -> str:
    """Return how well hazards are recognised, and every question that went wrong."""
    over, missed = result["over_routed"], result["missed"]
    lines = [
        f"Missed: {len(missed)} of {result['hazardous']} hazardous questions.",
        f"Over-routed: {len(over)} of {result['harmless']} harmless questions "
        f"({result['over_routed_share']:.1%}).",
        f"Cost: {result['ms_p50']} ms a question (95 %: {result['ms_p95']} ms).",
    ]
    for language, counts in result["by_language"].items():
        lines.append(
            f"  {language or 'no language'}: missed {counts['missed']} of {counts['hazardous']}, "
            f"over-routed {counts['over_routed']} of {counts['harmless']}"
        )
    for hazard, counts in result["by_hazard"].items():
        lines.append(f"  {hazard}: missed {counts['missed']} of {counts['hazardous']}")
    lines += [f"Missed: {text}" for text in missed] + [f"Over-routed: {text}" for text in over]
    return "\n".join(lines)


def measures_text(result: Told) -> str:
    """Return measures, one a line."""
    width = max(len(name) for name in result)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in result.items())


def work_text(result: Told) -> str:
    """Return what is left to do and what was given up, each with its reference."""
    left = result["waiting"] + result["started"]
    since = f", the oldest for {result['oldest_seconds'] / 60:.0f} min" if left else ""
    lines = [f"{left:,} to do{since}; {result['done']:,} done, {result['failed']:,} given up."]
    lines += [_given_up(each) for each in result["given_up"]]
    if result["given_up"]:
        lines.append("Why: the reference in tandem.log. Mended? tandem work again REFERENCE")
    return "\n".join(lines)


def work_again_text(result: Told) -> str:
    """Return what is taken up again."""
    lines = [_given_up(each) for each in result["again"]]
    return "\n".join(["Taken up again; the app does it within a second while it runs:", *lines])


def _given_up(happening: Told) -> str:
    at, tries = happening["at"][:16].replace("T", " "), happening["tries"]
    times = "once" if tries == 1 else f"{tries:,} times"
    return f"{happening['reference']}  {happening['name']}  of {at}, tried {times}"


def gaps_text(result: Told) -> str:
    """Return the gaps, the most wanted first, and how to go on."""
    if not result["gaps"]:
        return "No question stayed without an answer. What cannot be answered is filed here."
    return "\n\n".join(gap_text(gap) for gap in result["gaps"])


def gap_text(gap: Told) -> str:
    """Return one gap: what was asked, how often, by whom, what is missing and its state."""
    times = "once" if gap["asked"] == 1 else f"{gap['asked']:,} times"
    teams = f" by {', '.join(gap['teams'])}" if gap["teams"] else ""
    lines = [f"{gap['id']}  {gap['text']}"]
    lines.append(f"   asked {times}{teams}, last on {gap['last_asked'][:10]}")
    lines += [f"   about {gap['asset']}"] if gap["asset"] else []
    lines += [f"   nothing found about: {', '.join(gap['missing'])}"] if gap["missing"] else []
    lines += [f"   {gap['state']}: {gap['reason']}"] if gap["state"] != "open" else []
    return "\n".join(lines)


def learning_text(result: Told) -> str:
    """Return how many judgements count, and what was taken back."""
    lines = [f"{result['judgements']:,} judgements of passages count for ranking."]
    lines += [f"  batch {each['name']}: {each['judgements']:,}" for each in result["batches"]]
    lines += [rollback_text(each) for each in result["rollbacks"]]
    return "\n".join(lines)


def rollback_text(result: Told) -> str:
    """Return what was taken back, by whom and why."""
    what = f"{result['kind']} {result['value']}"
    return (
        f"Taken back: {result['taken']:,} judgements ({what}), by {result['by']} on "
        f"{result['at'][:10]}: {result['reason']}"
    )


def asked_again_text(result: Told) -> str:
    """Return whether a gap's question is answered now, and by what."""
    if not result["places"]:
        return f"Still without an answer: {result['text']}"
    places = "; ".join(dict.fromkeys(result["places"]))
    if result["without"]:
        return f"You find it in {places}. Still without an answer: {', '.join(result['without'])}."
    close = f'tandem kb gaps close {result["id"]} --reason "…"'
    return f"Now answered: {places}. Close it with: {close}"


def corrections_text(result: Told) -> str:
    """Return the corrections, those to be decided on first."""
    if not result["corrections"]:
        return "Nothing waits for you. What people correct on your equipment is listed here."
    return "\n\n".join(correction_text(each) for each in result["corrections"])


def correction_text(one: Told) -> str:
    """Return one correction: what was said of which answer, what stands against it, its steps."""
    lines = [f"{one['number']}  {one['text']}", f"   because {one['rationale']}"]
    lines.append(f"   said by {one['by']} of “{one['question']}”")
    lines += [f"   for {one['scope']}"] if one["scope"] else []
    times = "1 answer" if one["uses"] == 1 else f"{one['uses']} answers"
    lines += [f"   stood in {times} this week"] if one["uses"] else []
    lines += [f"   does not agree with {_numbers(one['disputed'])}"] if one["disputed"] else []
    lines += [f"   about the same matter: {_numbers(one['similar'])}"] if one["similar"] else []
    lines += [f"   BROKEN: {one['broken']}"] if one["broken"] else []
    lines += [f"   {step['at'][:10]} {step['text']}" for step in one["steps"]]
    return "\n".join(lines)


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def receipts_text(result: Told) -> str:
    """Return what became of a person's contributions, what is new to them first."""
    if not result["receipts"]:
        return "You have corrected nothing yet. What becomes of a correction is told here."
    return "\n\n".join(
        f"{'NEW ' if each['new'] else ''}{correction_text(each)}"
        + (f"\n   stood in {each['used']}" if each["used"] else "")
        for each in result["receipts"]
    )


def regressions_text(result: Told) -> str:
    """Return how many cases of people hold, and which do not."""
    if not result["cases"]:
        return "There is no case yet: each correction that is accepted becomes one."
    lines = [f"{result['held']} of {result['cases']} cases hold."]
    for each in result["broken"]:
        lines.append(f"  C-{each['number']} “{each['question']}”: {each['why']}")
        lines.append(f"      confirmed: {each['text']}")
    return "\n".join(lines)


def upgraded_text(result: Told) -> str:
    """Return which store is in the form this version needs."""
    return f"The store {result['store']} is in the form this version needs."


def backup_text(result: Told) -> str:
    """Return where the backup is."""
    return f"Copied the store to {result['path']} ({result['bytes']:,} bytes)."


def dead_letters_text(result: Told) -> str:
    """Return what did not arrive, why, and what to do."""
    counts = result["counts"]
    lines = [f"To {result['webhook']}:" if result["webhook"] else "No webhook is set:"]
    lines.append("  " + ", ".join(f"{count:,} {state}" for state, count in counts.items()))
    for name in ("resent", "dropped"):
        if result[name]:
            lines.append(f"{len(result[name]):,} {name}.")
    for each in result["dead"]:
        lines.append(
            f"{each['id']}  {each['event']['type']} about {each['about']}: "
            f"{each['trouble']} after {each['attempts']} tries"
        )
    if result["dead"]:
        lines.append("Mend the receiver, then: tandem export dead-letters --resend all.")
    return "\n".join(lines)


def checks_text(result: Told) -> str:
    """Return one line a check, its remedy below."""
    lines = []
    for check in result["checks"]:
        lines.append(f"{check['state']:<8}{check['name']}: {check['text']}")
        if check["remedy"]:
            lines.append(f"{'':8}-> {check['remedy']}")
    lines.append(f"Problems: {result['problems']}. Warnings: {result['warnings']}.")
    return "\n".join(lines)


def _hit(hit: Told) -> str:
    place = [hit["document"]]
    place += [f"rev {hit['revision']}"] if hit["revision"] else []
    place += [hit["section"]] if hit["section"] else []
    place += [f"p. {hit['page']}"] if hit["page"] else []
    place += [] if hit["controlled"] else ["uncontrolled"]
    excerpt = textwrap.shorten(hit["text"], _EXCERPT, placeholder=" … (--json shows all)")
    body = textwrap.fill(excerpt, 88, initial_indent="   ", subsequent_indent="   ")
    heading = " > ".join(hit["heading_path"]) or hit["title"]
    return f"{hit['rank']}. {', '.join(place)}: {heading}\n{body}"


def _findings(what: str, findings: Iterable[Told]) -> list[str]:
    found = list(findings)
    if not found:
        return []
    lines = [f"{len(found):,} {what}:"]
    for each in found[:_SHOWN_FINDINGS]:
        value = json.dumps(each["value"], ensure_ascii=False)
        number = f"line {each['line']}" if "line" in each else f"number {each.get('index')}"
        lines.append(f"  {number}: {each['path']} is {value}; it {each['reason']}")
    if len(found) > _SHOWN_FINDINGS:
        lines.append(f"  and {len(found) - _SHOWN_FINDINGS:,} more: --json lists all.")
    return lines
