import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from pilot import access, permissions
from pilot.access import Permission, Role
from pilot.models import AccessLogEntry, Job, Membership, Pilot
from tests.people import a_member, a_person, a_pilot, an_organiser

pytestmark = pytest.mark.django_db


def a_request(user, *, strong: bool = True, **headers):
    request = RequestFactory().get("/desk/", headers=headers)
    request.user = user
    request.session = {access.IDENTIFICATION: {"strong": strong}}
    return request


@access.requires(Permission.READ_RESIDENTS)
def page(request):
    return HttpResponse("seen")


def test_permissions_stand_in_alphabetical_order():
    names = [permission.name for permission in Permission]

    assert names == sorted(names)


def test_every_permission_is_held_by_some_role():
    assert {permission for permission in Permission if not permissions.roles_allowed(permission)} == set()


def test_staff_see_the_pilots_of_their_organiser_only():
    own, joint, foreign = a_pilot(), a_pilot(), a_pilot()
    joint.organisers.add(own.lead)
    clerk = a_member("staff", own.lead)

    assert set(access.scope(clerk, Pilot)) == {own, joint}
    with pytest.raises(Http404):
        access.fetch(clerk, Pilot, pk=foreign.pk)


def test_nobody_sees_a_model_without_a_registered_scope():
    clerk = a_member("staff", an_organiser())

    assert not access.scope(clerk, Membership).exists()


def test_a_stranger_and_an_inactive_member_see_nothing():
    pilot = a_pilot()
    left = a_member("staff", pilot.lead, is_active=False)

    assert not access.scope(AnonymousUser(), Pilot).exists()
    assert not access.scope(left, Pilot).exists()


def test_fetch_answers_missing_and_malformed_ids_alike():
    clerk = a_member("staff", a_pilot().lead)

    for pk in (0, 2**80, "x"):
        with pytest.raises(Http404):
            access.fetch(clerk, Pilot, pk=pk)


def test_fetch_narrows_among_prepared_rows():
    pilot = a_pilot()
    clerk = a_member("staff", pilot.lead)

    found = access.fetch(clerk, Pilot, among=Pilot.objects.select_related("lead"), code=pilot.code)

    assert found == pilot
    with pytest.raises(Http404):
        access.fetch(clerk, Pilot, among=Pilot.objects.exclude(pk=pilot.pk), code=pilot.code)


def test_a_starter_sees_own_jobs_and_staff_see_their_pilots():
    pilot = a_pilot()
    clerk, evaluator = a_member("staff", pilot.lead), a_member("evaluator", pilot.lead)
    job = Job.objects.create(kind="x", pilot=pilot, started_by=evaluator)
    other = Job.objects.create(kind="x", pilot=pilot, started_by=a_person())

    assert set(access.scope(clerk, Job)) == {job, other}
    assert set(access.scope(evaluator, Job)) == {job}


def test_requires_sends_anonymous_people_to_the_log_in():
    response = page(a_request(AnonymousUser()))

    assert response.status_code == 302
    assert "next=/desk/" in response["Location"]


def test_requires_lets_the_right_role_in():
    assert page(a_request(a_member("staff", an_organiser()))).content == b"seen"


def test_requires_refuses_the_wrong_role():
    with pytest.raises(PermissionDenied):
        page(a_request(a_member("finance", an_organiser())))


def test_requires_refuses_a_session_without_second_factor():
    with pytest.raises(PermissionDenied):
        page(a_request(a_member("staff", an_organiser()), strong=False))


def test_inside_a_view_only_the_roles_that_hold_its_permission_count():
    read_only, own = a_pilot(), a_pilot()
    user = a_member("auditor", read_only.lead)
    Membership.objects.create(user=user, organiser=own.lead, role="staff")

    @access.requires(Permission.IMPORT_RESIDENTS)
    def view(request):
        return list(access.scope(request.user, Pilot))

    assert view(a_request(user)) == [own]
    assert access.roles_of(user) == {Role.AUDITOR, Role.STAFF}


def test_log_access_says_who_in_what_capacity_and_from_where():
    clerk = a_member("staff", an_organiser())

    access.log_access(a_request(clerk), what="resident", why="choice at the desk", resident=7)

    entry = AccessLogEntry.objects.get()
    assert (entry.by_id, entry.by_label, entry.role) == (clerk.pk, clerk.email, "staff")
    assert (entry.resident_id, entry.address, entry.why) == (7, "127.0.0.1", "choice at the desk")


def test_log_access_fails_rather_than_log_nobody():
    with pytest.raises(IntegrityError):
        access.log_access(a_request(a_member("staff", an_organiser())), what="list")


def test_a_scope_can_be_asked_for_in_one_role():
    clerks, auditors = a_pilot(), a_pilot()
    user = a_member("staff", clerks.lead)
    Membership.objects.create(user=user, organiser=auditors.lead, role="auditor")

    assert set(access.scope_as(user, Role.STAFF, Pilot)) == {clerks}
    assert not access.scope_as(user, Role.FINANCE, Pilot).exists()
