"""Rows for tests: plans, resolutions, bodies, strategy and deadlines."""

from datetime import date

from planning.models import (
    AgendaItem,
    Body,
    BodyMember,
    Commission,
    CommissionSite,
    Deadline,
    Edition,
    LegalBasis,
    Meeting,
    Plan,
    PlanEntry,
    PlanGoal,
    Representative,
    Resolution,
    Strategy,
    StrategyTarget,
)


def make_body(place, name="Jugendhilfeausschuss", kind="youth_welfare_committee", **fields):
    return Body.objects.create(place_id=place.pk, name=name, kind=kind, **fields)


def make_body_member(body, name="Ute Kern", **fields):
    values = {"organisation": "Kreiselternvertretung", "starts": date(2024, 8, 1), **fields}
    return BodyMember.objects.create(body=body, place_id=body.place_id, name=name, **values)


def make_meeting(body, held_on=date(2026, 12, 10), **fields):
    return Meeting.objects.create(body=body, place_id=body.place_id, held_on=held_on, **fields)


def make_agenda_item(meeting, number=1, title="ThEKiZ im Fachplan", **fields):
    return AgendaItem.objects.create(meeting=meeting, place_id=meeting.place_id, number=number, title=title, **fields)


def make_resolution(body, number="JHA 2026/47", kind="other", **fields):
    values = {"decided_on": date(2026, 3, 12), "subject": "Weiterentwicklung der ThEKiZ", **fields}
    if kind == "adoption":
        values.setdefault("edition", Edition.objects.get(code="2021"))
    return Resolution.objects.create(body=body, place_id=body.place_id, number=number, kind=kind, **values)


def commission_basis():
    """§§ 17, 18 SGB VIII."""
    known = LegalBasis.objects.filter(needs_commission=True).first()
    return known or LegalBasis.objects.create(
        edition="2021", number=93, citation="SGB VIII §§ 17, 18", content="Beratung", needs_commission=True, starts=date(2021, 1, 1)
    )


def make_commission(county, holder="Beratungsstelle Ilmtal", *, sites=(), **fields):
    """For the whole county unless `sites` says where."""
    values = {"sections": ["17", "18"], "subject": "Beratung bei Trennung und Umgang", "starts": date(2026, 1, 1), **fields}
    values.setdefault("legal_basis", commission_basis())
    row = Commission.objects.create(place_id=county.pk, holder="" if "provider" in fields else holder, **values)
    CommissionSite.objects.bulk_create(CommissionSite(place_id=county.pk, commission=row, site=site) for site in sites)
    return row


def make_strategy(county, targets=(), **fields):
    """`targets` are (year, sites, consultation sites)."""
    values = {"title": "ThEKiZ-Strategie", "year_from": 2024, "year_until": 2028, "goals": "Jede Region hat ein ThEKiZ.", **fields}
    strategy = Strategy.objects.create(place_id=county.pk, **values)
    for year, sites, consultation in targets:
        StrategyTarget.objects.create(strategy=strategy, place_id=county.pk, year=year, sites=sites, consultation_sites=consultation)
    return strategy


def make_plan(county, kind="integrated_plan", title="Fachplan Familie", version="2025–2029", starts=date(2025, 1, 1), **fields):
    return Plan.objects.create(place_id=county.pk, kind=kind, title=title, version=version, starts=starts, **fields)


def make_plan_goal(plan, title="Familien haben einen Treffpunkt in ihrer Nähe", **fields):
    return PlanGoal.objects.create(plan=plan, place_id=plan.place_id, number=fields.pop("number", "3.2"), title=title, **fields)


def make_plan_entry(plan, site, **fields):
    return PlanEntry.objects.create(plan=plan, place_id=plan.place_id, site=site, **{"section": "S. 41", **fields})


def make_representative(county, name="Martin Vogel", starts=date(2024, 1, 1), **fields):
    values = {"function": "social_planner", "email": "vogel@kreis.example", "phone": "03677 555 0110", **fields}
    return Representative.objects.create(place_id=county.pk, name=name, starts=starts, **values)


def make_deadline(county, kind="report", due=None, year=2026, project_class="existing"):
    due = due or date(year + 1, 6, 30)
    return Deadline.objects.create(place_id=county.pk, funding_year=year, project_class=project_class, kind=kind, due=due)
