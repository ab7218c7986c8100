"""What every file of the project keeps to: sizes, no package index, no path of one computer, links that resolve."""

import importlib.util
import re
import subprocess

import pytest

from tests.architecture.sources import APPS, ROOT

TEXT = {"", ".py", ".md", ".toml", ".in", ".txt", ".yml", ".sh", ".html", ".css", ".js", ".sql", ".sample", ".po"}
FOLDERS = (*APPS, "benchmarks", "docker", "docs", "static", "templates", "tests", "tools")
NAMED = re.compile(rf"(?<![\w/.])(?:{'|'.join(FOLDERS)})/[\w/.-]*\w\.(?:css|html|js|md|py|sh|sql|toml)\b")


def own_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if (ROOT / name).suffix in TEXT and (ROOT / name).is_file()]


def tool(name: str):
    """Load one of the programs in tools/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_file_names_a_package_index():
    pattern = re.compile(r"--(extra-)?index-url\s+\S|pypi\.org|files\.pythonhosted|/simple/", re.IGNORECASE)

    found = [name for name in own_files() if pattern.search((ROOT / name).read_text())]

    assert [name for name in found if not name.startswith(("tests/architecture/", "tools/lock"))] == []


def test_locked_requirements_have_a_hash_each():
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text())[1:]

        assert len(entries) > 50
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_lock_refuses_what_is_foreign():
    foreign = tool("lock").FOREIGN

    assert foreign.search("--index-url https://index.invalid/")
    assert foreign.search("package @ file:///home/somebody/package")
    assert not foreign.search("django==5.2.19 \\\n    --hash=sha256:00\n    # via -r requirements.in")


def test_files_and_functions_keep_to_the_size_budget():
    sizes = tool("sizes")

    assert [finding for path in sizes._own_files() for finding in sizes.measure(path)] == []


def test_size_budget_notices_a_long_function(tmp_path, monkeypatch):
    sizes = tool("sizes")
    monkeypatch.setattr(sizes, "ROOT", tmp_path)
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * 60)

    assert list(sizes.measure(long)) == ["long.py:1 f: 61 lines (limit 60)"]
    long.write_text("def f():  # longer: a table\n" + "    x = 1\n" * 60)
    assert list(sizes.measure(long)) == []


@pytest.mark.parametrize("name", [name for name in own_files() if name.endswith(".md")])
def test_links_in_documents_resolve(name):
    text = (ROOT / name).read_text()

    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]

    assert [target for target in targets if target and not ((ROOT / name).parent / target).exists()] == []


def absent(text: str) -> list[str]:
    """List the project's files that a text names and that are not there; templates may be named as views name them."""
    named = NAMED.findall(text)
    return [name for name in named if not (ROOT / name).exists() and not (ROOT / "templates" / name).exists()]


def test_files_that_comments_and_documents_name_are_there():
    texts = {name: (ROOT / name).read_text() for name in own_files() if not name.startswith(("locale/", "CHANGELOG"))}

    assert {name: missing for name, text in texts.items() if (missing := absent(text))} == {}


def test_a_file_that_was_moved_away_is_noticed():
    assert absent("see pilot/" + "money.py and pilot/" + "gold.py") == ["pilot/" + "gold.py"]
