"""The forms of settings: what holds in a channel, and when somebody gets the digest.

Knows the fields and what comes back. Does not know who may change them, nor the directory: it is
given the teams to choose from and a check of equipment.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time

from bot.channels.slack.blocks.elements import Json, context
from bot.channels.slack.modals.frame import (
    BadForm,
    Choice,
    Sent,
    clock,
    listed,
    modal,
    one_of,
    people,
    typed,
)
from bot.channels.slack.names import Field, Form, Ref
from bot.speech import tr
from knowledge.model import InvalidAsset, Team, checked_asset

_IN, _OUT = "in", "out"
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "pl": "Polski",
    "pt": "Português",
    "tr": "Türkçe",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
"""What each language calls itself, so that whoever needs it finds it."""


@dataclass(frozen=True)
class ChannelForm:
    """What a channel is set to: as the form shows it, and as it comes back.

    ``quiet_from`` and ``quiet_until`` are both there or neither; ``curators`` are people by their
    ids in Slack; ``language`` "" is everybody's own.
    """

    opted_in: bool = False
    team: str = ""
    assets: tuple[str, ...] = ()
    quiet_from: time | None = None
    quiet_until: time | None = None
    language: str = ""
    curators: tuple[str, ...] = ()
    digest_at: time | None = None


def channel_modal(now_set: ChannelForm, *, channel: str, teams: Sequence[Team], ref: Ref) -> Json:
    """Return the form behind ``/tandem``; ``channel`` is its name, ``ref`` names its id."""
    blocks = [
        *context(channel),
        one_of(
            Field.OPTED_IN,
            tr("Speak up here?"),
            [
                Choice(_OUT, tr("Only when somebody asks")),
                Choice(_IN, tr("Also with new recommendations")),
            ],
            chosen=_IN if now_set.opted_in else _OUT,
        ),
        *_team(now_set, teams),
        typed(
            Field.ASSETS,
            tr("Which equipment is it about?"),
            value="\n".join(now_set.assets),
            optional=True,
            hint=tr("A path in each line, such as site/area/line-4. Empty: all of the team's."),
        ),
        clock(Field.QUIET_FROM, tr("Quiet from"), now_set.quiet_from),
        clock(Field.QUIET_UNTIL, tr("Quiet until"), now_set.quiet_until),
        clock(Field.DIGEST_AT, tr("Digest each day at"), now_set.digest_at),
        _language(now_set),
        people(
            Field.CURATORS,
            tr("Who may curate here besides the engineers?"),
            now_set.curators,
        ),
    ]
    return modal(Form.CHANNEL, tr("Channel settings"), blocks, ref, submit=tr("Save"))


def channel_form(sent: Sent, *, is_known: Callable[[str], bool]) -> ChannelForm:
    """Return what was sent; ``is_known`` says whether there is such equipment.

    Raises ``BadForm`` for equipment that is not there, and for quiet hours with one end.
    """
    quiet = sent.time(Field.QUIET_FROM), sent.time(Field.QUIET_UNTIL)
    wrong: dict[Field, str] = {}
    assets = []
    for each in sent.text(Field.ASSETS).splitlines():
        if each.strip():
            try:
                assets.append(_asset(each.strip(), is_known))
            except InvalidAsset as bad:
                wrong[Field.ASSETS] = str(bad)
    if (quiet[0] is None) != (quiet[1] is None):
        missing = Field.QUIET_UNTIL if quiet[0] else Field.QUIET_FROM
        wrong[missing] = tr("choose both times, or neither")
    if wrong:
        raise BadForm(wrong)
    return ChannelForm(
        opted_in=sent.text(Field.OPTED_IN) == _IN,
        team=sent.text(Field.TEAM),
        assets=tuple(assets),
        quiet_from=quiet[0],
        quiet_until=quiet[1],
        language=sent.text(Field.LANGUAGE),
        curators=sent.users(Field.CURATORS),
        digest_at=sent.time(Field.DIGEST_AT),
    )


def digest_modal(at: time | None, ref: Ref) -> Json:
    """Return the form with which somebody sets when their digest comes."""
    blocks = [
        *context(
            tr("The digest tells what changed since the last one. No time: it does not come.")
        ),
        clock(Field.DIGEST_AT, tr("Digest each day at"), at),
    ]
    return modal(Form.DIGEST, tr("Digest"), blocks, ref, submit=tr("Save"))


def digest_form(sent: Sent) -> time | None:
    """Return when the digest is to come, None for not at all."""
    return sent.time(Field.DIGEST_AT)


def _team(now_set: ChannelForm, teams: Sequence[Team]) -> list[Json]:
    """Return the list of teams; a list without options would be refused."""
    choices = [Choice(each.id, each.name) for each in teams]
    if not choices:
        return []
    label = tr("Which team is it for?")
    return [listed(Field.TEAM, label, choices, chosen=now_set.team, optional=True)]


def _language(now_set: ChannelForm) -> Json:
    choices = [Choice(code, name) for code, name in LANGUAGES.items()]
    label = tr("Language of what is posted here")
    return listed(Field.LANGUAGE, label, choices, chosen=now_set.language, optional=True)


def _asset(path: str, is_known: Callable[[str], bool]) -> str:
    asset = checked_asset(path)
    if not is_known(asset):
        raise InvalidAsset(tr("{asset}: there is no such equipment; look at its path", asset=asset))
    return asset
