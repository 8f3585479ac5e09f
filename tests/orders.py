"""By hand: every page that shows rows of one kind, and what it does: the columns it can be ordered by, with the rows to try them on, or why not.

A new list says here what it does (`tests/test_orders.py` finds lists by the name of their route and by their table or pager).
"""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from offers.models import Offer, Publication
from planning.models import Equipment, Inquiry, Need, Resolution
from reporting.models import LszReport
from sites.core.roles import Role
from sites.models import Cooperation, Kita, SitePhase
from tests import factories as make
from tests.ordered import GAP, MANY, Ordered, named, sites
from tests.orders_of_offices import OF_OFFICES

# The registers ----------------------------------------------------------------------------------------------------


def kitas(world):
    for at in range(MANY):
        kita = make.make_kita(world.town, (world.provider, world.other_provider)[at % 2], named(at))
        Kita.objects.filter(pk=kita.pk).update(places=at % 5 * 10 if at % GAP else None, permit_number=f"BE {at % 4}" if at % GAP else "")
    return [world.county.pk]


def providers(world):
    for at in range(MANY):
        provider = make.make_provider((world.county, world.other_county)[at % 2], named(at))
        if at % GAP or at % 2:
            make.make_kita(world.town, provider, f"Kita {at}")
    return [world.county.pk]


def towns(world):
    for at in range(MANY):
        town = make.make_municipality(world.county, named(at))
        for number in range(at % GAP):
            make.make_kita(town, world.provider, f"Kita {at} {number}")
    return [world.county.pk]


def members(world):
    for at in range(MANY):
        role = (Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE)[at % 2]
        make.give(make.make_user(named(at)), role, world.county, starts=date(2023, 1, 1 + at % 4))
    return [world.county.pk]


# A house ----------------------------------------------------------------------------------------------------------


def partners(world):
    stages = list(Cooperation.Stage)
    for at in range(MANY):
        partner = make.make_partner(world.own, named(at))
        if at % GAP:
            stage = stages[at % len(stages)]
            cooperation = make.make_cooperation(partner, stage=stage, ends=date(2025, 1, 1) if stage == "ended" else None)
            if at % 4:
                make.make_agreement(cooperation, ends=date(2090, 1, at % 4) if at % 5 else None)
    return [world.own.pk]


def rooms(world):
    for at in range(MANY):
        make.make_room(world.own, named(at), capacity=at % 7 * 5 if at % GAP else None, covered=bool(at % 2))
    return [world.own.pk]


def helps(world):
    for at in range(MANY):
        make.make_help(world.county, named(at), kind=("counselling", "emergency", "other")[at % 3])
    return [world.county.pk]


def publications(world):
    media = Publication.Medium.values
    for at in range(MANY):
        day = timezone.localdate() - timedelta(days=at * 7 % MANY)
        make.make_publication(world.own, named(at), published_on=day, medium=media[at % len(media)])
    return [world.own.pk]


def offers(world):
    today = timezone.localdate()
    for at in range(MANY):
        offer = make.make_offer(world.own, named(at))
        for number in range(at % GAP):
            make.make_session(offer, today.replace(month=1, day=2) + timedelta(days=number), figures=(1, 2, 3))
        if at % 4:
            make.make_session(offer, today + timedelta(days=at % 4 * 9))
    assert Offer.objects.count() == MANY
    return [world.own.pk]


def needs(world):
    for at in range(MANY):
        need = make.make_need(world.own, named(at), voices=at % 5 if at % GAP else None, urgent=at % 7 == 0, released=bool(at % 2))
        for number in range(at % GAP):
            make.make_goal(world.own, need, f"Ziel {number}")
        if at % 4 == 0:
            make.make_offer(world.own, f"Angebot {at}", needs=[need])
    return [world.own.pk]


def released_needs(world):
    needs(world)
    Need.objects.update(released=True)
    return [world.own.pk]


