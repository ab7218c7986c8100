"""Who may serve: providers, their sites and approvals."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    """Who may serve: providers, their sites and approvals."""

    name = "providers"
    default_auto_field = "django.db.models.BigAutoField"
