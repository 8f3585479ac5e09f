"""Start pages: what waits, and the quick ways of a house in the order of its organisation form (UF6)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.pages.quick_ways import FIRST, hint_of, order_of
from sites.core.journal import record
from sites.core.roles import Role
from sites.models import OrganisationForm, SiteForm
from tests import factories as make
from tests.conftest import as_owner

Form = OrganisationForm


def home(client):
    return client.get("/")


def ways(answer) -> list[str]:
    part = answer.content.decode().split('aria-label="Schnellzugriff')[1].split("</nav>")[0]
    return [re.sub(r"\s+", " ", words).strip() for words in re.findall(r'class="pill"[^>]*>([^<]+)<', part)]


def take_form(site, *forms):
    """The forms of today, the first one leading; what was before stays as history."""
    today = timezone.localdate()
    SiteForm.objects.filter(site=site, ends=None).update(ends=today - timedelta(days=1))
    for number, form in enumerate(forms):
        SiteForm.objects.create(site=site, county_id=site.county_id, form=form, leading=number == 0, starts=today)


@pytest.mark.parametrize(
    ("forms", "first"),
    [
        ([Form.GUIDE], ["Vermittlung zählen", "Partner*innen"]),
        ([Form.ONE_ROOF], ["Räume", "Angebote"]),
        ([Form.GALLERY], ["Räume", "Vermittlung zählen", "Angebote"]),
        ([Form.NETWORK], ["Kitas im Verbund"]),
        ([Form.NETWORK, Form.GUIDE], ["Kitas im Verbund", "Vermittlung zählen", "Partner*innen"]),
    ],
)
def test_the_form_orders_the_quick_ways_and_nothing_is_lost(world, client_of, forms, first):
    before = set(ways(home(client_of("coordinator"))))
    with as_owner():
        make.make_room(world.own), make.make_partner(world.own), make.make_offer(world.own)
        take_form(world.own, *forms)
    answer = home(client_of("coordinator"))
    found = ways(answer)
    assert found[: len(first)] == first and before - {"Kitas im Verbund"} <= set(found)
    for view in ("sites:room_list", "sites:partner_list", "offers:offer_list", "offers:referral_count"):
        assert reverse(view, args=[world.own.pk]) in answer.content.decode()
    with as_owner():
        assert world.own.forms.count() == 1 + len(forms) and world.own.offers.count() == 1


def test_a_way_counts_what_stands_behind_it(world, client_of):
    with as_owner():
        make.make_room(world.own), make.make_room(world.own, "Garten"), make.make_room(world.sibling)
        make.make_offer(world.own)
    page = re.sub(r"<[^>]+>|\s+", " ", home(client_of("coordinator")).content.decode())
    assert "Räume 2" in re.sub(r" +", " ", page) and "Angebote 1" in re.sub(r" +", " ", page)


def test_every_form_has_its_first_ways():
    assert set(FIRST) == set(OrganisationForm) and order_of([]) == order_of([Form.NETWORK])[1:]


def test_the_hints_follow_the_recommendations(world, client_of):
    with as_owner():
        for where in ("inside", "nearby", "nearby"):
            make.make_offer(world.own, f"Angebot {where}", where=where)
        take_form(world.own, Form.ONE_ROOF)
    page = home(client_of("coordinator")).content.decode()
    assert "1 im Haus, 2 im Sozialraum." in page and "alle Angebote im Haus (1.3). 2 von 3 sind woanders." in page
    assert not hint_of([Form.ONE_ROOF], {"inside": 5, "nearby": 1, "arranged": 0}, 0)
    assert "Als Lotse" in hint_of([Form.GUIDE], {"inside": 1, "nearby": 0, "arranged": 0}, 0)
    assert not hint_of([Form.GUIDE], {"inside": 1, "nearby": 0, "arranged": 0}, 7)


@pytest.mark.req("R024.D")
def test_the_office_sees_what_waits_for_it_with_numbers(world, client_of):
    with as_owner():
        make.make_application(world.own, state="submitted"), make.make_application(world.foreign, state="submitted")
        make.make_interest(world.town), make.make_report(world.own, 2025, state="submitted", ready=True, version=1)
    page = home(client_of("social_planner")).content.decode()
    assert "1 Antrag wartet, 1 neues Interesse, 1 Sachbericht zu prüfen." in page and world.foreign.name not in page


def test_the_office_sees_open_inquiries_and_each_date_once(world, client_of):
    soon = timezone.localdate() + timedelta(days=40)
    with as_owner():
        make.make_inquiry(world.own), make.make_inquiry(world.sibling, title="Schon beantwortet", state="answered")
        make.make_inquiry(world.own, title="An das Land", to_state=True), make.make_inquiry(world.foreign, title="Anderswo")
        make.make_measure(world.own, 2026, report_due=soon)
        make.make_deadline(world.county, "report", soon, 2026)
        make.make_deadline(world.county, "decision", soon - timedelta(days=9), 2026)
        make.make_deadline(world.county, "proof_of_use", soon + timedelta(days=200), 2026)
    answer = home(client_of("social_planner"))
    page = answer.content.decode()
    assert "1 offenes Anliegen." in page and "Wer hilft beim Aufbau eines Steuerungsteams?" in page
    assert not any(title in page for title in ("Schon beantwortet", "An das Land", "Anderswo"))
    assert answer.context["deadlines"] == [
        (soon - timedelta(days=9), "Entscheidung über die Fortführung, Förderjahr 2026, Bestandsprojekt"),
        (soon, "Sachberichte 2026: 1 noch nicht angenommen"),
    ]


@pytest.mark.guard("reports-counted")
def test_who_reads_no_sachbericht_is_told_of_no_open_ones(world, client_of):
    """The Kita advisor reads the dates of the county, not how many reports are accepted: nothing they do not see is open."""
    today = timezone.localdate()
    with as_owner():
        make.make_report(world.own, today.year, measure=make.make_measure(world.own, today.year, report_due=today + timedelta(days=20)))
    said = {role: " ".join(words for _, words in client_of(role).get("/").context["deadlines"]) for role in ("social_planner", "specialist_advisor")}
    assert "noch nicht angenommen" in said["social_planner"] and "noch nicht angenommen" not in said["specialist_advisor"]


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MINISTRY, Role.PARENT}))
def test_a_start_page_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, role, number):
    today = timezone.localdate()
    with as_owner():
        for one in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
            make.make_application(site, state="submitted"), make.make_interest(world.town, kita_name=f"Kita {one}")
            make.make_contract(site, world.people["facilitator"])
            make.make_session(make.make_offer(world.own, f"Angebot {one}"), today - timedelta(days=one + 1))
            make.make_room(world.own, f"Raum {one}"), make.make_partner(world.own, f"Stelle {one}")
            make.make_inquiry(world.own, to_state=True, title=f"Frage {one}"), make.make_report(site, 2026)
    client = client_of(role)
    with own_queries() as seen:
        assert home(client).status_code == 200
    assert seen.count <= 4 + 8 + 1, [query["sql"][:90] for query in seen.captured_queries]


def test_last_used_leads_only_to_what_still_stands(world, client_of, behind_forms):
    with as_owner():
        kept, gone = make.make_need(world.own), make.make_need(world.own)
    for need in (kept, gone):
        record(behind_forms("coordinator"), need, "changed", text=f"Bedarf {need.pk} geändert")
    kept_url, gone_url = (reverse("planning:need_edit", args=[need.pk]) for need in (kept, gone))
    page = home(client_of("coordinator")).content.decode().split("Zuletzt benutzt")[1]
    assert kept_url in page and gone_url in page
    with as_owner():
        gone.delete()
    page = home(client_of("coordinator")).content.decode().split("Zuletzt benutzt")[1]
    assert kept_url in page and gone_url not in page


@pytest.mark.parametrize(("state", "link"), [("draft", "Weiterschreiben"), ("returned", "Weiterschreiben"), ("submitted", "Ansehen")])
def test_nobody_is_sent_to_write_on_in_what_the_county_reads(world, client_of, state, link):
    with as_owner():
        report = make.make_report(world.own, timezone.localdate().year, state=state)
    page = home(client_of("coordinator")).content.decode().split(f'href="{report.get_absolute_url()}"')[1].split("</a>")[0]
    assert link in page
