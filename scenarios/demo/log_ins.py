"""Who can log in as somebody that works here: staff, finance, evaluation, data protection, and providers' people."""

from dataclasses import dataclass

from pilot.models import Membership, Organiser, Role, User
from providers.models import Provider, ProviderMember

STAFF = (("Sanna Salminen", "fi"), ("Johan Lindqvist", "sv"))
# As decisions sign: in Finnish, Swedish and English.
TITLES = {
    "Sanna Salminen": ("palveluesimies", "serviceförman", "service supervisor"),
    "Johan Lindqvist": ("palvelupäällikkö", "servicechef", "head of services"),
}
FINANCE = (("Paula Korhonen", "fi"), ("Antti Virtanen", "fi"), ("Outi Heikkinen", "fi"))
OTHERS = ((Role.EVALUATOR, "Elina Tutkija"), (Role.AUDITOR, "Teemu Tarkastaja"))


@dataclass(frozen=True)
class LogIns:
    """Those who act in the demonstration; what one begins, another completes."""

    staff: User
    second_staff: User
    preparer: User
    approver: User


def log_ins() -> LogIns:
    """Return those who act, made at the first time."""
    staff = [log_in(name, language) for name, language in STAFF]
    finance = [log_in(name, language) for name, language in FINANCE]
    return LogIns(staff[0], staff[1], finance[0], finance[1])


def make_members(organiser: Organiser) -> None:
    """Give everybody their role with the organiser."""
    named = [(Role.STAFF, *row) for row in STAFF] + [(Role.FINANCE, *row) for row in FINANCE]
    for role, name, language in [*named, *((role, name, "fi") for role, name in OTHERS)]:
        titles = dict(zip(("title_fi", "title_sv", "title_en"), TITLES.get(name, ()), strict=False))
        Membership.objects.get_or_create(user=log_in(name, language), organiser=organiser, role=role, defaults=titles)


def make_provider_member(provider: Provider, name: str) -> None:
    """Give somebody of the provider a log-in."""
    ProviderMember.objects.get_or_create(user=log_in(name, provider.language), provider=provider)


def log_in(name: str, language: str) -> User:
    """Return the made-up person's log-in, made at the first time."""
    email = f"{'.'.join(name.lower().split())}@example.fi".translate(str.maketrans("åäö", "aao"))
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email=email, name=name, language=language, is_demonstration=True)
