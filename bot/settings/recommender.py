"""The settings of the way back to a recommender: where, and with which secret.

Knows which of them belong together. Does not know what is sent there.
"""

import json

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings

from bot.recommender.signing import BadSecret, key_of

_ADDRESS = ("http://", "https://")


class RecommenderSettings(BaseSettings):
    """The part of the settings that is about recommenders; all empty: nothing goes back."""

    recommender_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What is sent to a recommender is signed with this secret, which its owners "
        'know too: "whsec_" and 24 to 64 bytes in base64.',
    )
    webhook_url: str = Field(
        default="",
        description="Where assessments, decisions and outcomes that people gave are sent as they "
        "come; empty: nowhere, tandem export hands them out.",
    )
    webhook_seconds: float = Field(
        default=10.0, ge=1, le=60, description="How long the receiver may take, in seconds."
    )
    what_if_urls: str = Field(
        default="{}",
        description="Where a recommender answers what it would advise with other inputs: a JSON "
        "object from its events' source, or its beginning, to an address, such as "
        '{"plant/optimizer": "http://10.0.0.7:8095/what-if"}.',
    )
    what_if_seconds: float = Field(
        default=3.0,
        ge=0.5,
        le=20,
        description="How long an answer may wait for the recommender, in seconds.",
    )

    questions_a_week: int = Field(
        default=1,
        ge=0,
        le=7,
        description="How often a week the assistant may ask one person what they saw, when people "
        "went another way; 0: never.",
    )

    @field_validator("recommender_secret")
    @classmethod
    def _a_key(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            try:
                key_of(value.get_secret_value())
            except BadSecret as bad:
                raise ValueError(str(bad)) from None
        return value

    @field_validator("webhook_url")
    @classmethod
    def _an_address(cls, value: str, info: ValidationInfo) -> str:
        if value and not value.startswith(_ADDRESS):
            raise ValueError("write an address that begins with https:// or http://")
        return _with_secret(value, info)

    @field_validator("what_if_urls")
    @classmethod
    def _addresses(cls, value: str, info: ValidationInfo) -> str:
        try:
            found = json.loads(value)
        except ValueError:
            found = None
        fine = isinstance(found, dict) and all(
            isinstance(url, str) and url.startswith(_ADDRESS) for url in found.values()
        )
        if not fine:
            raise ValueError(
                'write one JSON object from source to address, such as {"plant/optimizer": '
                '"http://10.0.0.7:8095/what-if"}'
            )
        return _with_secret(value, info) if found else value

    @property
    def live(self) -> dict[str, str]:
        """Where each source, or all those below a prefix of sources, answer what if."""
        return dict(json.loads(self.what_if_urls))


def _with_secret(value: str, info: ValidationInfo) -> str:
    secret = info.data.get("recommender_secret")
    if value and not (secret and secret.get_secret_value()):
        raise ValueError("set TANDEM_RECOMMENDER_SECRET to the secret that its owners know too")
    return value
