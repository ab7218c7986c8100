"""Finding a resident at the desk: by a name or list code, or straight by the identity code."""

import pytest
from django.urls import reverse

from pilot.identifiers import make_identity_code
from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import IdentityCode
from tests.vouchers.cast import a_resident, a_strand, an_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST = reverse("vouchers:resident-list")


@pytest.fixture
def resident(strand, area):
    return a_resident(strand, area, given_names="Aino", family_name="Laaksonen")


def page_of(resident):
    return reverse("vouchers:resident-detail", args=[resident.pk])


def an_identity_code(resident) -> str:
    code = make_identity_code(resident.born_on, 900 + resident.pk % 100)
    IdentityCode.objects.create(pilot=resident.pilot, resident=resident, code=code, period=since(resident.born_on))
    return code


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def seen(**lookup):
    return AccessLogEntry.objects.filter(**lookup)


def test_a_name_is_searched_by_post_and_never_stands_in_an_address(client, clerk, resident, strand, area):
    a_resident(strand, area, family_name="Virtanen")

    response = client.post(LIST, {"q": "laakso aino"}, follow=True)

    assert response.redirect_chain == [(LIST, 302)]
    assert "Laaksonen" in text(response)
    assert "Virtanen" not in text(response)
    assert seen(what="resident_search", by_id=clerk.pk).exists()


def test_a_name_is_found_as_the_list_itself_writes_it(client, clerk, resident):
    assert "Laaksonen, Aino" in text(client.post(LIST, {"q": "Laaksonen, Aino"}, follow=True))


def test_an_empty_search_shows_everybody_again(client, clerk, resident):
    client.post(LIST, {"q": "nobody"})
    assert "Laaksonen" not in text(client.get(LIST))

    client.post(LIST, {"q": ""})

    assert "Laaksonen" in text(client.get(LIST))


def test_a_whole_identity_code_goes_straight_to_the_resident_and_is_logged(client, clerk, resident):
    code = an_identity_code(resident)

    response = client.post(LIST, {"q": f" {code.lower()} "})

    assert response["Location"] == page_of(resident)
    assert seen(what="identity_code_search", resident_id=resident.pk).exists()
    assert code not in str(dict(client.session))


@pytest.mark.parametrize("typed", ["130245-901X", "134502-901X", "010170-9"])
def test_a_mistyped_identity_code_is_said_to_be_one_and_is_kept_nowhere(client, clerk, resident, typed):
    response = client.post(LIST, {"q": typed}, follow=True)

    assert "Tämä ei ole henkilötunnus" in text(response)
    assert typed not in text(response) + str(dict(client.session))
    assert seen(what="identity_code_search", group__found=0).count() == 1


def test_a_code_with_another_separator_is_another_persons(client, clerk, resident):
    code = an_identity_code(resident)

    response = client.post(LIST, {"q": code.replace("-", "Y")}, follow=True)

    assert "notice--caution" in text(response)
    assert not seen(resident_id=resident.pk).exists()


def test_somebody_elses_resident_is_not_found_by_code(client, clerk):
    other = a_strand()
    stranger = a_resident(other, an_area(other))

    response = client.post(LIST, {"q": an_identity_code(stranger)})

    assert response["Location"] == LIST
