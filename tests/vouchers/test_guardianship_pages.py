"""Staff doubt a guardianship: no guardian acts online until it is cleared, and the page says where to go."""

import pytest
from django.urls import reverse

from pilot.models import AuditEvent
from pilot.periods import since
from registry import actions as registry_actions
from registry import errors
from registry.models import Guardianship, Protection
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.actions.test_objections import Family
from tests.vouchers.cast import TODAY, a_login, noon

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
ACTING = reverse("vouchers:my-acting")


@pytest.fixture
def family():
    return Family()


def of_father(family):
    return Guardianship.objects.get(guardian=family.father)


def test_a_doubted_guardianship_blocks_every_guardian_until_it_is_cleared(client, family):
    log_in(client, family.clerk)
    where = reverse("vouchers:guardianship", args=[of_father(family).pk])
    detail = reverse("vouchers:resident-detail", args=[family.child.pk])
    assert where in client.get(detail).content.decode()
    assert client.post(where, {"reason": ""}).status_code == 422
    assert client.post(where, {"reason": "Sopimus huollosta"})["Location"] == detail

    log_in(client, family.mother.account.user)
    blocked = client.post(ACTING, {"child": family.child.pk})
    log_in(client, family.clerk)
    # The mother's own guardianship is clear, but she does not act either.
    assert "saa asioida verkossa" not in client.get(detail).content.decode()
    client.post(where, {"reason": "Sopimus nähty"})
    log_in(client, family.mother.account.user)

    assert blocked.status_code == 409
    assert client.post(ACTING, {"child": family.child.pk}).status_code == 302
    events = AuditEvent.objects.filter(kind__startswith="guardianship_").order_by("pk")
    assert [(one.kind, one.reason) for one in events] == [
        ("guardianship_doubted", "Sopimus huollosta"),
        ("guardianship_cleared", "Sopimus nähty"),
    ]


def test_staff_do_not_read_that_guardians_act_online_where_somebody_is_under_non_disclosure(client, family):
    log_in(client, family.clerk)
    detail = reverse("vouchers:resident-detail", args=[family.child.pk])
    before = client.get(detail).content.decode()
    Protection.objects.create(resident=family.mother, period=since(TODAY))

    after = client.get(detail).content.decode()

    assert before.count("saa asioida verkossa") == 2
    assert "saa asioida verkossa" not in after


def test_it_is_refused_twice_and_without_a_reason(family):
    given = {"guardianship": of_father(family), "by": family.clerk, "at": noon(), "channel": "desk"}
    with pytest.raises(errors.CertaintyStands):
        registry_actions.set_certainty(is_certain=True, reason="x", **given)
    with pytest.raises(errors.CertaintyUnexplained):
        registry_actions.set_certainty(is_certain=False, reason=" ", **given)

    assert not AuditEvent.objects.filter(kind__startswith="guardianship_").exists()


def test_only_own_staff_come_here(client, family):
    where = reverse("vouchers:guardianship", args=[of_father(family).pk])
    assert client.get(where).status_code == 302
    log_in(client, a_member("staff", an_organiser()))
    assert client.get(where).status_code == 404
    log_in(client, a_login(family.father))
    assert client.get(where).status_code == 403
    log_in(client, family.clerk)
    assert client.put(where).status_code == 405
