"""Why something about an organiser's terms of notice is refused."""

from django.utils.translation import gettext_lazy as _

from pilot.errors import Refused


class NoticeRefused(Refused):
    """Something about terms of notice cannot be done."""

    code = "notice_refused"


class TermsTooEarly(NoticeRefused):
    """Decisions may have been sent by other terms on the day already."""

    code = "terms_too_early"
    text = _("New terms begin tomorrow at the earliest: decisions may have left by the present ones today.")


class TermsBeginThen(NoticeRefused):
    """Other terms of the organiser begin on the same day."""

    code = "terms_begin_then"
    text = _("Other terms of the organiser begin on that day. Choose another day.")


class NoticeDraftWaits(NoticeRefused):
    """One draft of an organiser waits at a time."""

    code = "notice_draft_waits"
    text = _("A draft of the organiser's terms waits already. Have it approved or thrown away first.")


class NoticeDraftGone(NoticeRefused):
    """The draft was approved or thrown away meanwhile."""

    code = "notice_draft_gone"
    text = _("This draft was approved or thrown away meanwhile. Nothing was changed.")


class OwnNoticeTerms(NoticeRefused):
    """Who drafted the terms cannot approve them."""

    code = "own_notice_terms"
    text = _("You drafted these terms. Somebody else has to approve them.")
