"""Who may choose: residents and what the population register says of them."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Who may choose: residents and what the population register says of them."""

    name = "registry"
    default_auto_field = "django.db.models.BigAutoField"
