import json
import stat
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from joserfc import jwt
from joserfc.jwk import KeySet

from pilot.identity_provider import tokens
from pilot.log_in import own_keys


@pytest.fixture
def path(settings, tmp_path):
    path = tmp_path / "keys.json"
    settings.OIDC_KEYS_FILE = str(path)
    return path


def kids(use: str) -> list[str]:
    return [key["kid"] for key in own_keys.public_keys()["keys"] if key["use"] == use]


def signer() -> str:
    assertion = own_keys.client_assertion(client_id="valinta", audience="https://provider.example/token")
    public = KeySet.import_key_set(own_keys.public_keys())
    token = jwt.decode(assertion, public, algorithms=["RS256"])
    assert token.claims["aud"] == "https://provider.example/token"
    assert token.claims["iss"] == token.claims["sub"] == "valinta"
    assert token.claims["exp"] - token.claims["iat"] == 60
    return token.header["kid"]


def test_the_published_keys_have_no_private_half(client, path):
    published = client.get("/.well-known/jwks.json").json()["keys"]

    assert sorted(key["use"] for key in published) == ["enc", "sig"]
    assert all(set(key) <= {"kty", "n", "e", "use", "alg", "kid"} for key in published)


def test_a_demonstration_makes_its_keys_once_however_many_ask(path):
    threads = [threading.Thread(target=own_keys.public_keys) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [found.name for found in path.parent.iterdir()] == ["keys.json"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kids("sig") == [signer()]


def test_a_real_installation_says_that_it_has_no_keys(path, settings):
    settings.DEMO = False

    with pytest.raises(ImproperlyConfigured, match="log_in_keys new"):
        own_keys.public_keys()
    path.write_text(json.dumps({"keys": [key for key in own_keys.new_keys() if key["use"] == "sig"]}))
    with pytest.raises(ImproperlyConfigured):
        own_keys.public_keys()


def test_keys_are_changed_in_three_steps(path, capsys):
    call_command("log_in_keys", "new")
    first = signer()
    old_encryption = next(key for key in own_keys._keys() if key.get("use") == "enc")

    call_command("log_in_keys", "add")
    assert signer() == first
    assert len(kids("sig")) == len(kids("enc")) == 2
    newest = kids("sig")[-1]

    call_command("log_in_keys", "switch")
    assert signer() == newest
    assert kids("sig") == [newest, first]
    assert own_keys.decrypted(tokens.encrypted("still read", old_encryption)) == "still read"

    call_command("log_in_keys", "retire")
    assert kids("sig") == [newest]
    with pytest.raises(ValueError, match="not encrypted to this site"):
        own_keys.decrypted(tokens.encrypted("no longer", old_encryption))
    capsys.readouterr()
    call_command("log_in_keys", "show")
    assert capsys.readouterr().out.splitlines()[0] == f"sig {newest} in use"


def test_first_keys_are_made_once_and_other_steps_need_them(path):
    with pytest.raises(CommandError, match="log_in_keys new"):
        call_command("log_in_keys", "switch")
    call_command("log_in_keys", "new")
    before = path.read_text()

    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("log_in_keys", "new")
    assert path.read_text() == before


@pytest.mark.parametrize("token", ["", "a.b.c", "a.b.c.d.e", "....", "é.é.é.é.é"])
def test_what_is_no_encrypted_token_is_a_value_error(path, token):
    with pytest.raises(ValueError, match="not encrypted to this site"):
        own_keys.decrypted(token)
