"""The sample of variables and the settings that read them stay the same list."""

import ast
import re

from tests.architecture.sources import ROOT, modules, parse

READERS = {"str", "bool", "int", "list", "log_level", "dj_db_url", "dj_email_url"}


def variables_in_settings() -> set[str]:
    found = set()
    for node in ast.walk(parse(ROOT / "pilot" / "settings.py")):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            reads_env = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "env"
            if (reads_env and node.func.attr in READERS) or ast.unparse(node.func) == "given":
                found.add(node.args[0].value)
    return found


def test_sample_and_settings_name_the_same_variables():
    sample = set(re.findall(r"^# ([A-Z][A-Z_]+)=", (ROOT / "env.sample").read_text(), re.MULTILINE))

    assert sample == variables_in_settings()


def test_only_few_variables_are_read():
    assert len(variables_in_settings()) <= 25


def test_only_settings_and_programs_read_the_environment():
    # The others start programs of their own and hand an environment on.
    allowed = {"pilot/settings.py", "pilot/wsgi.py", "pilot/celery.py", "pilot/pdf_renderer.py"}
    allowed |= {"pilot/supervisor.py", "pilot/management/commands/up.py", "pilot/web_server.py"}

    readers = {
        str(path.relative_to(ROOT)) for path in modules() if re.search(r"os\.(environ|getenv)\b", path.read_text())
    }

    assert readers - allowed == set()
