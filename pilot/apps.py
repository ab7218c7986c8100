"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

from pilot import trigger_registry

# Models register their triggers as they are loaded, which is after every app's module like this one.
trigger_registry.index()


class PilotConfig(AppConfig):
    """The project package and its kernel."""

    name = "pilot"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make our Celery application the default one, meet the apps by name, and grant rights after migrations."""
        from pilot import celery, grants, menu  # noqa: F401

        autodiscover_modules("access", "tasks")
        post_migrate.connect(grants.grant, sender=self)
