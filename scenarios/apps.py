"""Whole pilots played through: replay of scenarios and the demonstration."""

from django.apps import AppConfig


class ScenariosConfig(AppConfig):
    """Whole pilots played through: replay of scenarios and the demonstration."""

    name = "scenarios"
    default_auto_field = "django.db.models.BigAutoField"
