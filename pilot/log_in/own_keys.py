"""The site's own keys for OpenID Connect: with one it proves who it is, to the other its answers are encrypted.

They lie in a file under DATA_DIR as a set of JSON Web Keys, which `manage.py log_in_keys` writes and which is read
again whenever it changes. The first key of each use is the one in use. All public halves are published, and every
private one still decrypts: so a new key is known to the identity provider before it signs, and an old one is kept until
the provider has forgotten it.
"""

import json
import os
import secrets
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from joserfc import jwe, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

SIGNATURE, ENCRYPTION = "sig", "enc"
USES = {SIGNATURE: "RS256", ENCRYPTION: "RSA-OAEP"}
KEY_BITS = 3072
# With which algorithms what is encrypted to us may be encrypted; the content is authenticated with either.
ENCRYPTIONS = ["RSA-OAEP", "RSA-OAEP-256", "A128GCM", "A256GCM"]
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60


def public_keys() -> dict[str, Any]:
    """Return the public halves, as they are published."""
    return dict(_keys().as_dict(private=False))


def client_assertion(*, client_id: str, audience: str) -> str:
    """Return the signed statement that this site is the client (RFC 7523); it holds for a minute, once."""
    key = next(key for key in _keys() if key.get("use") == SIGNATURE)
    now = int(time.time())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(24),
        "iat": now,
        "exp": now + ASSERTION_SECONDS,
    }
    return jwt.encode({"alg": USES[SIGNATURE], "kid": key.kid}, claims, key)


def decrypted(token: str) -> str:
    """Return what a token encrypted to this site holds; a token that is not is a ValueError."""
    mine = KeySet([key for key in _keys() if key.get("use") == ENCRYPTION])
    try:
        return (jwe.decrypt_compact(token, mine, algorithms=ENCRYPTIONS).plaintext or b"").decode()
    except (JoseError, ValueError) as error:
        raise ValueError("not encrypted to this site") from error


def new_keys() -> list[dict[str, Any]]:
    """Make a key for each use, private halves and all."""
    made = [
        RSAKey.generate_key(KEY_BITS, {"use": use, "alg": algorithm, "kid": secrets.token_hex(8)})
        for use, algorithm in USES.items()
    ]
    return [dict(key.as_dict(private=True)) for key in made]


def read(path: Path) -> list[dict[str, Any]]:
    """Return the keys of the file in their order, private halves and all."""
    return list(json.loads(path.read_text())["keys"])


def write(path: Path, keys: list[dict[str, Any]], *, replace: bool = True) -> None:
    """Write the file whole, for its owner's eyes alone; without `replace`, leave one that somebody else has made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump({"keys": keys}, file, indent=1)
    try:
        if replace:
            draft.replace(path)
        else:
            with suppress(FileExistsError):
                path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)


def _keys() -> KeySet:
    path = Path(settings.OIDC_KEYS_FILE)
    if settings.DEMO and not path.exists():
        # Several processes may come here at once: the first to have finished counts.
        write(path, new_keys(), replace=False)
    try:
        return _read_at(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, JoseError) as error:
        raise ImproperlyConfigured(
            f"{path} holds no keys for log-in: make them with `manage.py log_in_keys new`."
        ) from error


@lru_cache(maxsize=2)
def _read_at(path: Path, _changed_at: int) -> KeySet:
    keys = KeySet.import_key_set({"keys": read(path)})
    if {key.get("use") for key in keys} < set(USES):
        raise ValueError("a key of each use is needed")
    return keys
