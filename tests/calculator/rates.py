"""The rate tables of a story and what a stretch on a list costs by them."""

from dataclasses import dataclass, field
from datetime import date

from tests.calculator.dates import completed_years, days_of_month
from tests.calculator.knowledge import Person


@dataclass
class Stretch:
    site: str
    reference_day: date
    days: int


@dataclass
class Rates:
    age_on: str
    counting: str
    tables: dict[date, list[dict]] = field(default_factory=dict)

    def add(self, valid_from: str, cells: list[dict]) -> None:
        self.tables[date.fromisoformat(valid_from)] = cells

    def age(self, person: Person, month: str, reference_day: date) -> int:
        if self.age_on == "year_of_birth":
            return int(month[:4]) - person.born.year
        return completed_years(person.born, reference_day)

    def annual_cents(self, person: Person, month: str, reference_day: date) -> int | None:
        """Find the matching cell's annual amount, or None where there is a gap."""
        in_force = [valid_from for valid_from in self.tables if valid_from <= reference_day]
        if not in_force:
            return None
        area = person.last_area_on(reference_day)
        age = self.age(person, month, reference_day)
        for cell in self.tables[max(in_force)]:
            oldest = cell["age_to"]
            if cell["area"] == area and cell["age_from"] <= age and (oldest is None or age <= oldest):
                return int(cell["annual"].replace(".", ""))
        return None

    def cents(self, person: Person, month: str, stretch: Stretch) -> int | None:
        annual = self.annual_cents(person, month, stretch.reference_day)
        if annual is None:
            return None
        if self.counting == "snapshot":
            return rounded(annual * person.need_thousandths, 1000 * 12)
        return rounded(annual * person.need_thousandths * stretch.days, 1000 * 12 * len(days_of_month(month)))


def rounded(numerator: int, denominator: int) -> int:
    """Divide what is never negative and round half up."""
    whole, rest = divmod(numerator, denominator)
    return whole + 1 if 2 * rest >= denominator else whole
