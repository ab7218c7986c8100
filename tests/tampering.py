"""Somebody between site and identity provider who changes what passes: for tests of what the site believes.

It knows everything that a provider and the network know, and for the tests' sake the site's own keys as well, so that a
token is changed in one thing alone and is right in all others.
"""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import responses
from typing import Any

import requests
from joserfc import jws, jwt
from joserfc.jwk import Key
from joserfc.util import to_bytes

from pilot.identity_provider import clients, tokens
from pilot.log_in import own_keys
from tests import identity

Change = Callable[[dict[str, Any]], "dict[str, Any] | None"]
HOP = ("connection", "transfer-encoding", "content-length", "date", "server", "content-encoding")


@contextmanager
def between(provider: str, **changes: Change) -> Iterator[str]:
    """Stand before the provider; `changes` are of the answers of `token`, `jwks` or `configuration`."""
    with identity.at_a_port(Proxy(provider, changes)) as url, identity.known_at(url):
        yield url


class Proxy:
    """Passes everything on, and changes some answers; an answer changed to None becomes a failure of the server."""

    def __init__(self, provider: str, changes: dict[str, Change]) -> None:
        self.provider, self.changes = provider, changes

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> list[bytes]:
        path = environ["PATH_INFO"]
        length = int(environ.get("CONTENT_LENGTH") or 0)
        headers = {"Host": environ["HTTP_HOST"], "Content-Type": environ.get("CONTENT_TYPE", "")}
        answered = requests.request(
            environ["REQUEST_METHOD"],
            f"{self.provider}{path}?{environ.get('QUERY_STRING', '')}",
            data=environ["wsgi.input"].read(length),
            headers=headers,
            allow_redirects=False,
            timeout=10,
        )
        status, body = answered.status_code, answered.content
        change = self.changes.get(path.rpartition("/")[2].removeprefix("openid-"))
        if change and answered.ok:
            changed = change(answered.json())
            status, body = (500, b"failed") if changed is None else (status, json.dumps(changed).encode())
        passed = [(name, value) for name, value in answered.headers.items() if name.lower() not in HOP]
        start_response(f"{status} {responses[status]}", passed)
        return [body]


def claims_changed(**claims: Any) -> Change:
    """Sign the identity token anew, as the provider would, with other claims; None leaves one out."""

    def change(answer: dict[str, Any]) -> dict[str, Any]:
        said = {name: value for name, value in (opened(answer) | claims).items() if value is not None}
        return answer | {"id_token": sealed(signed(said))}

    return change


def opened(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what the identity token of the answer says."""
    token = jws.extract_compact(to_bytes(own_keys.decrypted(answer["id_token"])))
    return json.loads(token.payload)


def signed(claims: dict[str, Any], key: Key | None = None, **header: Any) -> str:
    """Return the claims signed with the provider's key, or with another that goes by its name."""
    own = tokens.signing_key()
    header = {"alg": "RS256", "kid": own.kid} | header
    return jwt.encode(header, claims, key or own, algorithms=[header["alg"]])


def unsigned(claims: dict[str, Any], **header: Any) -> str:
    """Return the claims as a token that nobody has signed (alg=none)."""
    parts = ({"alg": "none", "typ": "JWT"} | header, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def sealed(token: str, to: Key | None = None) -> str:
    """Return the token encrypted to the site, or to somebody else."""
    return tokens.encrypted(token, to or clients.encryption_key())
