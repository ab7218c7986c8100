"""What is owed and paid: rates, runs, statements and payments."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """What is owed and paid: rates, runs, statements and payments."""

    name = "billing"
    default_auto_field = "django.db.models.BigAutoField"
