"""A register of mandates for tests, set as the port: it says what a test wants, and counts how often it was asked."""

from django.conf import settings

from vouchers.ports.mandates import Mandate, MandatesUnavailable, Opened, Visit

WAY = "https://mandates.example/pick"


class Register:
    """Answers for one person; a test sets what."""

    principal_code = ""
    is_in_force = True
    is_down = False
    asked = 0

    @classmethod
    def set(cls, code: str) -> None:
        """Let the person with the code be picked, by a mandate in force."""
        cls.principal_code, cls.is_in_force, cls.is_down, cls.asked = code, True, False, 0

    def open(self, *, code: str) -> Opened:
        self._answer()
        return Opened("session-1", "user-1")

    def address(self, opened: Opened, *, state: str, back: str, language: str) -> str:
        return f"{WAY}?state={state}"

    def redeem(self, opened: Opened, *, code: str, back: str) -> Visit:
        self._answer()
        if code != "good":
            raise MandatesUnavailable
        return Visit(opened.session, "token-1")

    def principal(self, visit: Visit) -> str:
        self._answer()
        return self.principal_code

    def mandate(self, visit: Visit, *, principal: str) -> Mandate | None:
        self._answer()
        type(self).asked += 1
        is_ours = self.is_in_force and principal == self.principal_code
        return Mandate("mandate-7", settings.MANDATES.theme) if is_ours else None

    def _answer(self) -> None:
        if self.is_down:
            raise MandatesUnavailable
