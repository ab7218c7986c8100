"""The database's rule about an e-mail address that waits for its link, tried by breaking it there."""

from datetime import UTC, datetime

import pytest

from registry.models import ContactDetails
from tests.billing.stage import a_stage
from tests.constraints import changed, refused_by

pytestmark = pytest.mark.django_db
ASKED = {
    "asked_email": "aino@example.invalid",
    "asked_digest": "0" * 64,
    "asked_until": datetime(2017, 3, 2, 9, tzinfo=UTC),
}


@pytest.mark.parametrize("missing", ASKED)
def test_an_address_that_was_asked_for_has_its_link_and_its_end(missing):
    details = ContactDetails.objects.create(resident=a_stage().residents[0])

    with refused_by("asked_email_has_its_link_and_its_end"):
        changed(details, **{name: value for name, value in ASKED.items() if name != missing})()
