"""Why an invitation is refused, or a file of them."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from pilot import formats
from pilot.errors import Refused


class InvitationRefused(Refused):
    """Nobody is invited so."""

    code = "invitation_refused"


class NoInvitationsHere(InvitationRefused):
    """The strand's rules ask for no invitation on the day."""

    code = "no_invitations_here"
    text = _("By the rules of {on} nobody needs an invitation here. Nothing was recorded.")

    def __init__(self, *, on: date) -> None:
        super().__init__(on=formats.day(on))


class InvitedLater(InvitationRefused):
    """The invitation is of a day to come."""

    code = "invited_later"
    text = _("The day of the invitation has not come yet. Write the day on which the case manager invited.")


class InvitedAlready(InvitationRefused):
    """The resident is invited already."""

    code = "invited_already"
    text = _("This resident is invited already. Nothing was recorded.")


class NotInvited(InvitationRefused):
    """The invitation was withdrawn before."""

    code = "not_invited"
    text = _("The invitation is withdrawn already. Nothing was changed.")


class NobodyHasTheCode(InvitationRefused):
    """No resident of the pilot has the code now."""

    code = "nobody_has_the_code"
    text = _("Nobody in the pilot's register has this identity code now. Check it, or find the person by name.")


class NobodyAlive(InvitationRefused):
    """The resident died before the day of the invitation."""

    code = "nobody_alive"
    text = _("By the population register this person was not alive on that day. Nothing was recorded.")


class UnreadableFile(InvitationRefused):
    """The file is no text, or has too many rows."""

    code = "unreadable_file"
    text = _(
        "The file has to be text in UTF-8 with one identity code a line, at most {most} lines. From a spreadsheet save "
        "it as “CSV UTF-8”. Nobody was invited."
    )

    def __init__(self, *, most: int) -> None:
        super().__init__(most=formats.number(most))


class EmptyFile(InvitationRefused):
    """The file has no row, or only a heading."""

    code = "empty_file"
    text = _("The file has no row with an identity code. Nobody was invited.")
