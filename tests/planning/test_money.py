"""Money of a measure: sums equal to the cent on page, in workbook and PDF; the county's rule; what is warned and what refused."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from planning.models import Cost, Funding, FundingRule, Measure
from planning.rules.money import Amount, percent_of, reckon
from reporting.documents.money_lines import money_snapshot
from sites.core import jobs
from sites.core.numbers import euros
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove

AMOUNTS = st.decimals(min_value=0, max_value=99_999_999, places=2)


class Source:
    def __init__(self, code):
        self.code = code


costs = st.lists(
    st.builds(Cost, kind=st.sampled_from(Cost.Kind.values), planned=AMOUNTS, actual=st.none() | AMOUNTS, crisis=st.booleans()), max_size=12
)


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


@given(costs)
def test_the_sums_of_the_kinds_are_the_total(found):
    money = reckon(found, [])
    assert sum(amount.planned for amount in money.by_kind.values()) == money.costs.planned == sum((c.planned for c in found), Decimal(0))
    known = [cost.actual for cost in found if cost.actual is not None]
    assert money.costs.actual == (sum(known) if known else None)
    assert money.eligible.planned + money.investment.planned == money.costs.planned


@given(AMOUNTS, st.decimals(min_value=0, max_value=100, places=2))
def test_a_share_is_never_more_than_the_whole_and_off_by_half_a_cent_at_most(amount, percent):
    share = percent_of(percent, amount)
    assert 0 <= share <= amount and abs(share - amount * percent / 100) <= Decimal("0.005")


@pytest.mark.parametrize(("base", "asked"), [("eligible_expenditure", "240.00"), ("total_expenditure", "300.00"), ("grant", "168.00")])
def test_the_base_of_the_own_share_is_the_countys(base, asked):
    lines = [Cost(kind="staff", planned=Decimal(800)), Cost(kind="investment", planned=Decimal(200))]
    grant = Funding(planned=Decimal(560))
    grant.__dict__["source"] = None
    Funding.source.field.set_cached_value(grant, Source("lsz"))
    money = reckon(lines, [grant], FundingRule(own_share=Decimal(30), base=base.replace("total_expenditure", "total")))
    assert money.asked.planned == Decimal(asked)


def test_an_amount_without_actual_stays_unknown():
    assert (Amount(Decimal(1)) + Amount(Decimal(2))).actual is None
    assert (Amount(Decimal(1), Decimal(3)) + Amount(Decimal(2))).actual == Decimal(3)


@pytest.fixture
def measure(world):
    with as_owner():
        found = make.make_measure(world.own, 2026)
        Measure.objects.filter(pk=found.pk).update(grant=Decimal("15000.00"))
        make.make_cost(found, "21345.67", "20999.99")
        make.make_cost(found, "1250.50", "1300.01", kind="facilitation", title="Prozessbegleitung")
        make.make_cost(found, "480.33", kind="investment", title="Kinderwagenhaus")
        make.make_funding(found, "16000.00", "15950.25")
        make.make_funding(found, "7076.50", source="provider", own=True)
        return found


def sums_on(client, measure):
    return client.get(url("measure_detail", measure.pk)).context["money"]


@pytest.mark.req("R325.D1")
def test_page_workbook_and_pdf_say_the_same_to_the_cent(world, client_of, measure, tmp_path):
    planner = client_of("social_planner")
    page, money = planner.get(url("measure_detail", measure.pk)).content.decode(), sums_on(planner, measure)
    assert (money.costs.planned, money.costs.actual) == (Decimal("23076.50"), Decimal("22300.00"))
    book = openpyxl.load_workbook(io.BytesIO(planner.get(reverse("reporting:measure_export", args=[measure.pk, "xlsx"])).content)).active
    sheet = {row[1]: row[3:5] for row in book.iter_rows(values_only=True)}
    text = planner.get(reverse("reporting:measure_export", args=[measure.pk, "csv"])).content.decode("utf-8-sig")
    answer = planner.post(reverse("reporting:measure_pdf", args=[measure.pk]))
    with as_owner():
        job = Job.objects.get(name="reporting.money_pdf")
    assert answer["Location"] == reverse("sites:job_detail", args=[job.pk]) and jobs.run(job.pk) == "done"
    with as_owner():
        job.refresh_from_db()
        stored = job.document.stored.hex
    with default_storage.open(f"{stored[:2]}/{stored}") as file:
        printed = pdf_text(file.read())
    for label, amount in (("Ausgaben zusammen", money.costs), ("davon zuwendungsfähig", money.eligible), ("Einnahmen zusammen", money.fundings)):
        assert Decimal(str(sheet[label][0])).quantize(Decimal("0.01")) == amount.planned, label
        words = euros(amount.planned).removesuffix("\u00a0€")
        assert words in page and words in printed, label
        assert f"Summe;{label};;{str(amount.planned).replace('.', ',')}" in text
    assert "nicht zuwendungsfähig" in page and "22.300,00" in printed


def pdf_text(content: bytes) -> str:
    """The CSV that travels inside the PDF: what the document prints, without fonts in between."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        enclosed = next(name for name in pdf.attachments if name.endswith(".csv"))
        return pdf.attachments[enclosed].get_file().read_bytes().decode("utf-8-sig")


