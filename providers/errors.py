"""Why something about providers is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class ProviderRefused(Refused):
    """Something about a provider cannot be done."""

    code = "provider_refused"


class HomeSiteStays(ProviderRefused):
    """A home site never closes: it is where those go who have not chosen."""

    code = "home_site_stays"
    text = _("A home site cannot be closed: residents who have not chosen are on its list.")


class AlreadyApproved(ProviderRefused):
    """The site is approved on the day or from a later day on."""

    code = "already_approved"
    text = _("The site is already approved on that day or later. Nothing was changed.")


class ApprovalWaits(ProviderRefused):
    """One approval of a site waits at a time."""

    code = "approval_waits"
    text = _("An approval of this site waits already. Withdraw it first. Nothing was changed.")


class ApprovalDecided(ProviderRefused):
    """The proposal does not wait any more."""

    code = "approval_decided"
    text = _("This approval was decided on meanwhile. Nothing was changed.")


class OwnApproval(ProviderRefused):
    """Who proposed a site cannot approve it."""

    code = "own_approval"
    text = _("You proposed to approve this site. Somebody else has to approve it.")


class NotApproved(ProviderRefused):
    """The site has no approval that could end on that day."""

    code = "not_approved"
    text = _("The site is not approved for this strand, so there is nothing to close.")


class OwnProposal(ProviderRefused):
    """Who proposed a bank account cannot confirm it."""

    code = "own_proposal"
    text = _("You proposed this bank account. Somebody else has to confirm it.")


class AlreadyConfirmed(ProviderRefused):
    """The bank account was confirmed before."""

    code = "already_confirmed"
    text = _("This bank account is confirmed already.")


class CapBehind(ProviderRefused):
    """A cap would begin on a day that is past."""

    code = "cap_behind"
    text = _("A cap begins today at the earliest: what was chosen before was chosen by what held then.")
