"""Collect the texts to translate, keep the catalogues in step, compile them; `--check` only says what is not in step.

Django's own makemessages needs GNU gettext; this needs only packages of the development environment. The compiled
files are committed, so nothing has to be built to run.
"""

import io
import os
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = {"fi": "nplurals=2; plural=(n != 1);", "sv": "nplurals=2; plural=(n != 1);"}
APPS = ("pilot", "registry", "providers", "vouchers", "billing", "scenarios")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PERCENT = re.compile(r"%(?:\((\w+)\))?[sdif]")
TAG = re.compile(r"</?\w+")
MOST_SHOWN = 20
Key = tuple[str, str, str]  # context, text, plural


def main(arguments: list[str]) -> int:
    """Update and compile, or check."""
    texts = collect()
    if "--check" in arguments:
        findings = [finding for language in LANGUAGES for finding in check(language, texts)]
        print("\n".join(sorted(findings)[:MOST_SHOWN]))
        print(f"{len(findings)} findings" if findings else "")
        return 1 if findings else 0
    for language in LANGUAGES:
        update(language, texts)
    return 0


def collect() -> dict[Key, list[str]]:
    """Find every text marked for translation, with the places where it stands."""
    texts: dict[Key, list[str]] = {}
    for path, source in _sources():
        name = str(path.relative_to(ROOT))
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            parts = (message,) if isinstance(message, str) else tuple(message)
            key = (context or "", parts[0], parts[1] if len(parts) > 1 else "")
            if name not in texts.setdefault(key, []):
                texts[key].append(name)
    return texts


def update(language: str, texts: dict[Key, list[str]]) -> None:
    """Add new texts, drop those that are gone, compile."""
    known = {_key(entry): entry for entry in _catalogue(language) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "MIME-Version": "1.0",
        "Plural-Forms": LANGUAGES[language],
        "Project-Id-Version": "valinta",
    }
    for key in sorted(texts, key=lambda key: (texts[key][0], key)):
        entry = known.get(key) or _new_entry(key)
        entry.occurrences = [(place, "") for place in texts[key]]
        catalogue.append(entry)
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())
    missing = sum(not entry.translated() for entry in catalogue)
    print(f"{language}: {len(catalogue)} texts, {missing} to translate")


def check(language: str, texts: dict[Key, list[str]]) -> Iterator[str]:
    """Say what a catalogue lacks, has too much, or says with other placeholders."""
    catalogue = _catalogue(language)
    known = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    for key in texts.keys() - known.keys():
        yield f"{language}: {key[1]!r} ({texts[key][0]}) is not in the catalogue; run make messages"
    for key in known.keys() - texts.keys():
        yield f"{language}: {key[1]!r} stands nowhere any more; run make messages"
    for entry in known.values():
        yield from (f"{language}: {entry.msgid!r} {fault}" for fault in faults(entry))
    compiled = _path(language).with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        yield f"{language}: the compiled catalogue is older than its text; run make messages"


def faults(entry: polib.POEntry) -> Iterator[str]:
    """Say what is wrong with one translation."""
    if entry.fuzzy:
        yield "is marked as unsure"
    if not entry.translated():
        yield "is not translated"
        return
    originals = {placeholders(entry.msgid), placeholders(entry.msgid_plural)} if entry.msgid_plural else set()
    originals.add(placeholders(entry.msgid))
    for translation in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        if placeholders(translation) not in originals:
            yield f"has other placeholders or tags in {translation!r}"


def placeholders(text: str) -> tuple[str, ...]:
    """List what a text must keep in every language: placeholders and tags."""
    percent = [match.group() for match in PERCENT.finditer(text.replace("%%", ""))]
    return tuple(sorted([*percent, *_braces(text), *TAG.findall(text)]))


def _braces(text: str) -> list[str]:
    try:
        return [f"{{{name}}}" for _text, name, _format, _conversion in string.Formatter().parse(text) if name]
    except ValueError:
        return []


def _new_entry(key: Key) -> polib.POEntry:
    context, text, plural = key
    if plural:
        return polib.POEntry(msgctxt=context or None, msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})
    return polib.POEntry(msgctxt=context or None, msgid=text)


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _catalogue(language: str) -> polib.POFile:
    path = _path(language)
    return polib.pofile(str(path), wrapwidth=110) if path.exists() else polib.POFile(wrapwidth=110)


def _path(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources() -> Iterator[tuple[Path, str]]:
    """Give every Python file as it is, and every template as the Python that Django makes of its texts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.utils.translation.template import templatize

    django.setup()
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text()
    for folder in (ROOT / "templates", *(ROOT / app / "templates" for app in APPS)):
        for path in sorted(file for file in folder.rglob("*") if file.suffix in (".html", ".txt")):
            # In brackets, so that the remains of the page's indentation mean nothing.
            yield path, f"(\n{templatize(path.read_text(), origin=str(path))}\n)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
