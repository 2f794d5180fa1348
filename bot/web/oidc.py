"""Single sign-on with one OpenID Connect provider: the only door to authlib and joserfc.

Knows the authorization code flow with PKCE, state and nonce, and how an id token is checked. Does
not know people or pages. Imported at the first use: nobody else pays for it. What a provider says
is believed only when its signature, issuer, audience, time and nonce hold.
"""

import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from requests.exceptions import RequestException

from bot.settings import Settings

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a key pair. A shared secret or no signature would let anybody sign."""

_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_PATIENCE = (5, 10)  # seconds to connect, seconds to answer
_FACTS_LAST = 3600.0
_KEYS_LAST = 3600.0
_LEEWAY = 60
_log = logging.getLogger("tandem.oidc")


class ProviderDown(Exception):
    """The provider does not answer, or not as one does."""


class NotProven(Exception):
    """What came back does not prove who somebody is; the message is for the log."""


@dataclass(frozen=True)
class Flow:
    """What this browser must bring back: it alone knows state, nonce and verifier."""

    state: str
    nonce: str
    verifier: str
    redirect: str

    @classmethod
    def fresh(cls, redirect: str) -> "Flow":
        """Return a flow that nobody can guess; ``redirect`` is where the provider sends back."""
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        return cls(state, nonce, verifier, redirect)


@dataclass
class Provider:
    """The provider of the settings, for all threads; its facts and keys are kept for an hour."""

    settings: Settings
    clock: Callable[[], datetime]
    _lock: Lock = field(default_factory=Lock, repr=False)
    _facts: tuple[float, dict[str, Any]] = field(default=(0.0, {}), repr=False)
    _keys: tuple[float, KeySet | None] = field(default=(0.0, None), repr=False)

    def address(self, flow: Flow, *, anew: bool) -> str:
        """Return where the browser goes to sign in; ``anew``: even if the provider knows it.

        Raises ``ProviderDown``.
        """
        more = {"prompt": "login"} if anew else {}
        with self._session(flow) as session:
            url, _ = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=flow.state,
                nonce=flow.nonce,
                code_verifier=flow.verifier,
                **more,
            )
        return str(url)

    def name(self, flow: Flow, came_back: Mapping[str, str]) -> str:
        """Return the claim that names the person; raises ``NotProven``, ``ProviderDown``."""
        if not secrets.compare_digest(came_back.get("state", "").encode(), flow.state.encode()):
            raise NotProven("the state is not this browser's")
        if came_back.get("iss", self._issuer()) != self._issuer():
            raise NotProven(f"the answer is from {came_back['iss']!r}")
        if "code" not in came_back:
            raise NotProven(f"the provider says {came_back.get('error', 'nothing')!r}")
        token = self._token(flow, came_back["code"])
        claims = self._claims(flow, token)
        return self._named(claims)

    def _token(self, flow: Flow, code: str) -> Mapping[str, Any]:
        endpoint = self._endpoint("token_endpoint")
        try:
            with self._session(flow) as session:
                token = session.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=flow.verifier,
                    timeout=_PATIENCE,
                    allow_redirects=False,
                )
        except AuthlibBaseError as error:
            raise NotProven(f"the code was refused: {error}") from error
        except (RequestException, ValueError) as error:
            raise ProviderDown(f"{endpoint}: {error}") from error
        if not isinstance(token, Mapping) or not isinstance(token.get("id_token"), str):
            raise NotProven("there is no id token in the answer")
        return token

    def _claims(self, flow: Flow, token: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            signed = self._verified(token["id_token"])
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                options={
                    "iss": {"essential": True, "value": self._issuer()},
                    "aud": {"essential": True, "value": self.settings.oidc_client_id},
                    "nonce": {"essential": True, "value": flow.nonce},
                },
                params={
                    "nonce": flow.nonce,
                    "client_id": self.settings.oidc_client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(self.clock().timestamp()), leeway=_LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError) as error:
            raise NotProven(f"the id token does not hold: {error}") from error
        return dict(claims)

    def _verified(self, token: str) -> jwt.Token:
        """Return the token if a key of the provider signed it; keys may have changed since."""
        try:
            return jwt.decode(token, self._key_set(), algorithms=_ALGORITHMS)
        except JoseError as unknown:
            _log.info("asking for the provider's keys again: %s", unknown)
        return jwt.decode(token, self._key_set(anew=True), algorithms=_ALGORITHMS)

    def _named(self, claims: Mapping[str, Any]) -> str:
        wanted = self.settings.oidc_claim
        value = claims.get(wanted)
        if not isinstance(value, str) or not value.strip():
            raise NotProven(f"the id token has no text in the claim {wanted!r}")
        if wanted == "email" and claims.get("email_verified") is False:
            raise NotProven("the provider has not verified the mail address")
        return value

    def _session(self, flow: Flow) -> OAuth2Session:
        secret = self.settings.oidc_client_secret.get_secret_value()
        scope = "openid" if self.settings.oidc_claim == "sub" else "openid profile email"
        return OAuth2Session(
            self.settings.oidc_client_id,
            secret or None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=scope,
            redirect_uri=flow.redirect,
            code_challenge_method="S256",
        )

    def _issuer(self) -> str:
        return str(self._discovered()["issuer"])

    def _endpoint(self, name: str) -> str:
        return str(self._discovered()[name])

    def _discovered(self) -> dict[str, Any]:
        """Return what the provider says of itself, asked for once an hour."""
        with self._lock:
            asked_at, facts = self._facts
            if facts and time.monotonic() - asked_at < _FACTS_LAST:
                return facts
            url = f"{self.settings.oidc_url}/.well-known/openid-configuration"
            facts = self._fetched(url)
            issuer = facts.get("issuer")
            if not isinstance(issuer, str) or issuer.rstrip("/") != self.settings.oidc_url:
                raise ProviderDown(f"{url} is of another issuer: {issuer!r}")
            for name in _ENDPOINTS:
                if not _guarded(facts.get(name), self.settings.oidc_url):
                    raise ProviderDown(f"the {name} of {url} is {facts.get(name)!r}")
            self._facts = (time.monotonic(), facts)
            return facts

    def _key_set(self, *, anew: bool = False) -> KeySet:
        address = self._endpoint("jwks_uri")
        with self._lock:
            asked_at, keys = self._keys
            age = time.monotonic() - asked_at
            if keys is None or anew or age > _KEYS_LAST:
                try:
                    keys = KeySet.import_key_set({"keys": self._fetched(address)["keys"]})
                except (JoseError, ValueError, KeyError, TypeError) as error:
                    raise ProviderDown(f"{address} holds no keys: {error}") from error
                self._keys = (time.monotonic(), keys)
            return keys

    def _fetched(self, url: str) -> dict[str, Any]:
        try:
            with OAuth2Session() as session:
                answer = session.get(
                    url, timeout=_PATIENCE, withhold_token=True, allow_redirects=False
                )
            if answer.status_code != 200:
                raise ProviderDown(f"{url} answers {answer.status_code}")
            found = answer.json()
        except (RequestException, ValueError) as error:
            raise ProviderDown(f"{url}: {error}") from error
        if not isinstance(found, dict):
            raise ProviderDown(f"{url} is no object")
        return found


def _guarded(address: object, provider: str) -> bool:
    """Whether nobody can read along on the way there: https, or the very place of the provider."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.netloc == urlsplit(provider).netloc
