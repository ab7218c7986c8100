"""What is given and chosen: vouchers, choices and lists."""

from django.apps import AppConfig


class VouchersConfig(AppConfig):
    """What is given and chosen: vouchers, choices and lists."""

    name = "vouchers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the app's places in the menus."""
        from vouchers import menu  # noqa: F401
