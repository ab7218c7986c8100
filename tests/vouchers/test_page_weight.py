"""Every page of the public and of residents stays light as a telephone loads it: with styles, script and typeface."""

import gzip
import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.people import log_in
from tests.vouchers.cast import a_login, a_resident, a_site, a_strand, an_area, chosen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
MOST_BYTES = 100_000
LINKED = re.compile(r'(?:href|src)="/static/([^"#?]+)')
NAMED = re.compile(r'url\("([^":]+)"\)')
# Fetched for letters of other scripts alone.
ON_DEMAND = re.compile(r"@font-face \{[^}]*unicode-range[^}]*\}")


def packed(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=6))


def files_of(page: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    waiting = LINKED.findall(page)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = Path(finders.find(name)).read_bytes()
            styles = ON_DEMAND.sub("", found[name].decode()) if name.endswith(".css") else ""
            waiting += [normpath(join(dirname(name), other)) for other in NAMED.findall(styles)]
    return found


def weight(client, address: str) -> int:
    page = client.get(address)
    assert page.status_code == 200
    return packed(page.content) + sum(packed(content) for content in files_of(page.content.decode()).values())


def test_pages_of_the_public_and_of_residents_are_light(client):
    strand = a_strand()
    area = an_area(strand)
    sites = [a_site(strand, languages=["fi", "sv"], latitude=62.2, longitude=25.7) for _number in range(25)]
    resident = a_resident(strand, area)
    own = chosen(resident, strand, sites[0])
    compared = "&".join(f"site={site.slug}" for site in sites[:4])
    addresses = [
        "/",
        "/sites/",
        f"/sites/compare/?{compared}",
        f"/sites/{sites[0].slug}/",
        "/accessibility/",
        "/feedback/",
        "/plain/",
        "/plain/choice/",
    ]
    public = {address: weight(client, address) for address in addresses}

    log_in(client, a_login(resident))
    own_pages = [
        "/my/",
        "/my/looks/",
        "/my/history/",
        "/my/contact/",
        f"/my/choice/?site={sites[1].slug}",
        reverse("vouchers:my-receipt", args=[own.pk]),
    ]
    weights = public | {address: weight(client, address) for address in own_pages}

    assert {address: size for address, size in weights.items() if size > MOST_BYTES} == {}
    assert min(weights.values()) > 5_000


def test_styles_that_styles_import_and_the_typeface_are_weighed_too(client):
    a_strand()

    names = set(files_of(client.get("/").content.decode()))

    assert {"css/index.css", "css/components/comparison.css", "js/page.js", "fonts/valinta-sans.woff2"} <= names
    assert "fonts/SourceSans3[wght].ttf" not in names
