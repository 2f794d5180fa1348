"""Every setting by name, with its default and what it is for; the only reader of the environment.

Knows ``TANDEM_…`` variables and the ``.env`` file next to where a command is started. Does not
know what the settings are used for. ``python -m bot.settings`` prints ``.env.example``.
"""

import difflib
import ipaddress
import json
import os
import re
import sys
import zoneinfo
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from bot.settings import knowledge
from bot.settings.knowledge import KnowledgeSettings
from bot.settings.recommender import RecommenderSettings
from bot.settings.slack import SlackSettings
from knowledge.language import PROVIDERS, Connection

PREFIX = "TANDEM_"
_ENV_FILE = ".env"
_TESTS_PREFIX = "TANDEM_TEST_"
_DEMO_FOLDER = "demo"
_DATABASE_FILE = "tandem.db"
_SECRET = {
    "events_token",
    "database_url",
    "model_key",
    "oidc_client_secret",
    "recommender_secret",
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_secret",
}
_MODEL = re.compile(rf"({'|'.join(PROVIDERS)}):\S+")
_REMEDIES = {
    **knowledge.REMEDIES,
    "port": "write a whole number from 1 to 65535",
    "log_level": "write debug, info, warning or error",
    "demo": "write true or false",
    "model_seconds": "write a number of seconds from 1 to 300",
    "model_price_read": "write what a million tokens cost, such as 0.15",
    "model_price_written": "write what a million tokens cost, such as 0.60",
    "correction_days": "write a whole number from 1 to 3650",
    "session_hours": "write a whole number from 1 to 720",
    "session_idle_minutes": "write a whole number from 1 to 1440",
    "shared_idle_minutes": "write a whole number from 1 to 60",
    "questions_a_week": "write a whole number from 0 to 7",
    "webhook_seconds": "write a number of seconds from 1 to 60",
    "what_if_seconds": "write a number of seconds from 0.5 to 20",
}


class BadSettings(Exception):
    """A setting has a value that cannot be used; the message names it and the remedy."""


