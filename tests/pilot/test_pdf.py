"""Rendering: one child that opens nothing of others', keeps its limits, and gives the same bytes every time."""

import io
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pikepdf
import pytest
from pdfua import validate
from pypdf import PdfReader

from pilot import pdf, pdf_renderer
from pilot.pdf import Attachment, PdfFailed, PdfUnavailable, Sender

# WeasyPrint leaves files to the garbage collector; in the child nobody minds.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

AT = datetime(2018, 2, 8, 7, 0, tzinfo=UTC)
PAGE = """<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Otsikko</title></head><body>
<div class="head" data-sender="Koivuranta" data-type="Tilitys" data-no="1"></div><h1>Äiti ja öljy</h1>
<table><caption>Rivit</caption><thead><tr><th>Erä</th><th>Euroa</th></tr></thead>
<tbody><tr><th>Yksi</th><td>1,00</td></tr></tbody></table><p style="break-before: page">Toinen sivu</p></body></html>"""
HOSTILE = [
    '<link rel="stylesheet" href="{url}">', '<style>@import url("{url}");</style>', '<img src="{url}" alt="x">',
    '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style>',
    '<p style="background: url({url})">x</p>', '<object data="{url}">x</object>', '<embed src="{url}">',
    '<svg><title>x</title><image href="{url}" width="9" height="9"/></svg>', '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>', '<img src="data:text/html,{url}" alt="x">',
    '<iframe src="{url}"></iframe>',
    "<img alt=x src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{url}'/></svg>\">",
]  # fmt: skip


def render(html=PAGE, attachments=()):
    return pdf.render_html(html, issued_at=AT, attachments=attachments)


@pytest.fixture(scope="module")
def rendered():
    return render()


def test_the_file_claims_archiving_and_accessibility_at_once(rendered):
    with pikepdf.open(io.BytesIO(rendered)) as file:
        xmp = file.Root.Metadata.read_bytes().decode()

    assert 'pdfaid:part="3"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert 'pdfuaid:part="1"' in xmp
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp


def test_the_checker_finds_nothing(rendered, tmp_path):
    path = tmp_path / "page.pdf"
    path.write_bytes(rendered)

    assert validate(path).findings == ()


def test_the_checker_finds_what_is_missing_without_the_mending(tmp_path, monkeypatch):
    monkeypatch.setattr("pilot.pdf_finish.finish", lambda content: content)
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_renderer.render({"html": PAGE, "issued_at": AT.isoformat(), "attachments": []}))

    assert validate(path).findings != ()


def test_header_cells_say_what_they_head_and_margins_are_decoration(rendered):
    with pikepdf.open(io.BytesIO(rendered)) as file:
        scopes = [str(item.A.Scope) for item in file.objects if is_header_cell(item)]
        tabs = {str(page.obj.Tabs) for page in file.pages}
        second = file.pages[1].obj.Contents.read_bytes()

    assert sorted(scopes) == ["/Column", "/Column", "/Row"]
    assert tabs == {"/S"}
    assert b"/Pagination" in second


def is_header_cell(item):
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.TH


def test_the_same_page_gives_the_same_bytes_also_from_another_child(rendered):
    pdf._Renderer.current().stop()

    assert render() == rendered


def test_the_font_is_ours_and_embedded(rendered):
    with pikepdf.open(io.BytesIO(rendered)) as file:
        fonts = [
            str(item.FontName) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        ]

    assert fonts
    assert all("Source-Sans-3" in name for name in fonts)


def test_an_attachment_travels_inside_with_its_dates_and_relationship():
    attachment = Attachment("rivit.csv", "Erittely", "päivä;1\r\n".encode())

    content = render(attachments=[attachment])

    with pikepdf.open(io.BytesIO(content)) as file:
        inside = file.attachments["rivit.csv"]
        assert inside.obj.AFRelationship == pikepdf.Name.Data
        assert inside.get_file().read_bytes() == attachment.content
        assert inside.get_file().creation_date == AT


