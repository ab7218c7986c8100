"""Why something about residents and the register is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class RegisterRefused(Refused):
    """What the register tells cannot be kept."""

    code = "register_refused"


class NotARegisterDay(RegisterRefused):
    """The text is no day, month or year."""

    code = "not_a_register_day"
    text = _("“{value}” is not a date. Write a day, a month or a year, for example 11.2.2017, 2.2017 or 2017.")


class BeforeBirth(RegisterRefused):
    """The day is before the resident was born."""

    code = "before_birth"
    text = _("The day is before the resident was born. Nothing was changed.")


class BeforeFirstResidence(RegisterRefused):
    """The move is on or before the first day that the register tells of."""

    code = "before_first_residence"
    text = _("The move is before the first residence on file. Nothing was changed.")


class AlreadyCancelled(RegisterRefused):
    """The move was cancelled before."""

    code = "already_cancelled"
    text = _("This move was cancelled already.")


class FirstResidence(RegisterRefused):
    """The first residence is not a move and cannot be cancelled."""

    code = "first_residence"
    text = _("The first residence on file is not a move and cannot be cancelled.")
