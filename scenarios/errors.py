"""Why a demonstration or a template is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class ScenarioRefused(Refused):
    """A made-up pilot cannot be built as asked."""

    code = "scenario_refused"


class UnknownTemplate(ScenarioRefused):
    """No template has the name."""

    code = "unknown_template"
    text = _("There is no template called “{name}”. The templates are: {known}.")


class PilotExists(ScenarioRefused):
    """A pilot of the same code is there already."""

    code = "pilot_exists"
    text = _("There is a pilot called {pilot} already. Nothing was changed.")


class TooManyResidents(ScenarioRefused):
    """There are not enough made-up identity codes for so many people."""

    code = "too_many_residents"
    text = _(
        "Made-up identity codes are enough for {most} residents: 100 individual numbers for each birth date and"
        " separator. Ask for 1 to {most}."
    )


class UnknownFormat(ScenarioRefused):
    """The ending of the file's name is none that is written."""

    code = "unknown_format"
    text = _("Give the file a name that ends in .csv or .jsonl.")


class NoSites(ScenarioRefused):
    """The template has no made-up sites to show."""

    code = "no_sites"
    text = _("The template “{name}” has no made-up sites yet, so no demonstration can be built of it.")


class NotADemonstration(ScenarioRefused):
    """Made-up people are never put into a real pilot, nor into an installation that is none."""

    code = "not_a_demonstration"
    text = _("This is no demonstration (DEMO is off, or the pilot is a real one). Nothing was changed.")
