"""What is signed can be verified by any library of Standard Webhooks."""

import base64
from datetime import UTC, datetime

import pytest

from bot.recommender.signing import BadSecret, key_of, signed_headers


def test_signature_is_the_one_that_the_standard_publishes() -> None:
    """The example of the Standard Webhooks specification."""
    headers = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        at=datetime.fromtimestamp(1614265330, UTC),
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "a password",
        "whsec_",
        "whsec_ñ",
        "whsec_" + base64.b64encode(b"short").decode(),
        "whsec_" + base64.b64encode(b"x" * 65).decode(),
    ],
)
def test_secret_of_another_form_or_length_is_refused_with_the_remedy(secret: str) -> None:
    with pytest.raises(BadSecret, match="openssl rand -base64 32"):
        key_of(secret)
