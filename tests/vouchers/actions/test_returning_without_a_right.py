"""Whoever lost the right to choose may still refuse the voucher and go home; the lock-in holds as always."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.periods import since
from registry.models import Exclusion
from tests.people import a_person, log_in
from tests.vouchers.cast import TODAY, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors, queries
from vouchers.models import Enrolment, Invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# By a rule of 21 days a choice of 15.3.2017 takes effect on 5.4.
CHOSEN, EFFECT = date(2017, 1, 10), date(2017, 4, 5)


def left_out(strand, resident):
    Exclusion.objects.create(resident=resident, strand=strand, reason="service_housing", period=since(date(2017, 3, 1)))


def not_invited(strand, resident):
    invitation = Invitation.objects.get(resident=resident)
    actions.withdraw_invitation(invitation=invitation, by=a_person(), at=noon(date(2017, 3, 1)), channel="desk")


CASES = {"excluded": (left_out, errors.Excluded), "invitation withdrawn": (not_invited, errors.ByInvitation)}


def customer(case: str, **rules):
    """Let somebody be with a private site since 31.1.2017, and lose the right on 1.3."""
    strand = a_strand(by_invitation=case == "invitation withdrawn", **{"lock_in_months": 0} | rules)
    resident = a_resident(strand, an_area(strand))
    if case == "invitation withdrawn":
        actions.invite(
            resident=resident, strand=strand, invited_on=CHOSEN, by=a_person(), at=noon(CHOSEN), channel="desk"
        )
    chosen(resident, strand, a_site(strand), CHOSEN)
    CASES[case][0](strand, resident)
    return strand, resident


@pytest.mark.parametrize("channel", ["online", "desk"])
@pytest.mark.parametrize("case", CASES)
def test_who_may_choose_no_more_goes_home_and_nowhere_else(case, channel):
    strand, resident = customer(case)
    by = a_login(resident) if channel == "online" else None

    with pytest.raises(CASES[case][1]):
        chosen(resident, strand, a_site(strand), by=by, channel=channel)
    choice = chosen(resident, strand, None, by=by, channel=channel)

    assert choice.effective_on == EFFECT
    held = Enrolment.objects.on_day(EFFECT).get(resident=resident)
    assert (held.origin, held.site.provider.sector) == ("home", "public")


def test_the_page_offers_the_way_home_and_says_why_nothing_else(client):
    strand, resident = customer("excluded")
    log_in(client, a_login(resident))
    client.cookies["language"] = "en"
    home_again = f"{reverse('vouchers:my-choice')}?home=1&amp;strand={strand.pk}"

    page = client.get(reverse("vouchers:my-home")).content.decode()
    offer = client.get(home_again.replace("&amp;", "&"))

    assert "Lives in service housing" in page
    assert home_again in page
    assert "See the sites" not in page
    assert 'datetime="2017-04-05"' in offer.content.decode()


def test_a_lock_in_still_holds_and_a_weighty_reason_still_passes_it():
    # In effect on 31.1.2017 and bound for six months, until 31.7.
    strand, resident = customer("excluded", lock_in_months=6)

    with pytest.raises(errors.LockInHolds):
        chosen(resident, strand, None)
    assert not queries.standing(resident=resident, strand=strand, on=TODAY).may_return
    assert chosen(resident, strand, None, reason="weighty").effective_on == EFFECT


def test_the_dead_and_who_lives_elsewhere_go_nowhere():
    strand, resident = customer("excluded")
    actions.record_move(resident=resident, moved_on=TODAY, area=None, by=None, at=noon(), channel="desk")

    with pytest.raises(errors.NotInArea):
        chosen(resident, strand, None)
