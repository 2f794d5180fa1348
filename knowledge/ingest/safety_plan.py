"""The safety plan in the directory's file: emergency number and line, and whom to call for what.

Knows the section ``safety`` and refuses what would send somebody the wrong way. Does not know
when the plan is used (``knowledge.model.SafetyPlan``).
"""

import re
from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import groupby
from typing import Final

from knowledge.ingest.fields import BadValue, Fields, checked_member, checked_text
from knowledge.model import Called, Hazard, Referral, SafetyPlan, followable

ANY: Final = "any"
_A_DAY: Final = 24 * 60
_LINE_LIMIT: Final = 300
_LINK_LIMIT: Final = 2_000
_NUMBER: Final = re.compile(r"[0-9+*#() /.-]+")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def read_plan(fields: Fields, teams: Collection[str]) -> SafetyPlan:
    """Read the plan; ``teams`` are the ids a called role may have.

    Raises ``BadValue`` naming the field, the value and the remedy.
    """
    referrals = tuple(_referral(each, teams) for each in fields.objects("referrals"))
    _check_one_each(fields.at("referrals"), referrals)
    plan = SafetyPlan(
        emergency_number=_number(fields),
        emergency_line=_line(fields, "emergency_line"),
        emergency_lines=tuple(_lines(fields)),
        escalate_after=_minutes(fields),
        referrals=referrals,
    )
    fields.nothing_else(
        "emergency_number",
        "emergency_line",
        "emergency_lines",
        "escalate_after_minutes",
        "referrals",
    )
    return plan


def _number(fields: Fields) -> str:
    number = fields.optional_text("emergency_number", 40)
    if number and (not _NUMBER.fullmatch(number) or sum(each.isdigit() for each in number) < 2):
        raise BadValue(
            fields.at("emergency_number"),
            number,
            'must be the number alone, as in "112" or "+44 20 7946 0000"; words belong in '
            "emergency_line",
        )
    return number


def _line(fields: Fields, name: str) -> str:
    return _one_line(fields.at(name), fields.optional_text(name, _LINE_LIMIT))


def _one_line(path: str, text: str) -> str:
    if "\n" in text:
        raise BadValue(path, text, "must be one line: the first thing to do; leave the rest out")
    return text


def _lines(fields: Fields) -> Iterator[tuple[str, str]]:
    lines = fields.optional_nested("emergency_lines")
    if lines is None:
        return
    if not fields.has("emergency_line"):
        raise BadValue(
            fields.at("emergency_line"),
            None,
            "must be text: it is shown in every language without a line of its own",
            missing=True,
        )
    for language, line in lines.rest().items():
        if not _LANGUAGE.fullmatch(language):
            codes = "must be named by the code of a language, such as es or pt-BR"
            raise BadValue(lines.at(language), line, codes)
        yield language, _one_line(lines.at(language), checked_text(lines.at(language), line, 300))


def _minutes(fields: Fields) -> timedelta:
    minutes = fields.optional_number("escalate_after_minutes")
    if minutes is None:
        return SafetyPlan().escalate_after
    if not 0 < minutes <= _A_DAY:
        raise BadValue(
            fields.at("escalate_after_minutes"), minutes, f"must be over 0 and up to {_A_DAY:,}"
        )
    return timedelta(minutes=minutes)


def _referral(item: Fields, teams: Collection[str]) -> Referral:
    called = tuple(_called(each, teams) for each in item.required_objects("called"))
    if not called:
        raise BadValue(item.at("called"), [], "must name at least one role, - {role: …}")
    referral = Referral(
        hazard=_hazard(item),
        called=called,
        asset=item.asset("asset") if item.has("asset") else "",
        permit=item.optional_text("permit"),
        training=item.optional_text("training"),
        training_link=_link(item),
    )
    item.nothing_else("hazard", "asset", "called", "permit", "training", "training_link")
    return referral


def _hazard(item: Fields) -> Hazard | None:
    value = item.text("hazard")
    if value == Hazard.EMERGENCY:
        remedy = "must be another hazard: an emergency goes to emergency_number and nowhere else"
        raise BadValue(item.at("hazard"), value, remedy)
    known = [each.value for each in Hazard if each is not Hazard.EMERGENCY] + [ANY]
    what = "one of " + ", ".join(known)
    return None if value == ANY else Hazard(checked_member(item.at("hazard"), value, known, what))


def _called(item: Fields, teams: Collection[str]) -> Called:
    team = item.optional_text("team")
    if team:
        checked_member(item.at("team"), team, teams, "the id of a team in this file")
    called = Called(role=item.text("role"), how=item.optional_text("how"), team=team)
    item.nothing_else("role", "how", "team")
    return called


def _link(item: Fields) -> str:
    link = item.optional_text("training_link", _LINK_LIMIT)
    if link and not followable(link):
        raise BadValue(
            item.at("training_link"),
            link,
            "must begin with https:// (without user name), or with / for a path on this site",
        )
    return link


def _check_one_each(path: str, referrals: tuple[Referral, ...]) -> None:
    def place(index: int) -> tuple[str, str]:
        return referrals[index].hazard or ANY, referrals[index].asset

    for (hazard, asset), same in groupby(sorted(range(len(referrals)), key=place), key=place):
        first, *others = same
        if others:
            raise BadValue(
                f"{path}[{others[0]}].hazard",
                hazard,
                f"must be given once for {asset or 'the whole plant'}, but {path}[{first}] has "
                "it; put the roles into one list in the order in which they are called",
            )
