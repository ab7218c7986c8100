"""What the demonstration's identity provider signs: a code for the way back, then tokens. Keys live as long as it."""

import base64
import hashlib
import secrets
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from joserfc import jwe, jwt
from joserfc.jwk import Key, KeySet, RSAKey

CODE_SECONDS = 60
TOKEN_SECONDS = 300
ALGORITHM = "RS256"
ENCRYPTION = {"alg": "RSA-OAEP", "enc": "A256GCM"}
# So many keys are published: the one that signs, and the one before it.
KEYS_KEPT = 2

_keys: list[RSAKey] = []
_used_codes: set[str] = set()
_lock = threading.Lock()


class Refusal(Exception):
    """The request is not allowed; the text is an error code of OAuth 2."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may log in where, as chosen on the page."""

    person: str
    client_id: str
    redirect_uri: str
    nonce: str
    challenge: str
    acr: str


def change_key() -> RSAKey:
    """Sign with a new key from now on."""
    _keys.insert(0, RSAKey.generate_key(2048, {"use": "sig", "alg": ALGORITHM, "kid": secrets.token_hex(8)}))
    del _keys[KEYS_KEPT:]
    return _keys[0]


def key_set() -> dict[str, Any]:
    """Return the public keys."""
    signing_key()
    return dict(KeySet(list(_keys)).as_dict(private=False))


def signing_key() -> RSAKey:
    """Return the key that signs, made when it is first needed."""
    with _lock:
        return _keys[0] if _keys else change_key()


def code_of(grant: Grant) -> str:
    """Return a code for the way back; it holds once, for a minute."""
    return signing.dumps(asdict(grant) | {"once": secrets.token_hex(8)}, salt="code")


def redeem(code: str, *, client_id: str, redirect_uri: str, verifier: str) -> Grant:
    """Return what the code stands for, if it is new and comes from whom it was made for."""
    try:
        content = signing.loads(code, salt="code", max_age=CODE_SECONDS)
    except signing.BadSignature:
        raise Refusal("invalid_grant") from None
    with _lock:
        once = content.pop("once")
        if once in _used_codes:
            raise Refusal("invalid_grant")
        _used_codes.add(once)
    grant = Grant(**content)
    expected = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    if (grant.client_id, grant.redirect_uri, grant.challenge) != (client_id, redirect_uri, expected):
        raise Refusal("invalid_grant")
    return grant


def identity_token(grant: Grant, *, issuer: str, claims: dict[str, Any], to: Key | None = None) -> str:
    """Return the signed statement of who has logged in, encrypted to the client if it has a key."""
    now = int(time.time())
    content = {
        "iss": issuer,
        "aud": grant.client_id,
        "sub": subject_of(grant.person, grant.client_id),
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "auth_time": now,
        "nonce": grant.nonce,
        "acr": grant.acr,
    }
    key = signing_key()
    signed = jwt.encode({"alg": ALGORITHM, "kid": key.kid}, content | claims, key)
    return encrypted(signed, to) if to else signed


def encrypted(signed: str, to: Key) -> str:
    """Return the token encrypted to the key."""
    return jwe.encrypt_compact(ENCRYPTION | {"cty": "JWT", "kid": to.kid}, signed, to)


def access_token(grant: Grant) -> str:
    """Return what opens the person's claims for a while."""
    return signing.dumps({"person": grant.person, "client_id": grant.client_id}, salt="access")


def read_access_token(token: str) -> tuple[str, str]:
    """Return the person and the client that the token was given for."""
    try:
        content = signing.loads(token, salt="access", max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        raise Refusal("invalid_token") from None
    return content["person"], content["client_id"]


def subject_of(person: str, client_id: str) -> str:
    """Return how this client knows the person; another client knows them by another name."""
    return hashlib.sha256(f"{client_id}/{person}".encode()).hexdigest()[:32]
