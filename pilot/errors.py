"""Refusals: an operation that the rules do not allow says so with a typed error.

Every app's errors.py subclasses Refused, one class per reason. The code is what programs and tests
compare; the text is what people read, in their own language.
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """The rules do not allow what was asked."""

    code: ClassVar[str] = "refused"
    text: ClassVar[str | Promise] = _("This cannot be done.")
    # The same for whoever acts for somebody else; empty where the text says "you" of nobody.
    text_other: ClassVar[str | Promise] = ""

    def __init__(self, **params: object) -> None:
        # The code alone is the exception's own text: logs and traces then hold no personal facts.
        super().__init__(self.code)
        self.params = params

    @property
    def message(self) -> str:
        """Return the reason in the reader's language."""
        return str(self.text).format(**self.params)

    @property
    def message_other(self) -> str:
        """Return the reason for whoever acts for another, who is not the one that it is about."""
        return str(self.text_other or self.text).format(**self.params)
