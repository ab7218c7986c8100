"""An address as the register gives it: a value, asked for through `actions`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    """A Finnish address in its parts; all may be empty, as when the register gives none."""

    street: str = ""
    postal_code: str = ""
    town: str = ""
    municipality_code: str = ""
