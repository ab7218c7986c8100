"""Every event that billing records has its sentence, and a run's page tells them all."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from billing import events
from pilot.models import AuditEvent
from tests.billing import bank_files
from tests.billing.stage import a_stage, file_of, freeze, read_file

BILLING = Path(events.__file__).parent


def recorded() -> set[str]:
    """Name the kinds of events that billing's code records: the first words given to a recorder."""
    kinds = set()
    for path in [*BILLING.glob("actions/*.py"), *BILLING.glob("views/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and "record" in ast.unparse(node.func) and node.args:
                first = node.args[0]
                kinds |= {first.value} if isinstance(first, ast.Constant) else set()
    return kinds


def test_every_event_has_its_sentence():
    assert recorded() == set(events.SENTENCES)


@pytest.mark.django_db
def test_the_deeds_of_a_run_are_told_with_their_figures():
    stage = a_stage()
    file = file_of(stage, freeze(stage))
    read_file(stage, bank_files.pain002(file, status="RJCT"))

    told = events.deeds_of(file.run)

    assert [deed.who for deed in told][-1] == stage.preparer.email
    texts = " ".join(deed.what for deed in told)
    assert (file.message_id in texts, "31,56" in texts, "{" in texts) == (True, True, False)


@pytest.mark.django_db
def test_an_event_tells_what_it_keeps():
    stage = a_stage()
    file = file_of(stage, freeze(stage))
    read_file(stage, bank_files.pain002(file, status="RJCT"))

    for event in AuditEvent.objects.filter(kind__in=events.SENTENCES):
        wanted = {
            name for _text, name, _spec, _conversion in Formatter().parse(str(events.SENTENCES[event.kind])) if name
        }
        assert (event.kind, wanted - set(event.facts)) == (event.kind, set())
