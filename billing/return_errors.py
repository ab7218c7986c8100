"""Why something about a payment that did not arrive is refused."""

from django.utils.translation import gettext_lazy as _

from billing.errors import BillingRefused


class OwnSettling(BillingRefused):
    """Who proposed how a payment was settled cannot approve it."""

    code = "own_settling"
    text = _("You proposed how this payment was settled. Somebody else has to approve it.")


class SettlingDiffers(BillingRefused):
    """Another settling is proposed by now than the one that was looked at."""

    code = "settling_differs"
    text = _("What is proposed was changed after you opened it. Nothing was approved. Look at it again.")
