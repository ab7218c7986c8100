"""The command writes the file, or says in one sentence why it cannot; it never needs a database."""

import pytest
from django.core.management import CommandError, call_command


def synthesise(file, **options):
    call_command("synthesise_population", str(file), **{"residents": 30, "template": "jyvaskyla-2017"} | options)


def test_the_file_is_written(tmp_path, capsys):
    synthesise(tmp_path / "people.csv")

    assert len((tmp_path / "people.csv").read_text().splitlines()) == 31
    assert "30" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("people.xlsx", {}),
        ("people.csv", {"residents": 0}),
        ("people.csv", {"residents": 10_000_001}),
        ("people.csv", {"template": "atlantis-2017"}),
        ("missing/people.csv", {}),
    ],
)
def test_what_cannot_be_made_is_refused_with_status_2(tmp_path, name, options):
    with pytest.raises(CommandError) as refusal:
        synthesise(tmp_path / name, **options)

    assert refusal.value.returncode == 2
    assert list(tmp_path.iterdir()) == []
