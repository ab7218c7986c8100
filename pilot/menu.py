"""The kernel's own places in the menus, and what the states of feedback are called."""

from django.utils.translation import gettext_lazy as _

from pilot import navigation, statuses
from pilot.permissions import Role

navigation.register("staff", "feedback-list", _("Feedback"), roles=[Role.STAFF], order=16)
statuses.register(
    "feedback",
    {
        "open": (_("Waits for an answer"), "coming"),
        "overdue": (_("The two weeks have passed"), "attention"),
        "answered": (_("Answered"), "holds"),
    },
)
