"""The register of mandates over HTTP: our client against the demonstration's own process, and what each refuses."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
from django.conf import settings
from django.urls import reverse

from pilot.identity_provider.application import make_application
from pilot.log_in.configuration import made_up, mandates_at
from pilot.periods import since
from registry.models import MadeUpMandate
from tests.constraints import refused_by
from tests.identity import at_a_port
from tests.people import a_pilot
from tests.residents import a_resident
from tests.vouchers.cast import LONG_AGO
from vouchers.ports.mandates import MandatesUnavailable, Visit
from vouchers.ports.mandates_suomifi import AUTHORIZATION, SuomiFiMandates, checksum

pytestmark = pytest.mark.usefixtures("committed_db")
AGENT, PRINCIPAL = "010170-999R", "020280-9991"


@pytest.fixture
def register(committed_db):
    pilot = a_pilot(is_demonstration=True)
    a_resident(AGENT, pilot=pilot)
    a_resident(PRINCIPAL, pilot=pilot, given_names="Kalle")
    given = {"agent_code": AGENT, "principal_code": PRINCIPAL, "period": since(LONG_AGO)}
    MadeUpMandate.objects.create(reference="m-1", theme="http://another.example", **given)
    MadeUpMandate.objects.create(reference="m-2", theme=settings.MANDATES.theme, **given)
    with at_a_port(make_application()) as url:
        yield url


@pytest.fixture
def client_of_it(register, settings):
    settings.MANDATES = mandates_at(made_up(register))
    return SuomiFiMandates()


def back() -> str:
    return settings.BASE_URL + reverse("vouchers:my-mandate-back")


def answered(mandates, opened, **picked) -> dict[str, str]:
    """Go to the page, answer it as a browser would, and return what comes back in the address."""
    address = mandates.address(opened, state="s", back=back(), language="sv")
    page = requests.get(address, timeout=10)
    assert page.status_code == 200
    assert 'lang="sv"' in page.text
    asked = dict(parse_qsl(urlsplit(address).query))
    response = requests.post(address.partition("?")[0], data=asked | picked, allow_redirects=False, timeout=10)
    assert response.headers["Location"].startswith(back())
    return {name: values[0] for name, values in parse_qs(urlsplit(response.headers["Location"]).query).items()}


def test_the_whole_way(client_of_it):
    opened = client_of_it.open(code=AGENT)
    answer = answered(client_of_it, opened, person=PRINCIPAL)

    visit = client_of_it.redeem(opened, code=answer["code"], back=back())

    assert answer["state"] == "s"
    assert client_of_it.principal(visit) == PRINCIPAL
    found = client_of_it.mandate(visit, principal=PRINCIPAL)
    assert (found.reference, found.theme) == ("m-2", settings.MANDATES.theme)
    MadeUpMandate.objects.filter(reference="m-2").delete()
    assert client_of_it.mandate(visit, principal=PRINCIPAL) is None


@pytest.mark.parametrize(
    ("picked", "error"), [({"cancel": "yes"}, "access_denied"), ({"fault": "server_error"}, "server_error"),
                          ({"person": "240636-999U"}, "access_denied")]
)  # fmt: skip
def test_nobody_or_somebody_who_gave_no_mandate(client_of_it, picked, error):
    assert answered(client_of_it, client_of_it.open(code=AGENT), **picked)["error"] == error


def test_a_code_holds_once_and_tokens_are_of_their_own_visit(client_of_it):
    opened, other = client_of_it.open(code=AGENT), client_of_it.open(code=AGENT)
    code = answered(client_of_it, opened, person=PRINCIPAL)["code"]
    with pytest.raises(MandatesUnavailable):
        client_of_it.redeem(opened, code=code, back="https://elsewhere.example/")
    visit = client_of_it.redeem(opened, code=code, back=back())

    with pytest.raises(MandatesUnavailable):
        client_of_it.redeem(opened, code=code, back=back())
    with pytest.raises(MandatesUnavailable):
        client_of_it.principal(Visit(other.session, visit.token))


def test_a_call_without_its_checksum_or_long_after_it_is_refused(client_of_it, register):
    path = f"/service/hpalist/user/register/{settings.MANDATES.client_id}/{AGENT}?requestId=1"
    for at, secret in (("2017-03-15T10:00:00+00:00", settings.MANDATES.secret), ("2017", "x")):
        header = f"{settings.MANDATES.client_id} {at} {checksum(secret, path, at)}"
        assert requests.get(register + path, headers={AUTHORIZATION: header}, timeout=10).status_code == 401
    assert requests.get(register + path, timeout=10).status_code == 401


def test_nobody_is_sent_to_an_address_of_others(client_of_it, register):
    opened = client_of_it.open(code=AGENT)
    address = client_of_it.address(opened, state="s", back="https://elsewhere.example/", language="fi")

    assert requests.get(address, timeout=10).status_code == 400


def test_a_register_that_is_not_there(client_of_it, settings):
    settings.MANDATES = mandates_at(made_up("http://127.0.0.1:1"))

    with pytest.raises(MandatesUnavailable):
        SuomiFiMandates().open(code=AGENT)


def test_made_up_mandates_are_of_made_up_people():
    given = {"reference": "m", "theme": "t", "period": since(LONG_AGO)}
    with refused_by("mandates_are_of_made_up_people"):
        MadeUpMandate.objects.create(agent_code="010170-123X", principal_code=PRINCIPAL, **given)
    with refused_by("nobody_mandates_oneself"):
        MadeUpMandate.objects.create(agent_code=AGENT, principal_code=AGENT, **given)


@pytest.mark.parametrize(
    "address", ["https://host/", "https://a:b@host/?theme=t", "https://a@host/?api_secret=c&theme=t"]
)
def test_an_address_without_its_secrets_is_no_register(address):
    with pytest.raises(ValueError, match="MANDATES_URL"):
        mandates_at(address)
