"""The site against the real identity provider, with somebody between them who changes what passes."""

import base64
import hmac
import time

import pytest
from django.core.cache import cache
from joserfc.jwk import RSAKey

from pilot.identity_provider import clients, tokens
from pilot.log_in import own_keys
from pilot.log_in.configuration import EIDAS_HIGH, HIGH, LOW, RESIDENTS, SUBSTANTIAL
from pilot.models import AuditEvent, User
from tests import identity, tampering
from tests.residents import a_resident, who

OTHER_KEY = RSAKey.generate_key(2048, {"kid": "of somebody else"})


@pytest.fixture
def provider(committed_db):
    cache.clear()
    with identity.served() as url:
        yield url


@pytest.fixture
def browser(provider):
    return identity.a_browser()


@pytest.fixture
def resident(provider):
    return a_resident()


def log_in(browser, resident, **how):
    return identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}", **how)


def refusal(browser, response) -> tuple[str, str]:
    """Return the reason that the person reads, and what the event adds; nobody is logged in and nothing was made."""
    reason = identity.why(browser, response)
    event = AuditEvent.objects.get()
    assert (event.kind, event.reason, event.facts["provider"]) == ("log_in_refused", reason, RESIDENTS)
    assert who(browser) is None
    assert not User.objects.exists()
    return reason, event.facts.get("detail", "")


@pytest.mark.parametrize(
    ("claims", "reason", "detail"),
    [
        ({"iss": "https://other.example"}, "not-trusted", "wrong iss"),
        ({"iss": None}, "not-trusted", "wrong iss"),
        ({"aud": "another-site"}, "not-trusted", "wrong aud"),
        ({"aud": ["valinta-residents", "another-site"]}, "not-trusted", "wrong azp"),
        ({"nonce": "of another log-in"}, "not-trusted", "wrong nonce"),
        ({"nonce": None}, "not-trusted", "wrong nonce"),
        ({"sub": None}, "not-trusted", "wrong sub"),
        ({"exp": None}, "not-trusted", "wrong exp"),
        ({"exp": int(time.time()) - 60}, "expired", "token has expired"),
        ({"iat": int(time.time()) + 3600}, "not-trusted", "wrong iat"),
        ({"acr": LOW}, "too-weak", "level is not accepted"),
        ({"acr": None}, "too-weak", "level is not accepted"),
        ({"acr": "urn:something"}, "too-weak", "level is not accepted"),
        ({"urn:oid:1.2.246.21": None}, "no-identity-code", ""),
        ({"urn:oid:1.2.246.21": "240636-999U"}, "not-in-register", ""),
    ],
)
def test_a_claim_that_is_wrong_is_refused(provider, browser, resident, claims, reason, detail):
    with tampering.between(provider, token=tampering.claims_changed(**claims)):
        assert refusal(browser, log_in(browser, resident)) == (reason, detail)


def unsigned(answer):
    return tampering.sealed(tampering.unsigned(tampering.opened(answer)))


def signed_by_another(answer):
    return tampering.sealed(tampering.signed(tampering.opened(answer), OTHER_KEY))


def signed_by_an_unknown(answer):
    return tampering.sealed(tampering.signed(tampering.opened(answer), OTHER_KEY, kid=OTHER_KEY.kid))


def signed_with_the_public_key(answer):
    """As if the public key were a shared secret: the old trick with HS256, which no library would sign for us."""
    content = tampering.unsigned(tampering.opened(answer), alg="HS256", kid=tokens.signing_key().kid)[:-1]
    signature = hmac.new(tokens.signing_key().as_pem(private=False), content.encode(), "sha256").digest()
    return tampering.sealed(f"{content}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}")


def not_encrypted(answer):
    return tampering.signed(tampering.opened(answer))


def encrypted_to_another(answer):
    return tampering.sealed(tampering.signed(tampering.opened(answer)), OTHER_KEY)


def cut_off(answer):
    return answer["id_token"][:-8]