def equipment(world):
    rooms = [make.make_room(world.own, name) for name in ("Küche", "Äußerer Raum")]
    Equipment.objects.bulk_create(
        Equipment(
            site=world.own, title=named(at), number=1 + at % 4, room=rooms[at % 2] if at % GAP else None,
            cost=Decimal(at % 6) if at % GAP else None, bought_on=date(2026, 1, 1 + at % 4) if at % 2 else None,
        )
        for at in range(MANY)
    )  # fmt: skip
    return [world.own.pk]


def evidence(world):
    for at in range(MANY):
        until = date(2031, 1, 1 + at % 4) if at % GAP else None
        make.make_evidence(world.own, named(at), dated=date(2024, 1, 1 + at % 5), valid_until=until)
    return [world.own.pk]


def named_lists(world):
    offer = make.make_offer(world.own)
    for at in range(MANY):
        make.make_named_list(offer, ends=timezone.localdate() + timedelta(days=at % 7))
    return [world.own.pk]


def visits(world):
    for at in range(MANY):
        make.make_visit(world.own, named(at), held_on=date(2024, 1, 1 + at % 5))
    return [world.own.pk]


# A county ---------------------------------------------------------------------------------------------------------


def assessments(world):
    for at in range(MANY):
        place = (world.county, world.own, world.sibling)[at % 3]
        fields = {"answered": at % 7, "held_from": date(2026, 1, 1 + at % 9), "source_group": ("parents", "team", "families")[at % GAP]}
        make.make_assessment(place, named(at), released=True, **fields)
    return [world.county.pk]


