"""Identity tokens: what an identity provider has signed for this site and this log-in, or the reason not to believe it.

The reason names what was wrong with the token and never anything that stood in it.
"""

import secrets
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.util import to_bytes

from pilot.log_in import own_keys
from pilot.log_in.refusals import NotLetIn

ALGORITHMS = ["RS256", "PS256", "ES256"]
CLOCKS_DIFFER_BY = 30
REQUIRED = ("iss", "aud", "exp", "iat", "sub", "nonce")


def signed_part(id_token: str, *, encrypted: bool) -> str:
    """Return the signed token inside the encrypted one; a provider that was to encrypt and did not is refused."""
    if not encrypted:
        return id_token
    if id_token.count(".") != 4:
        raise NotLetIn("not-trusted", "not encrypted")
    try:
        return own_keys.decrypted(id_token)
    except ValueError:
        raise NotLetIn("not-trusted", "cannot be decrypted") from None


def key_id(signed: str) -> str:
    """Return the name of the key that the token says it is signed with."""
    try:
        return str(jws.extract_compact(to_bytes(signed)).headers().get("kid", ""))
    except (JoseError, ValueError):
        raise NotLetIn("not-trusted", "not a token") from None


def believed(signed: str, *, keys: KeySet, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """Return what the token says, when it is signed with a key of the set, by the issuer, for us and for this log-in.

    Refuses whatever it cannot believe, saying of the token only which part was wrong.
    """
    try:
        claims = jwt.decode(signed, keys, algorithms=ALGORITHMS).claims
        required: dict[str, jwt.ClaimsOption] = {name: {"essential": True} for name in REQUIRED}
        required["iss"]["value"], required["aud"]["value"] = issuer, client_id
        jwt.JWTClaimsRegistry(None, CLOCKS_DIFFER_BY, **required).validate(claims)
    except ExpiredTokenError:
        raise NotLetIn("expired", "token has expired") from None
    except (JoseError, ValueError) as error:
        raise NotLetIn("not-trusted", _what_is_wrong(error)) from None
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != client_id:
        raise NotLetIn("not-trusted", "wrong azp")
    if not nonce or not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise NotLetIn("not-trusted", "wrong nonce")
    return claims


def _what_is_wrong(error: Exception) -> str:
    match error:
        case UnsupportedAlgorithmError():
            return "algorithm is not accepted"
        case InvalidKeyIdError():
            return "unknown key"
        case BadSignatureError():
            return "wrong signature"
        case ClaimError():
            return f"wrong {error.claim}"
        case _:
            return "not a token"
