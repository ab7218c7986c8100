"""Every template makes a demonstration whose months are frozen, approved and paid."""

import pytest

from billing.models import PaymentRun
from pilot.models import Strand
from scenarios import templates
from scenarios.demo import building
from tests.scenarios.demo.small import AT
from vouchers.models import Choice

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("name", [name for name in templates.names() if name != "jyvaskyla-2017"])
def test_every_template_makes_a_demonstration(name):
    assert building.build(name=name, residents=120, at=AT, frozen=3)

    states = PaymentRun.objects.order_by("month").values_list("state", flat=True)
    assert list(states) == ["closed", "answered", "submitted"]
    assert all(run.total_cents > 0 for run in PaymentRun.objects.all())
    given = {strand.code: strand.vouchers.count() for strand in Strand.objects.all()}
    assert Choice.objects.count() >= 10
    # Who has to be invited gets no voucher by the register alone; everybody else in the areas may get one.
    invited = Strand.objects.filter(rule_sets__by_invitation=True)
    assert all((given[strand.code] == 0) == (strand in invited) for strand in Strand.objects.all())