def figures(world):
    towns = [None, world.town, make.make_municipality(world.county, "Ähren")]
    for at in range(MANY):
        fields = {"value": at % 5, "value_of": Decimal(10) if at % GAP else None, "day": date(2020 + at // 9, 1, 1 + at % 3)}
        code = ("children_under_7", "population", "single_parents")[at % 9 // 3]
        make.make_figure(world.county, code, municipality=towns[at % 9 % 3], **{**fields, "day": date(1970 + at, 1, 1)} if at % 2 else fields)
    return [world.county.pk]


def compared_figures(world):
    for at in range(9):
        town = make.make_municipality(world.county, named(at))
        if at % GAP:
            make.make_figure(world.county, municipality=town, value=at % 2, value_of=None)
    return [world.county.pk]


def resolutions(world):
    bodies = [make.make_body(world.county, name) for name in ("Kreistag", "Älterer Ausschuss", "Zweckverband")]
    kinds = [kind for kind in Resolution.Kind if kind != Resolution.Kind.ADOPTION]
    for at in range(MANY):
        make.make_resolution(bodies[at % 3], f"{at}", kinds[at % len(kinds)], decided_on=date(2026, 1, 1 + at % 9))
    return [world.county.pk]


def commissions(world):
    for at in range(MANY):
        make.make_commission(world.county, named(at), subject=named(-at % 7), starts=date(2026, 1, 1 + at % 9))
    return [world.county.pk]


def surveys(world):
    for at in range(MANY):
        opens = date(2026, 1 + at % 4, 1 + at % 7)
        survey = make.make_survey(world.own, named(at), opens=opens, closes=opens + timedelta(days=1 + at % 5))
        make.make_sheets(survey, *[(1,)] * (at % GAP), day=opens)
    return [world.own.pk]


def bodies(world):
    for at in range(MANY):
        body = make.make_body(world.county, named(at))
        for number in range(at % GAP):
            make.make_body_member(body, f"Person {number}")
            make.make_meeting(body, date(2025, 1 + at % 4, 1 + number))
    return [world.county.pk]


def plan_sites(world):
    plan, demand = make.make_plan(world.county), make.make_plan(world.county, "demand_plan", "Kita-Bedarfsplan")
    for at, site in enumerate(sites(world)):
        for one in (plan, demand)[: at % GAP]:
            make.make_plan_entry(one, site)
    return [world.county.pk]


def plan_entries(world):
    plan = make.make_plan(world.county)
    goals = [None, *(make.make_plan_goal(plan, title, number=number) for number, title in (("2", "Treffpunkte"), ("1", "Ältere")))]
    for at, site in enumerate(sites(world)):
        make.make_plan_entry(plan, site, goal=goals[at % 3], funded=bool(at % 4))
    return [plan.pk]


def tables(world):
    person, now = make.make_user("Planung"), timezone.now()
    kinds = ("providers", "kitas", "figures")
    states = ({}, {"missing": ["Name"]}, {"problem_count": 2}, {"applied": now}, {"applied": now, "taken_back": now})
    for at in range(MANY):
        make.make_import(world.county, kinds[at % 3], person=person, creates=at % 4, updates=at % 6, **states[at % 5])
    return [world.county.pk]


def money(world):
    for at, site in enumerate(sites(world)):
        measure = make.make_measure(site, timezone.localdate().year)
        make.make_cost(measure, f"{at % 5 * 100 + 1}", f"{at % 4 * 50}" if at % GAP else None)
        make.make_funding(measure, f"{at % 6 * 10}", source=("lsz", "provider")[at % 2], own=at % 2 == 1)
    return [world.county.pk]


# Across the houses ------------------------------------------------------------------------------------------------


def listed_sites(world):
    today = timezone.localdate()
    for at, site in enumerate(sites(world)):
        SitePhase.objects.filter(site=site).update(phase=("established", "on_the_way", "consultation_site")[at % 3])
        if at % GAP == 1:
            make.make_report(site, today.year, state=("submitted", "accepted")[at % 2])
        elif at % GAP == 2:
            make.make_measure(site, today.year)
        if at % 4:
            make.make_contract(site, world.people["facilitator"], hours=Decimal(at % 4))
        if at % 5 < 2:
            offer = make.make_offer(site)
            for number in range(1 + at % 2):
                make.make_session(offer, today.replace(month=1, day=2 + at % 3 + number), figures=(1, at % 3, 3))
    return []


def applications(world):
    states = ("open", "submitted", "returned", "decided")
    for at, site in enumerate(sites(world, phase="on_the_way")):
        case = make.make_application(site, state=states[at % 4], begun=date(2026, 9, 1 + at % 5))
        for party in ("provider", "team", "parents")[: at % GAP]:
            make.make_statement(case, party, world.people["head"])
    return []


def pool(world):
    for at in range(MANY):
        account = make.make_user(f"Konto {at}", f"pool{at}@begleitung.example") if at % GAP == 0 else None
        make.make_pool_entry(world.state, named(at), region=named(at * 3), capacity=Decimal(10 + at % 7), account=account)
        if account:
            make.make_contract(world.own, account, hours=Decimal(1 + at % 4))
    return []


def contracts(world):
    people = [world.people["facilitator"], *(make.make_user(name) for name in ("Ähnlich", "Zuletzt"))]
    for at, site in enumerate(sites(world)):
        make.make_contract(site, people[at % 3], ends=date(2090, 1, 1 + at % 4), hours=Decimal(1 + at % 5))
    return []


def entries(world):
    contract = make.make_contract(world.own, world.people["facilitator"])
    for at in range(MANY):
        make.make_hours(contract, date(2026, 1, 2) + timedelta(days=at * 7 % MANY), hours=Decimal(1 + at % 5) / 2, topic=named(at))
    return [contract.pk]


def notes(world):
    for at, site in enumerate(sites(world)):
        contract = make.make_contract(site, world.people["facilitator"])
        make.make_hours(contract, date(2026, 1, 2 + at % 20), hours=Decimal(1 + at % 5) / 2, topic=named(at), door="county")
    return []


def inquiries(world):
    kinds, states = list(Inquiry.Kind), list(Inquiry.State)
    for at in range(MANY):
        fields = {"kind": kinds[at % len(kinds)], "state": states[at % 3]}
        make.make_inquiry(world.own, title=named(at), to_state=bool(at % 2), **fields)
        Inquiry.objects.filter(title=named(at)).update(begun=timezone.now() - timedelta(days=MANY - at // 4))
    return []


def reports(world):
    for at, site in enumerate(sites(world)):
        measure = make.make_measure(site, 2026, report_due=date(2027, 1, 1 + at % 5), file_number=f"Ä{at % 4}" if at % GAP else "")
        make.make_report(site, 2026, measure=measure, state=("submitted", "returned", "accepted")[at % 3])
    return []


def lsz_reports(world):
    counties = (world.county, world.other_county)
    LszReport.objects.bulk_create(
        LszReport(county=counties[at % 2], year=2020 + at % GAP, version=at, data={}, sha256="0" * 64, created_by=world.people["social_planner"])
        for at in range(MANY)
    )
    return []


def trainings(world):
    for at in range(MANY):
        first = timezone.localdate() + timedelta(days=20 + at % 9)
        make.make_training(world.state, named(at), first=first, kind=("training", "expert", "network")[at % 3])
    return []


def registrations(world):
    training = make.make_training(world.state, capacity=None)
    for at in range(MANY):
        county = (world.county, world.other_county)[at % 2] if at % GAP else None
        make.make_registration(training, named(at), role=("head", "office", "other")[at % 3], county=county, state=("in", "waiting")[at % 2])
    return [training.pk]


ORDERED: dict[str, Ordered] = {
    **OF_OFFICES,
    "sites:kita_list": Ordered("name provider permit places", kitas),
    "sites:provider_list": Ordered("name county kitas", providers),
    "sites:municipality_list": Ordered("name ags kitas", towns),
    "sites:member_list": Ordered("name role starts", members),
    "sites:partner_list": Ordered("name stage until", partners, Role.COORDINATOR, blurred="stage until"),
    "sites:room_list": Ordered("name covered capacity", rooms, Role.COORDINATOR),
    "offers:help_entry_list": Ordered("kind title", helps),
    "offers:publication_list": Ordered("on medium title", publications, Role.COORDINATOR),
    "offers:offer_list": Ordered("name next held", offers, Role.COORDINATOR),
    "planning:need_list": Ordered("title voices goals offers released", needs, Role.COORDINATOR),
    "planning:room_plan": Ordered("title number room cost state", equipment, Role.COORDINATOR),
    "planning:assessment_list": Ordered("title group answered last", assessments),
    "planning:figure_list": Ordered("indicator place value share day", figures),
    "planning:figure_table": Ordered("name", compared_figures, is_whole=True),
    "planning:resolution_list": Ordered("kind body day", resolutions),
    "planning:commission_list": Ordered("subject day", commissions),
    "planning:body_list": Ordered("name members met", bodies),
    "processes:training_list": Ordered("day title kind", trainings),
    "processes:registration_list": Ordered("name role county state", registrations, Role.STATE_OFFICE),
    "offers:survey_list": Ordered("title opens closes sheets", surveys, Role.COORDINATOR),
    "planning:plan_sites": Ordered("site lacking", plan_sites),
    "planning:plan_detail": Ordered("site goal funded", plan_entries),
    "planning:import_list": Ordered("kind new changed state", tables, blurred="kind"),
    "planning:money_list": Ordered("site planned actual grant own asked", money, is_whole=True),
    "planning:application_list": Ordered("site since there state", applications, blurred="since"),
    "planning:inquiry_list": Ordered("title kind office day state", inquiries, Role.COORDINATOR),
    "offers:evidence_list": Ordered("title dated until", evidence, Role.COORDINATOR),
    "offers:named_list_list": Ordered("ends", named_lists, Role.COORDINATOR),
    "planning:visit_list": Ordered("title held", visits, Role.COORDINATOR),
    "processes:facilitator_list": Ordered("name region capacity free", pool),
    "processes:contract_list": Ordered("site person ends hours", contracts),
    "processes:entry_list": Ordered("day hours", entries, Role.HEAD, blurred="day"),
    "processes:note_list": Ordered("topic site held hours", notes),
    "reporting:site_list": Ordered("name phase hours held average last report", listed_sites, blurred="phase hours"),
    "reporting:report_list": Ordered("site state due number", reports),
    "reporting:lsz_list": Ordered("county year made", lsz_reports, Role.MINISTRY),
}
