"""Makes and changes the site's own keys for OpenID Connect (pilot.log_in.own_keys), in steps that let nobody out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pilot.log_in import own_keys

STEPS = ("new", "add", "switch", "retire", "show")


class Command(BaseCommand):
    """`manage.py log_in_keys new`, and later `add`, `switch` and `retire`, with time between them: docs/log-in.md."""

    help = (
        "new: make the first keys. add: publish new keys that nobody uses yet. switch: use the newest. "
        "retire: forget all but those in use. show: name the keys."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("step", choices=STEPS)

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        """Take one step, and say which keys there are now."""
        path = Path(settings.OIDC_KEYS_FILE)
        if step == "new" and path.exists():
            raise CommandError(f"{path} has keys already; nothing was changed. To change them: add, switch, retire.")
        if step != "new" and not path.exists():
            raise CommandError(f"{path} does not exist: make it with `manage.py log_in_keys new`.")
        keys = [] if step == "new" else own_keys.read(path)
        if step != "show":
            keys = _after(step, keys)
            own_keys.write(path, keys)
        seen: set[str] = set()
        for key in keys:
            state = "published" if key["use"] in seen else "in use"
            seen.add(key["use"])
            self.stdout.write(f"{key['use']} {key['kid']} {state}")


def _after(step: str, keys: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_use = {use: [key for key in keys if key["use"] == use] for use in own_keys.USES}
    match step:
        case "switch":
            return [key for of_use in by_use.values() for key in (of_use[-1], *of_use[:-1])]
        case "retire":
            return [of_use[0] for of_use in by_use.values()]
        case _:
            return [*keys, *own_keys.new_keys()]
