"""E-mails about disputes: that there is something to read and where, never about whom or what of it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import Dispute
from billing.queries import disputes as queries
from pilot import outbox
from pilot.models import User

SUBJECTS: dict[str, str | Promise] = {
    "opened": gettext_lazy("Dispute {dispute} waits for an answer"),
    "message": gettext_lazy("Dispute {dispute} has a new message"),
    "withdrawn": gettext_lazy("Dispute {dispute} was withdrawn"),
    "decided": gettext_lazy("Dispute {dispute} is decided"),
}


def tell_finance(dispute: Dispute, what: str) -> None:
    """Promise an e-mail to who has taken the dispute, else to all of finance."""
    to = [dispute.owner] if dispute.owner else queries.finance_addresses(dispute.statement.run.strand.pilot)
    for user in to:
        _tell(user, dispute, what, "billing:dispute-page")


def tell_provider(dispute: Dispute, what: str) -> None:
    """Promise an e-mail to who opened the dispute."""
    _tell(dispute.opened_by, dispute, what, "billing:own-dispute-page")


def _tell(user: User, dispute: Dispute, what: str, page: str) -> None:
    if not user.email:
        return
    with translation.override(user.language):
        subject = str(SUBJECTS[what]).format(dispute=dispute)
        text = _(
            "Hello,\n\n{subject}, about statement {statement}.\n\nRead it here; you log in first:\n{address}\n\n"
            "This message was sent automatically. Please do not answer it.\n"
        ).format(
            subject=subject,
            statement=dispute.statement.number,
            address=settings.BASE_URL + reverse(page, args=[dispute.pk]),
        )
    outbox.put_email(to=user.email, subject=subject, text=text)
