"""The programs in tools/ notice what they are there to notice."""

import re
import subprocess

import polib
import pytest

from tests.architecture.sources import ROOT
from tests.architecture.test_files import tool


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Choose", msgstr=""), "is not translated"),
        (polib.POEntry(msgid="Choose", msgstr="Valitse", flags=["fuzzy"]), "is marked as unsure"),
        (polib.POEntry(msgid="%(n)s sites", msgstr="paikkaa"), "has other placeholders"),
        (polib.POEntry(msgid="{day} is late", msgstr="{paiva} on myöhässä"), "has other placeholders"),
        (polib.POEntry(msgid="<b>Now</b>", msgstr="Nyt"), "has other placeholders"),
        (
            polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "päivä", 1: "%(m)s päivää"}),
            "has other placeholders",
        ),
    ],
)
def test_faulty_translation_is_noticed(entry, fault):
    assert any(found.startswith(fault) for found in tool("messages").faults(entry))


@pytest.mark.parametrize(
    "entry",
    [
        polib.POEntry(msgid="%(n)s of %(all)s, 10 %%", msgstr="%(all)s paikasta %(n)s, 10 %%"),
        polib.POEntry(msgid="a day", msgid_plural="%(n)s days", msgstr_plural={0: "päivä", 1: "%(n)s päivää"}),
        polib.POEntry(msgid="Ask for 1 to {most}", msgstr="Pyydä 1–{most}"),
    ],
)
def test_good_translation_passes(entry):
    assert list(tool("messages").faults(entry)) == []


def test_texts_are_collected_from_code_and_templates():
    texts = tool("messages").collect()

    assert any(place.endswith(".py") for places in texts.values() for place in places)
    assert any(place.endswith(".html") for places in texts.values() for place in places)
    assert any(plural for _context, _text, plural in texts)


def test_missing_system_packages_are_named_in_one_sentence(monkeypatch, capsys):
    system_packages = tool("system_packages")
    monkeypatch.setattr(system_packages, "_loads", lambda library: False)
    monkeypatch.setattr(system_packages, "browser", lambda: None)
    monkeypatch.setattr(system_packages, "_apt", lambda: None)

    assert system_packages.main(["documents", "browser"]) == 1
    assert capsys.readouterr().err == (
        "Please install libpango-1.0-0 and libpangoft2-1.0-0 and libharfbuzz-subset0 and chromium "
        "(for documents and browser).\n"
    )


def test_containers_are_given_only_variables_that_exist():
    sample = set(re.findall(r"^# ([A-Z][A-Z_]+)=", (ROOT / "env.sample").read_text(), re.MULTILINE))
    of_the_database = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD"}

    given = set(re.findall(r"^\s+([A-Z][A-Z_]+): ", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE))

    assert given - of_the_database <= sample


def test_containers_get_the_roles_and_extensions_of_the_embedded_start():
    script = (ROOT / "docker" / "database.sh").read_text()

    assert {"valinta_owner", "valinta_app"} <= set(re.findall(r"CREATE ROLE (\w+)", script))
    assert set(re.findall(r"CREATE EXTENSION (\w+)", script)) == {"btree_gist", "pg_trgm"}
    assert "ICU_LOCALE 'fi'" in script


def test_continuous_integration_checks_and_then_tests():
    script = (ROOT / ".ci" / "run").read_text()
    verbs = subprocess.run(["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert script.index("make check") < script.index("make test")
    assert "system_packages.py documents browser" in verbs
    assert verbs.index("system_packages") < verbs.index("pytest")


def test_databases_that_differ_are_told_apart():
    old = {"table": "id bigint", "index": "by month", "rows": "1"}
    new = {"table": "id integer", "rows": "1", "trigger": "keep"}

    found = [finding.split("\n")[0] for finding in tool("squashes").differences(old, new)]

    assert found == ["only by the files: index", "differs: table", "only by the squashes: trigger"]


def test_only_the_name_of_not_null_is_left_out_of_the_comparison():
    without = tool("squashes").NOT_NULL.sub

    assert without(" NOT NULL", "name text CONSTRAINT name_not_null NOT NULL,") == "name text NOT NULL,"
    assert (
        without(" NOT NULL", "CONSTRAINT named CHECK (name IS NOT NULL)") == "CONSTRAINT named CHECK (name IS NOT NULL)"
    )
