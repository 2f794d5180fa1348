"""An OpenID Connect provider on loopback, real over HTTP, that misbehaves on demand.

Knows discovery, keys that change, the code flow with PKCE and client secrets, and signed id tokens.
Does not know what is tested with it: a test sets what is to go wrong.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "tandem", "a secret: with signs / and blanks"


@dataclass
class Wrong:
    """What goes wrong; nothing at first."""

    claims: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    algorithm: str = "RS256"
    key: Any = None
    facts: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    status: int = 200
    hangs: float = 0.0
    body: bytes | None = None
    iss: str = ""


@dataclass
class Provider:
    """One provider; ``subject`` is who signs in there."""

    subject: str = "sub-amara"
    more: dict[str, Any] = field(default_factory=dict)
    wrong: Wrong = field(default_factory=Wrong)
    asked: list[str] = field(default_factory=list)
    now: float = field(default_factory=time.time)
    issuer: str = ""
    keys: list[RSAKey] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def rotate(self) -> None:
        """Sign with a new key from now on; the old one is no longer published."""
        self.keys = [RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})]

    def facts(self) -> dict[str, Any]:
        """Return what discovery says."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        } | self.wrong.facts

    def authorize(self, query: dict[str, str]) -> str:
        """Sign the subject in and return where the browser is sent."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        if self.wrong.error:
            told = {"error": self.wrong.error, "state": query["state"]}
            return f"{query['redirect_uri']}?{urlencode(told)}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        told = {"code": code, "state": query["state"], "iss": self.wrong.iss or self.issuer}
        return f"{query['redirect_uri']}?{urlencode(told)}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Give the tokens for a code, once, to who began and can prove it."""
        begun = self.codes.pop(form.get("code", ""), None)
        user, _, password = (
            base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        )
        if (user, password) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if begun is None or begun["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if begun["redirect_uri"] != form.get("redirect_uri"):
            return 400, {"error": "invalid_grant"}
        answer = {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(begun)}
        return 200, {name: each for name, each in answer.items() if name not in self.wrong.without}

    def id_token(self, begun: dict[str, str]) -> str:
        """Return the signed token, with what is to be wrong about it."""
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": int(self.now),
            "exp": int(self.now) + 300,
            "nonce": begun["nonce"],
        }
        claims |= self.more | self.wrong.claims
        claims = {name: each for name, each in claims.items() if name not in self.wrong.without}
        if self.wrong.algorithm in ("none", "HS256"):
            return self._unproven(claims)
        key = self.wrong.key or self.keys[0]
        header = {"alg": self.wrong.algorithm, "kid": self.keys[0].kid}
        return jwt.encode(header, claims, key, algorithms=[self.wrong.algorithm])

    def _unproven(self, claims: dict[str, Any]) -> str:
        """Return a token without signature, or signed with the public key as a shared secret."""
        body = f"{_part({'alg': self.wrong.algorithm, 'kid': self.keys[0].kid})}.{_part(claims)}"
        if self.wrong.algorithm == "none":
            return f"{body}."
        public = self.keys[0].as_pem(private=False)
        signed = hmac.new(public, body.encode(), hashlib.sha256).digest()
        return f"{body}.{base64.urlsafe_b64encode(signed).decode().rstrip('=')}"


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on a free loopback port."""
    serving = Provider()
    serving.rotate()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            serving.asked.append(parts.path)
            query = {name: each[0] for name, each in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", serving.authorize(query))
                self.end_headers()
            elif parts.path == "/keys":
                self._json(200, KeySet(list(serving.keys)).as_dict(private=False))
            elif parts.path == "/.well-known/openid-configuration":
                self._json(200, serving.facts())
            else:
                self._json(404, {})

        def do_POST(self) -> None:
            serving.asked.append(self.path)
            length = int(self.headers["Content-Length"])
            pairs = parse_qs(self.rfile.read(length).decode())
            form = {name: each[0] for name, each in pairs.items()}
            self._json(*serving.token(form, self.headers.get("Authorization", "")))

        def _json(self, status: int, value: object) -> None:
            time.sleep(serving.wrong.hangs)
            wrong = serving.wrong.status != 200
            self.send_response(serving.wrong.status if wrong else status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            body = serving.wrong.body
            self.wfile.write(json.dumps(value).encode() if body is None else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield serving
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
