"""Why a rate table is not drafted, read or approved."""

from django.utils.translation import gettext_lazy as _

from billing.errors.refused import BillingRefused


class OwnDraft(BillingRefused):
    """Who drafted a rate table cannot approve it."""

    code = "own_draft"
    text = _("You drafted this rate table. Somebody else has to approve it.")


class NotADraft(BillingRefused):
    """The rate table was approved before."""

    code = "not_a_draft"
    text = _("This rate table is approved already. Draft a new one to change the rates.")


class OthersDraft(BillingRefused):
    """A draft is its drafter's, so that who approves it has written nothing of it."""

    code = "others_draft"
    text = _("Somebody else drafted this rate table, so only they can change it. Draft a table of your own from it.")


class HolesNotAccepted(BillingRefused):
    """Some ages of some areas have no rate, and nobody said that they shall have none."""

    code = "holes_not_accepted"
    text = _("Some ages have no rate. Nothing was approved. Say that they shall have none, or have them filled in.")


class RatesDiffer(BillingRefused):
    """The approval names other rates than the draft has."""

    code = "rates_differ"
    text = _("The draft was changed after you opened it. Nothing was approved. Look at it again.")


class NotASheet(BillingRefused):
    """What was given cannot be read as rows and columns."""

    code = "not_a_sheet"
    text = _("This is neither CSV nor XLSX. Nothing was read. Save the table as one of them and try again.")


class SheetTooLarge(BillingRefused):
    """No rate table is so large."""

    code = "sheet_too_large"
    text = _("A table has at most {rows} rows and {columns} columns. Nothing was read.")


class TooManyForSheet(BillingRefused):
    """A spreadsheet cannot hold so many rows."""

    code = "too_many_for_sheet"
    text = _("A spreadsheet holds at most 1,048,575 rows, and this has more. Download it as CSV.")