@pytest.mark.parametrize(
    ("token", "detail"),
    [
        (unsigned, "algorithm is not accepted"),
        (signed_by_another, "wrong signature"),
        (signed_by_an_unknown, "unknown key"),
        (signed_with_the_public_key, "algorithm is not accepted"),
        (not_encrypted, "not encrypted"),
        (encrypted_to_another, "cannot be decrypted"),
        (cut_off, "cannot be decrypted"),
        (lambda _answer: tampering.sealed("no token at all"), "not a token"),
        (lambda _answer: "", "not encrypted"),
    ],
)
def test_a_token_that_is_not_the_providers_is_refused(provider, browser, resident, token, detail):
    def change(answer):
        return answer | {"id_token": token(answer)}

    with tampering.between(provider, token=change):
        assert refusal(browser, log_in(browser, resident)) == ("not-trusted", detail)


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"token": lambda _answer: None}, "unavailable", "tokens are not given"),
        ({"token": lambda _answer: []}, "unavailable", "no tokens"),
        ({"token": lambda _answer: {}}, "misconfigured", "unknown error"),
        ({"jwks": lambda _answer: None}, "unavailable", "does not answer"),
        ({"jwks": lambda _answer: {"keys": []}}, "unavailable", "no keys"),
        ({"configuration": lambda answer: answer | {"issuer": "https://other.example"}}, "not-trusted",
         "the provider names another issuer"),
    ],
)  # fmt: skip
def test_a_provider_that_fails_is_said_so(provider, browser, resident, changes, reason, detail):
    with tampering.between(provider, **changes):
        assert refusal(browser, log_in(browser, resident)) == (reason, detail)


@pytest.mark.parametrize("level", [SUBSTANTIAL, HIGH])
def test_substantial_and_high_are_strong_enough(browser, resident, level):
    assert log_in(browser, resident, level=level).status_code == 302
    assert who(browser).resident_account.resident == resident


def test_low_is_not(browser, resident):
    assert refusal(browser, log_in(browser, resident, level=LOW)) == ("too-weak", "level is not accepted")


def test_an_installation_may_ask_for_high_alone(browser, resident, settings):
    for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        if app["provider_id"] == RESIDENTS:
            app["settings"] = app["settings"] | {"acr_values": [HIGH, EIDAS_HIGH]}

    assert identity.why(browser, log_in(browser, resident, level=SUBSTANTIAL)) == "too-weak"
    log_in(browser, resident, level=HIGH)
    assert who(browser)


@pytest.mark.parametrize("encryption", ["A128GCM", "A256GCM"])
def test_both_encryptions_are_read(browser, resident, monkeypatch, encryption):
    monkeypatch.setitem(tokens.ENCRYPTION, "enc", encryption)

    log_in(browser, resident)

    assert who(browser)


def test_a_provider_may_change_its_key_at_any_time(browser, resident):
    log_in(browser, resident)
    browser.post("/account/logout/")

    tokens.change_key()
    log_in(browser, resident)

    assert who(browser)


def test_our_keys_change_in_steps_that_let_nobody_out(browser, resident, settings, tmp_path):
    settings.OIDC_KEYS_FILE = str(tmp_path / "keys.json")
    first = own_keys.new_keys()
    second = own_keys.new_keys()

    for keys in (first, first + second, second + first, second):
        own_keys.write(tmp_path / "keys.json", keys)
        browser.post("/account/logout/")
        log_in(browser, resident)
        assert who(browser)
    assert [key["kid"] for key in own_keys.public_keys()["keys"]] == [key["kid"] for key in second]


def test_who_cannot_sign_as_the_site_gets_no_tokens(provider, browser, resident, monkeypatch):
    monkeypatch.setattr(own_keys, "client_assertion", lambda **_claims: forged_assertion(provider))

    assert refusal(browser, log_in(browser, resident)) == ("misconfigured", "invalid_client")


def forged_assertion(provider: str) -> str:
    now = int(time.time())
    claims = {"iss": "valinta-residents", "sub": "valinta-residents", "aud": f"{provider}/token", "jti": "1"}
    named = next(key.kid for key in clients._site_keys() if key.get("use") == "sig")
    return tampering.signed(claims | {"iat": now, "exp": now + 60}, OTHER_KEY, kid=named)


def test_an_assertion_holds_once(browser, resident, monkeypatch):
    made = []

    def same(**claims):
        made.append(made[0] if made else real(**claims))
        return made[-1]

    real = own_keys.client_assertion
    monkeypatch.setattr(own_keys, "client_assertion", same)
    log_in(browser, resident)

    assert identity.why(identity.a_browser(), log_in(identity.a_browser(), resident)) == "misconfigured"


def test_the_answer_of_another_provider_is_refused(browser, resident):
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")
    back = back.partition("&iss=")[0] + "&iss=https%3A%2F%2Fother.example"

    assert refusal(browser, identity.come_back(browser, back)) == ("not-trusted", "wrong iss in the answer")


def test_nothing_personal_is_in_addresses_sessions_events_or_logs(browser, resident, capfd, settings):
    asked = identity.leave(browser, RESIDENTS)
    back = identity.answer(asked, person=f"resident-{resident.pk}")
    response = identity.come_back(browser, back)

    seen = [asked, back, response["Location"], str(dict(browser.session)), str(list(AuditEvent.objects.values()))]
    seen.append("".join(capfd.readouterr()))
    assert who(browser)
    assert not [text for text in seen if "010170-999R" in text or "Virtanen" in text]
