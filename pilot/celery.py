"""The Celery application: finds every app's `tasks` module and, when embedded, nothing else of its own."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")

app = Celery("valinta")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_options) -> None:
    """Leave the logging as the settings made it: JSON lines without identifiers."""