class Settings(KnowledgeSettings, RecommenderSettings, SlackSettings):
    """The installation's settings. Raises ``pydantic.ValidationError``; see ``read_settings``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=_ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        frozen=True,
        extra="ignore",
    )

    data_dir: Path = Field(
        default=Path("data"), description="The folder that holds everything embedded."
    )
    database_url: str = Field(
        default="",
        description="The store, as postgresql+psycopg://user:password@host/name; "
        "empty: SQLite in the data folder.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="The address to serve on. Anything but loopback opens it to the network.",
    )
    port: int = Field(default=8080, ge=1, le=65535, description="The port to serve on.")
    model_dir: Path | None = Field(
        default=None,
        description="The folder of the exported embedding model; empty: with the Python "
        "environment, share/tandem/models.",
    )
    embedding_model: str = Field(
        default="",
        description="Another embedding model than the built-in English one: a folder, or a name "
        "that sentence-transformers knows, such as one that reads many languages; the index is "
        "then rebuilt.",
    )
    time_zone: str = Field(
        default="UTC",
        description="The plant's time zone, such as Europe/Berlin: for exact times and the day on "
        "which a revision becomes effective.",
    )
    public_url: str = Field(
        default="",
        description="The address people type, such as https://tandem.plant.example, when it is "
        "not host and port; for one-time links, single sign-on and a proxy in front.",
    )
    session_hours: int = Field(
        default=12,
        ge=1,
        le=720,
        description="Who signed in signs in again after so many hours.",
    )
    session_idle_minutes: int = Field(
        default=120, ge=1, le=1440, description="A session ends after so many minutes unused."
    )
    shared_idle_minutes: int = Field(
        default=5,
        ge=1,
        le=60,
        description="The same on a terminal that several people share (chosen at sign-in).",
    )
    oidc_client_id: str = Field(
        default="", description="Single sign-on: this site's client id at the identity provider."
    )
    oidc_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Single sign-on: the client's secret."
    )
    oidc_url: str = Field(
        default="",
        description="Single sign-on: the provider's address, below which "
        "/.well-known/openid-configuration is; empty: off.",
    )
    oidc_claim: str = Field(
        default="sub",
        description="Single sign-on: the claim that names a person, as the directory's identities "
        "(oidc) have it: sub, email, …",
    )
    trusted_proxies: str = Field(
        default="",
        description="The addresses of proxies in front that may say who is asking, from where and "
        "over https, such as 10.1.2.3,10.1.4.0/24; empty: none.",
    )
    proxy_header: str = Field(
        default="",
        description="The header in which a trusted proxy names the person it has signed in, such "
        "as X-Remote-User; empty: off.",
    )
    events_token: SecretStr = Field(
        default=SecretStr(""),
        description="The bearer token a recommender sends with POST /api/events; "
        "empty: only this machine may post.",
    )
    correction_days: int = Field(
        default=180,
        ge=1,
        le=3650,
        description="After how many days a correction expires unless its author or a reviewer "
        "says otherwise.",
    )
    model: str = Field(
        default="",
        description="The language model that explains answers, as openai:NAME, anthropic:NAME or "
        "ollama:NAME; empty: none, answers are written without one.",
    )
    model_url: str = Field(
        default="",
        description="Where the model is asked, such as http://127.0.0.1:11434 or, for an "
        "OpenAI-compatible server, http://10.0.0.5:8000/v1; empty: the provider's own address.",
    )
    model_key: SecretStr = Field(
        default=SecretStr(""), description="The provider's key; empty: none is needed."
    )
    model_seconds: float = Field(
        default=20.0,
        ge=1,
        le=300,
        description="How long an answer may wait for the model, in seconds; then it comes without.",
    )
    model_options: str = Field(
        default="{}",
        description='Further parameters of the model as a JSON object, such as {"temperature": 0}.',
    )
    model_price_read: float = Field(
        default=0.0, ge=0, description="What a million tokens that the model reads cost."
    )
    model_price_written: float = Field(
        default=0.0, ge=0, description="What a million tokens that the model writes cost."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much tandem.log in the data folder holds."
    )
    demo: bool = Field(
        default=False,
        description="Let visitors choose who they are. For sample plants only: "
        "`tandem demo` sets it.",
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("write a zone of the IANA list, such as Europe/Berlin") from None
        return value

    @field_validator("model")
    @classmethod
    def _known_provider(cls, value: str) -> str:
        if value and not _MODEL.fullmatch(value):
            raise ValueError(
                "write the provider and the model's name, as in "
                + ", ".join(f"{provider}:NAME" for provider in PROVIDERS)
            )
        return value

    @field_validator("model_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("write an address that begins with http:// or https://")
        return value

    @field_validator("model_options")
    @classmethod
    def _json_object(cls, value: str) -> str:
        try:
            options = json.loads(value)
        except ValueError:
            options = None
        if not isinstance(options, dict):
            raise ValueError(  # noqa: TRY004 - the one kind that becomes a sentence here
                'write one JSON object, such as {"temperature": 0}'
            )
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("postgresql+psycopg://", "sqlite:///")):
            raise ValueError(
                "write postgresql+psycopg://user:password@host/name, or leave it empty"
            )
        return value

    @field_validator("public_url")
    @classmethod
    def _an_origin(cls, value: str) -> str:
        address = urlsplit(value)
        if value and (address.scheme not in ("http", "https") or not address.hostname):
            raise ValueError("write it with https:// or http://, or leave it empty")
        if address.path.strip("/") or address.query or address.fragment:
            raise ValueError("write it without a path: Tandem needs a host name of its own")
        return value.rstrip("/")

    @field_validator("oidc_url")
    @classmethod
    def _a_provider(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        address = urlsplit(value)
        on_this_machine = address.hostname in ("localhost", "127.0.0.1", "::1")
        if address.scheme != "https" and not (address.scheme == "http" and on_this_machine):
            raise ValueError("write an address with https://, so that nobody reads along")
        if not info.data.get("oidc_client_id"):
            raise ValueError("set TANDEM_OIDC_CLIENT_ID to what the provider calls this site")
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        try:
            _proxies(value)
        except ValueError as error:
            raise ValueError(f"{error}; write addresses or networks, with commas") from None
        return value

    @field_validator("proxy_header")
    @classmethod
    def _a_header(cls, value: str, info: ValidationInfo) -> str:
        if value and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", value):
            raise ValueError("write the name of a header, such as X-Remote-User")
        if value and not info.data.get("trusted_proxies"):
            raise ValueError("set TANDEM_TRUSTED_PROXIES to the addresses it is believed from")
        return value

    @property
    def proxies(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """The networks of the trusted proxies."""
        return _proxies(self.trusted_proxies)

    @property
    def store_url(self) -> str:
        """The database URL that is really opened."""
        return self.database_url or f"sqlite:///{self.data_dir.absolute() / _DATABASE_FILE}"

    @property
    def models(self) -> Path:
        """The folder of the exported embedding model."""
        return self.model_dir or Path(sys.prefix) / "share" / "tandem" / "models"

    @property
    def connection(self) -> Connection | None:
        """How the language model is reached; None without one."""
        provider, _, name = self.model.partition(":")
        if not name:
            return None
        return Connection(
            provider,
            name,
            self.model_url,
            self.model_key.get_secret_value(),
            json.loads(self.model_options),
            self.model_seconds,
        )

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The plant's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def for_demo(self) -> "Settings":
        """Return the sample plant's settings.

        Its own folder below the data folder, so that it never mixes with a plant's real data,
        unless the data folder was chosen by name.
        """
        chosen = "data_dir" in self.model_fields_set
        folder = self.data_dir if chosen else self.data_dir / _DEMO_FOLDER
        return self.model_copy(update={"data_dir": folder, "demo": True})

    @property
    def is_default_demo(self) -> bool:
        """Whether commands find this sample plant without being told where it is."""
        return bool(self.data_dir == Settings.model_fields["data_dir"].default / _DEMO_FOLDER)

    def for_commands(self) -> "Settings":
        """Return the settings of the data that is there: the sample plant's when it is alone.

        A newcomer who started the demo can then ask from a terminal without naming a folder.
        """
        demo = self.data_dir / _DEMO_FOLDER
        here = self.database_url or (self.data_dir / _DATABASE_FILE).exists()
        if here or not (demo / _DATABASE_FILE).exists():
            return self
        return self.model_copy(update={"data_dir": demo, "demo": True})


def read_settings() -> Settings:
    """Return the settings of the environment and ``.env``.

    Raises ``BadSettings`` naming the setting, its value and the remedy; a misspelt name counts.
    """
    _refuse_unknown_names()
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        remedy = _REMEDIES.get(field) or str(first["msg"]).removeprefix("Value error, ")
        value = "cannot be used" if field in _SECRET else f"is {first['input']!r}"
        raise BadSettings(f"{PREFIX}{field.upper()} {value}: {remedy}.") from None


def _proxies(text: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(each.strip()) for each in text.split(",") if each.strip())


def env_example() -> str:
    """Return the text of ``.env.example``: every setting, commented out, with its default."""
    lines = [
        "# Settings of Tandem. Copy to .env and change what you need; the environment wins.",
        "# Made by: python -m bot.settings > .env.example",
    ]
    own = Settings.__annotations__
    for name in sorted(Settings.model_fields, key=lambda name: name not in own):
        field = Settings.model_fields[name]
        default = field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        shown = "" if default is None else str(default).lower() if default is False else default
        lines += ["", f"# {field.description}", f"#{PREFIX}{name.upper()}={shown}"]
    return "\n".join(lines) + "\n"


def _refuse_unknown_names() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    given = {*os.environ, *dotenv_values(_ENV_FILE)}
    for name in sorted(given):
        wanted = name.upper()
        if not wanted.startswith(PREFIX) or wanted.startswith(_TESTS_PREFIX) or wanted in known:
            continue
        near = difflib.get_close_matches(wanted, known, n=1)
        remedy = f"did you mean {near[0]}?" if near else "the settings are in .env.example."
        raise BadSettings(f"{name} is no setting of Tandem: {remedy}")