@pytest.fixture
def opened(monkeypatch):
    """The addresses that were really opened, file or network."""
    pdf_renderer._engine()
    addresses = []
    for kind in ("FileHandler.file_open", "HTTPHandler.http_open"):
        monkeypatch.setattr(f"urllib.request.{kind}", lambda handler, request: addresses.append(request.full_url))
    return addresses


def hostile_page(markup):
    urls = ("http://127.0.0.1:9/x.svg", "file:///etc/hostname", "own:../base.css", "own:///etc/hostname", "x.svg")
    return PAGE.replace("</body>", "".join(markup.format(url=url) for url in urls) + "</body>")


@pytest.mark.parametrize("markup", HOSTILE)
def test_hostile_markup_opens_nothing(markup, opened):
    content = pdf_renderer.render({"html": hostile_page(markup), "issued_at": AT.isoformat(), "attachments": []})

    assert opened == []
    assert not PdfReader(io.BytesIO(content)).attachments


def test_without_our_fetcher_the_hostile_markup_would_be_obeyed(opened):
    weasyprint = pdf_renderer._weasyprint()
    html = hostile_page("".join(HOSTILE))

    weasyprint.HTML(string=html, base_url=pdf_renderer.OWN).write_pdf()

    assert {"http://127.0.0.1:9/x.svg", "file:///etc/hostname"} <= set(opened)


@pytest.mark.parametrize(
    "url", ["own:../base.css", "own:/etc/passwd", "own:", "OWN:font", "file:///etc/passwd", "font", "own:document.css?"]
)
def test_only_named_files_of_ours_are_opened(url):
    with pytest.raises(ValueError):
        pdf_renderer.own_file(url)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_made(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST_SECONDS", 0.3)
    rows = "<tr><th>x</th><td>y</td></tr>" * 5000
    with pytest.raises(PdfFailed):
        render(PAGE.replace("<tbody>", f"<tbody>{rows}"))
    monkeypatch.undo()

    assert render().startswith(b"%PDF")


def test_a_child_is_replaced_before_it_grows_large(monkeypatch):
    monkeypatch.setattr(pdf, "MOST_DOCUMENTS", 2)
    children = set()
    for _time in range(4):
        assert render().startswith(b"%PDF")
        children.add(pdf._Renderer._current.child.pid)

    assert len(children) >= 2


def test_threads_take_turns(rendered):
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(render, [PAGE] * 8)) == {rendered}


def test_a_child_that_dies_takes_one_page_with_it():
    os.kill(pdf._Renderer.current().child.pid, signal.SIGKILL)
    pdf._Renderer.current().child.wait()

    assert render().startswith(b"%PDF")


def test_the_child_has_a_ceiling_on_its_memory():
    limits = f"/proc/{pdf._Renderer.current().child.pid}/limits"
    if not os.path.exists(limits):
        pytest.skip("this system does not show limits")
    with open(limits) as lines:
        ceiling = next(line.split()[3] for line in lines if line.startswith("Max address space"))

    assert int(ceiling) < 4 * 1024**3


def test_a_page_that_breaks_the_renderer_is_refused(monkeypatch):
    head, content = pdf_renderer.answer({"html": PAGE, "issued_at": "not a time", "attachments": []})

    assert head == {"status": "failed", "reason": "ValueError"}
    assert content == b""


def test_a_missing_system_library_is_named(monkeypatch):
    def import_without_pango():
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf_renderer, "_weasyprint", import_without_pango)
    answer = pdf_renderer.answer({})
    monkeypatch.setattr(pdf, "read_message", lambda pipe: answer)
    monkeypatch.setattr(pdf, "write_message", lambda pipe, request: None)

    with pytest.raises(PdfUnavailable) as refusal:
        render()
    assert "libpango-1.0-0" in refusal.value.message


def test_weasyprint_is_loaded_by_the_child_alone():
    code = "import sys, django; django.setup(); import pilot.pdf; print('weasyprint' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"


def test_an_accent_is_a_colour_and_nothing_else():
    with pytest.raises(ValueError):
        Sender("x", (), "", (), (), accent='red;} @import url("http://x.example")')