def test_what_departs_is_said_and_saved(world, client_of, measure):
    page = client_of("provider").get(url("measure_detail", measure.pk)).content.decode()
    assert "steht aber in keinem gültigen Plan" in page and "Bewilligt sind" in page
    with as_owner():
        Funding.objects.filter(own=True).update(planned=Decimal("10.00"))
    page = client_of("head").get(url("measure_detail", measure.pk)).content.decode()
    assert "Der Eigenanteil ist mit 10,00" in page and "fehlen noch" in page


@pytest.mark.req("R290.H")
def test_a_line_is_entered_changed_and_taken_out(world, client_of, measure):
    head = client_of("head")
    data = {"kind": "material", "title": "Tablets für Video-Treffen", "planned": "1.249,50", "actual": "", "crisis": "on"}
    assert "zum Beispiel für digitale Formate" in head.get(url("cost_create", measure.pk)).content.decode()
    assert head.post(url("cost_create", measure.pk), data).status_code == 302
    with as_owner():
        cost = Cost.objects.get(title__startswith="Tablets")
        assert cost.planned == Decimal("1249.50") and cost.crisis
    assert head.post(url("cost_edit", cost.pk), {**data, "actual": "1249,49"}).status_code == 302
    assert sums_on(head, measure).crisis == Amount(Decimal("1249.50"), Decimal("1249.49"))
    assert remove(head, url("cost_edit", cost.pk)).status_code == 302
    with as_owner():
        assert not Cost.objects.filter(pk=cost.pk).exists()
        assert Entry.objects.filter(subject=f"planning.measure:{measure.pk}", text__contains="Tablets").count() == 3


@pytest.mark.parametrize(
    ("planned", "sentence"),
    [
        ("-1", "nie kleiner als null"),
        ("1,234", "höchstens zwei Stellen"),
        ("999999999999", "zu groß"),
        ("viel", "als Zahl eingeben"),
        ("", "Bitte füllen"),
    ],
)
def test_a_wrong_amount_is_told_at_the_field_and_keeps_the_text(world, client_of, measure, planned, sentence):
    answer = client_of("head").post(url("cost_create", measure.pk), {"kind": "staff", "title": "Honorar Malkurs", "planned": planned})
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and "Honorar Malkurs" in page


def rule(**changes):
    return {"starts": "1.1.2026", "own_share": "25", "base": "grant", "source": "Richtlinie des Landkreises, § 5", **changes}


def test_a_county_sets_its_rule_and_the_old_one_ends(world, client_of, measure):
    planner, address = client_of("social_planner"), url("fundingrule_create", world.county.pk)
    elsewhere = client_of("social_planner", elsewhere=True)
    assert elsewhere.post(url("fundingrule_create", world.other_county.pk), rule(starts="1.7.2027")).status_code == 302
    assert planner.post(address, rule()).status_code == 302 and planner.post(address, rule(starts="1.7.2026", own_share="20")).status_code == 302
    with as_owner():
        first, second, other = FundingRule.objects.order_by("starts")
    assert (other.place_id, other.ends) == (world.other_county.pk, None)
    assert first.ends.isoformat() == "2026-06-30" and second.ends is None
    assert "mindestens 20 % der Zuwendung" in planner.get(url("measure_detail", measure.pk)).content.decode()
    refused = planner.post(address, rule(starts="1.7.2026"))
    assert refused.status_code == 422 and "gilt erst ab 01.07.2026" in refused.content.decode()
    over = planner.post(address, rule(starts="1.8.2026", own_share="130"))
    assert over.status_code == 422 and "zwischen 0 und 100" in over.content.decode()


@pytest.mark.req("R004.D")
def test_the_countys_list_adds_up_and_leaves_as_a_file(world, client_of, measure):
    planner = client_of("social_planner")
    with as_owner():
        make.make_cost(make.make_measure(world.sibling, 2026), "100.01")
    answer = planner.get(url("money_list", world.county.pk), {"year": "2026"})
    assert answer.context["money"].costs.planned == Decimal("23176.51") and len(answer.context["page"].rows) == 2
    content = planner.get(reverse("reporting:money_export", args=[world.county.pk, "xlsx"]), {"year": "2026"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[-1][0] == "Zusammen" and Decimal(str(rows[-1][4])).quantize(Decimal("0.01")) == Decimal("23176.51")
    assert planner.get(url("money_list", world.other_county.pk)).status_code == 404
    assert planner.get(url("money_list", world.county.pk), {"year": "nonsense"}).status_code == 200


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
            make.make_cost(make.make_measure(site, 2026))
    planner = client_of("social_planner")
    with own_queries() as seen:
        planner.get(url("money_list", world.county.pk), {"year": "2026"})
    assert seen.count <= 9, [query["sql"][:100] for query in seen.captured_queries]


def test_amounts_are_printed_for_those_alone_who_may_read_them(world, measure, behind_forms):
    read, hidden = (money_snapshot(access=behind_forms(person), measure=measure) for person in ("social_planner", "parent_representative"))
    assert len(read["costs"]) == 3 and len(read["fundings"]) == 2 and read["sums"]["costs"]["planned"] > 0
    assert hidden["costs"] == hidden["fundings"] == [] and not hidden["sums"]["costs"]["planned"]
