"""The columns of the population file, CSV and JSON lines alike, with what each holds."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REQUIRED = (
    "identity_code",
    "family_name",
    "given_names",
    "born_on",
    "postal_code",
    "municipality",
    "lives_there_since",
)
OPTIONAL = (
    "language",
    "street",
    "town",
    "register_area",
    "guardians",
    "protected_since",
    "excluded_because",
    "excluded_since",
)
COLUMNS = REQUIRED + OPTIONAL
MEANINGS: dict[str, str | Promise] = {
    "identity_code": _("Personal identity code as it is written, with its separator"),
    "family_name": _("Family name"),
    "given_names": _("Given names"),
    "born_on": _("Birth date, written 2017-03-15"),
    "postal_code": _("Postal code of the home"),
    "municipality": _("Number of the home municipality, three digits"),
    "lives_there_since": _("First day in this home, written 2017-03-15"),
    "language": _("Language of contact: fi, sv or en; fi when empty"),
    "street": _("Street address"),
    "town": _("Post town"),
    "register_area": _("The register's own area code, where the pilot's areas go by it"),
    "guardians": _("Identity codes of a child's guardians, with a space between; they end when the child comes of age"),
    "protected_since": _("First day of non-disclosure for personal safety"),
    "excluded_because": _(
        "Why the resident is outside the pilot: service_housing, home_care, institution,"
        " opioid_substitution, other_centre or other"
    ),
    "excluded_since": _("First day of being outside the pilot"),
}
