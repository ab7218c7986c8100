"""Finance's pages of deductions and of the incentive's figures: what is sent, kept, refused and shown."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from billing.deduction_sheet import read_deductions
from billing.models import Deduction, IncentiveInput
from billing.queries.deductions import paid_sites
from billing.rates.files import read_file
from pilot.models import AuditEvent
from tests.billing.stage import (
    JANUARY,
    a_purchase,
    confirm,
    enter,
    freeze,
    give_incentive,
    measure,
    take_off,
    type_figure,
)
from tests.billing.views.pages import address
from tests.people import a_member, an_organiser, log_in

pytestmark = pytest.mark.django_db
HEADING = "Palvelupaikka;Kuukausi;Laji;Erä;Asiakirja;Määrä;Hinta;Euroa"


@pytest.fixture
def client(stage) -> Client:
    return as_person(stage.preparer)


def as_person(user) -> Client:
    client = Client()
    log_in(client, user)
    return client


def typed(stage, **changes) -> dict[str, object]:
    given = {"site": stage.site.pk, "month": "1/2017", "kind": "imaging", "item": "Röntgen", "document": "Lasku 9"}
    return given | {"quantity": "31", "unit_cents": "38,50", "cents": "1193,50"} | changes


def send(client, stage, data):
    return client.post(address("deduction-entry", [stage.strand.pk]), data)


def upload(client, stage, *rows):
    content = "\n".join([HEADING, *rows]).encode()
    return send(client, stage, {"upload": SimpleUploadedFile("vahennykset.csv", content)})


def test_a_typed_deduction_is_entered(client, stage):
    response = send(client, stage, typed(stage))

    assert response["Location"] == address("deduction-list", [])
    row = Deduction.objects.get()
    assert (row.quantity, row.unit_cents, row.cents, row.entered_by) == (31, 3850, 119_350, stage.preparer)


@pytest.mark.parametrize("change", [
    {"cents": "1"}, {"cents": ""}, {"cents": "0"}, {"unit_cents": ""}, {"month": "13/2017"}, {"kind": "massage"},
    {"month": "1/2016"}, {"kind": "co_payment"}, {"document": ""}, {"site": "0"},
])  # fmt: skip
def test_a_wrong_deduction_is_refused_with_what_was_typed(client, stage, change):
    response = send(client, stage, typed(stage, **change))

    assert response.status_code == 422
    assert "Röntgen" in response.content.decode()
    assert not Deduction.objects.exists()


def test_a_file_is_entered_whole(client, stage):
    upload(
        client,
        stage,
        f"{stage.site.slug};1/2017;Laboratorio;Perus;L1;4;2,80;11,20",
        f"{stage.site.slug};2/2017;imaging;Rtg;L2;;;38,50",
    )

    assert sorted(Deduction.objects.values_list("cents", flat=True)) == [1120, 3850]


def test_a_file_with_wrong_rows_is_refused_by_row(client, stage):
    good = f"{stage.site.slug};1/2017;Laboratorio;Perus;L1;4;2,80;11,20"
    wrong_row = f"{stage.site.slug};1/2016;Laboratorio;Perus;L1;;;10,00"

    response = upload(client, stage, good, wrong_row)

    assert response.status_code == 422
    assert "Rivi 3:" in response.content.decode()
    assert not Deduction.objects.exists()
    assert "Rivi 1:" in send(client, stage, {"upload": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}).content.decode()


def test_another_person_confirms_what_they_looked_at(client, stage):
    rows = enter(stage, a_purchase(stage), a_purchase(stage, item="Viljelyt"))
    there = address("deduction-confirmation", [stage.strand.pk])
    data = {"chosen": [str(rows[0].pk)]}

    client.post(there, data)
    assert not Deduction.objects.filter(confirmed_at__isnull=False).exists()
    as_person(stage.approver).post(there, {"chosen": ["x", "9" * 30]})
    assert not Deduction.objects.filter(confirmed_at__isnull=False).exists()
    as_person(stage.approver).post(there, data)
    assert list(Deduction.objects.filter(confirmed_at__isnull=False)) == [rows[0]]


def test_an_unconfirmed_deduction_is_removed_and_a_confirmed_one_taken_back(client, stage):
    removed, kept = enter(stage, a_purchase(stage), a_purchase(stage, item="Viljelyt"))
    confirm(stage, kept)

    client.post(address("deduction-withdrawal", [removed.pk]))
    again = client.post(address("deduction-withdrawal", [removed.pk]), follow=True)
    assert "on jo poistettu" in again.content.decode()
    assert client.post(address("deduction-withdrawal", [removed.pk + 1000])).status_code == 404
    client.post(address("deduction-withdrawal", [kept.pk]))
    assert list(Deduction.objects.all()) == [kept]
    assert client.post(address("deduction-reversal", [kept.pk]), {"reason": ""}).status_code == 422
    client.post(address("deduction-reversal", [kept.pk]), {"reason": "Väärä yksikkö"})
    assert Deduction.objects.get(reverses=kept).cents == -1000
    assert client.post(address("deduction-reversal", [kept.pk]), {"reason": "Taas"}).status_code == 422


def test_the_list_says_how_far_each_is(client, stage):
    take_off(stage)
    freeze(stage)
    enter(stage, a_purchase(stage, item="Viljelyt"))

    text = client.get(address("deduction-list", [])).content.decode()

    for words in ("Tilityksellä", "Odottaa vahvistusta", "201701-"):
        assert words in text


def test_an_auditor_reads_and_changes_nothing(stage):
    (row,) = enter(stage)
    auditor = as_person(a_member("auditor", stage.organiser))

    assert auditor.get(address("deduction-list", [])).status_code == 200
    assert auditor.get(address("deduction-page", [row.pk])).status_code == 200
    assert auditor.get(address("deduction-entry", [stage.strand.pk])).status_code == 403


def figure(stage, of, **changes) -> dict[str, object]:
    return {"target": of.pk, "site": stage.site.pk, "value": "25", "source": "Kysely"} | changes


def test_a_figure_is_typed_confirmed_by_another_and_removed(client, stage):
    survey = give_incentive(stage)[1]
    there = address("incentive-page", [stage.strand.pk, "2017-01"])

    client.post(there, figure(stage, survey))
    row = IncentiveInput.objects.get()
    assert (row.value, row.month, row.confirmed_at) == (25, JANUARY.first, None)
    confirmation = address("incentive-confirmation", [stage.strand.pk, "2017-01"])
    client.post(confirmation, {"chosen": [str(row.pk)]})
    row.refresh_from_db()
    assert row.confirmed_at is None
    as_person(stage.approver).post(confirmation, {"chosen": [str(row.pk)]})
    row.refresh_from_db()
    assert row.confirmed_by == stage.approver
    for deed in ("incentive-withdrawal", "incentive-removal", "incentive-removal-approval"):
        client.post(address(deed, [row.pk]))
    row.refresh_from_db()
    assert (row.removal_asked_by, row.removed_at) == (stage.preparer, None)
    as_person(stage.approver).post(address("incentive-removal-approval", [row.pk]))
    row.refresh_from_db()
    assert row.removed_by == stage.approver


def test_a_figure_removed_in_another_tab_is_told_so_and_its_month_is_shown(client, stage):
    row = type_figure(stage, give_incentive(stage)[1], 25, confirmed=False)
    there = address("incentive-withdrawal", [row.pk])
    client.post(there)

    again = client.post(there, follow=True)
    colleague = as_person(stage.approver).post(there, follow=True)

    for response in (again, colleague):
        assert "on jo poistettu" in response.content.decode()
        assert response.redirect_chain[-1][0] == address("incentive-page", [stage.strand.pk, "2017-01"])
    assert client.post(address("incentive-withdrawal", [row.pk + 1000])).status_code == 404
    assert as_person(a_member("finance", an_organiser())).post(there).status_code == 404
    assert AuditEvent.objects.filter(kind="incentive_input_withdrawn").count() == 1


def test_a_deduction_removed_in_another_tab_is_told_so_from_its_page_and_its_reversal(client, stage):
    row = enter(stage, a_purchase(stage))[0]
    client.post(address("deduction-withdrawal", [row.pk]))

    page = client.get(address("deduction-page", [row.pk]), follow=True)
    reversal = client.post(address("deduction-reversal", [row.pk]), {"reason": "Väärä"}, follow=True)

    for response in (page, reversal):
        assert "on jo poistettu" in response.content.decode()
        assert response.redirect_chain[-1][0] == address("deduction-list", [])


@pytest.mark.parametrize("change", [{"value": "-1"}, {"value": "x"}, {"source": ""}, {"target": "0"}, {"site": "0"}])
def test_a_wrong_figure_is_refused(client, stage, change):
    survey = give_incentive(stage)[1]

    response = client.post(address("incentive-page", [stage.strand.pk, "2017-01"]), figure(stage, survey, **change))

    assert response.status_code == 422
    assert not IncentiveInput.objects.exists()


def test_a_frozen_months_figures_are_only_read(client, stage):
    survey = give_incentive(stage)[1]
    row = type_figure(stage, survey, 25)
    freeze(stage)
    there = address("incentive-page", [stage.strand.pk, "2017-01"])

    assert client.post(there, figure(stage, survey)).status_code == 422
    client.post(address("incentive-withdrawal", [row.pk]))
    assert IncentiveInput.objects.get() == row
    assert client.get(address("incentive-page", [stage.strand.pk, "no-month"])).status_code == 404


def test_the_page_shows_what_a_freeze_would_find(client, stage):
    survey = give_incentive(stage)[1]
    measure(stage, None, on=date(2017, 1, 15))
    type_figure(stage, survey, 19, confirmed=False)

    text = client.get(address("incentive-page", [stage.strand.pk, "2017-01"])).content.decode()

    for words in ("ei varattavissa", "Ei täyttynyt", "Odottaa vahvistusta", "enintään 7"):
        assert words in text.replace("\xa0", " ")


def test_lists_cost_the_same_with_more_rows(client, stage):
    give_incentive(stage)
    take_off(stage, *(a_purchase(stage, item=f"Vanha {number}") for number in range(2)))
    freeze(stage)
    enter(stage)
    urls = [address("deduction-list", []), address("incentive-page", [stage.strand.pk, "2017-02"])]
    before = [queries(client, url) for url in urls]

    take_off(stage, *(a_purchase(stage, item=f"Uusi {number}") for number in range(10)))
    enter(stage, *(a_purchase(stage, item=f"Odottava {number}") for number in range(10)))

    assert [queries(client, url) for url in urls] == before


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_downloaded_in_the_shape_that_is_uploaded(client, stage, kind):
    drafts = [
        a_purchase(stage, cents=1120, quantity=4, unit_cents=280),
        a_purchase(stage, kind="imaging", item="Röntgen"),
    ]
    enter(stage, *drafts)

    content = b"".join(client.get(address("deduction-list", []), {"format": kind}))

    assert sorted(read_deductions(read_file(content), paid_sites(stage.strand)), key=lambda row: -row.cents) == drafts


def test_who_entered_every_row_is_not_offered_to_confirm_them(client, stage):
    enter(stage, a_purchase(stage))
    (row,) = Deduction.objects.filter(confirmed_at=None)
    other = stage.approver if row.entered_by_id == stage.preparer.pk else stage.preparer

    own = as_person(row.entered_by).get(address("deduction-list", []))
    others = as_person(other).get(address("deduction-list", []))

    assert (own.context["confirmable"], others.context["confirmable"]) == (set(), {stage.strand.pk})
    assert "disabled" in own.content.decode()
