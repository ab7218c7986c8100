import pytest
from django.utils import timezone

from pilot import access, systems
from pilot.models import ApiScope, AuditEvent, Membership
from pilot.permissions import Role
from providers import actions
from providers.models import Site
from tests.people import a_member, a_person
from tests.vouchers.cast import a_list_keeper, a_provider, a_site, a_strand

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider():
    return a_provider(a_strand())


def given(provider, *scopes, name="Potilastiedot"):
    keeper = a_list_keeper(provider)
    return actions.give_to_provider(
        name=name, provider=provider, scopes=scopes, by=keeper, at=timezone.now(), channel="web"
    )


def test_a_providers_system_sees_the_providers_sites_and_is_nobody_of_the_organiser(provider):
    strand = provider.pilot.strands.get()
    own, other = a_site(strand, provider=provider), a_site(strand)

    system = given(provider, ApiScope.LISTS).system

    assert set(access.scope_as(system.user, Role.PROVIDER, Site)) == {own}
    assert other not in access.scope(system.user, Site)
    assert not Membership.objects.filter(user=system.user).exists()
    event = AuditEvent.objects.get(kind="system_given")
    assert event.facts == {"organiser": provider.pilot.lead.code, "scopes": ["lists"]}


@pytest.mark.parametrize("scope", [ApiScope.ELIGIBILITY, ApiScope.ENTRIES])
def test_a_provider_gives_nothing_of_the_organisers(provider, scope):
    with pytest.raises(systems.NotTheirScope):
        given(provider, ApiScope.LISTS, scope)


def test_a_system_cannot_log_in_as_a_person_does(provider):
    user = given(provider, ApiScope.LISTS).system.user

    assert (user.email, user.has_usable_password()) == (None, False)
    assert a_person().email


def test_only_the_providers_own_people_get_its_systems_secret_anew(provider):
    system = given(provider, ApiScope.LISTS).system
    asked = {"system": system, "at": timezone.now(), "channel": "web"}

    for stranger in (a_member("staff", provider.pilot.lead), a_list_keeper(a_provider(provider.pilot.strands.get()))):
        for deed in (actions.renew_providers_secret, systems.renew_secret):
            with pytest.raises(systems.NotTheirSystem):
                deed(by=stranger, **asked)
    assert actions.renew_providers_secret(by=a_list_keeper(provider), **asked).secret


def test_two_providers_may_have_systems_of_one_name_and_one_may_not(provider):
    other = a_provider(provider.pilot.strands.get())

    systems_given = {given(one, ApiScope.LISTS, name="Lifecare").system.pk for one in (provider, other)}

    assert len(systems_given) == 2
    with pytest.raises(systems.NameIsTaken):
        given(provider, ApiScope.LISTS, name="Lifecare")
