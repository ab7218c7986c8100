"""What is owed and paid: rates, runs, statements and payments."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """What is owed and paid: rates, runs, statements and payments."""

    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the app's places in the menus, and say what it keeps beside rule sets."""
        from billing import menu, rule_versions  # noqa: F401
