"""The app's places in the menus, and what its statuses are called."""

from django.utils.translation import gettext_lazy as _

from pilot import navigation, statuses
from pilot.permissions import Role

navigation.register("public", "vouchers:front", _("Front page"), order=10)
navigation.register("public", "vouchers:site-list", _("Sites"), order=20)
navigation.register("resident", "vouchers:my-home", _("My choice"), roles=[Role.RESIDENT], order=10)
navigation.register("resident", "vouchers:my-looks", _("Who has looked"), roles=[Role.RESIDENT], order=20)

statuses.register(
    "room",
    {
        "free": (_("Room on the list"), "holds"),
        "full": (_("Full"), "attention"),
        "uncapped": (_("No upper limit"), "holds"),
    },
)
statuses.register(
    "choice",
    {
        "pending": (_("Waiting to take effect"), "coming"),
        "holds": (_("In effect"), "holds"),
        "ended": (_("Ended"), "ended"),
        "replaced": (_("Replaced by a later choice"), "ended"),
        "regretted": (_("Taken back"), "ended"),
    },
)
statuses.register(
    "origin",
    {"home": (_("Home site"), "ended"), "choice": (_("Own choice"), "holds")},
)
