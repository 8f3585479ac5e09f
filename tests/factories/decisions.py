"""Rows for tests: the deep dossier: bulk decisions, letters, corrections."""

from datetime import date

from planning.models import Body, Plan, PlanEntry, Resolution


def put_in_plans(site, *kinds, starts=date(2020, 1, 1), section="S. 41"):
    """The site stands in a plan of each kind of its county."""
    entries = []
    for kind in kinds:
        plan = Plan.objects.filter(place=site.county_id, kind=kind).first() or Plan.objects.create(
            place_id=site.county_id, kind=kind, title="Fachplan", version="2025–2029", starts=starts
        )
        entries.append(PlanEntry.objects.create(place_id=site.county_id, plan=plan, site=site, section=section))
    return entries


def make_site_resolution(county, number="JHA 2026/47", decided_on=date(2026, 11, 12), kind="youth_welfare_committee", **fields):
    """A resolution about sites, of a body of the county."""
    body = Body.objects.get_or_create(place_id=county.pk, kind=kind, defaults={"name": "Jugendhilfeausschuss"})[0]
    values = {"kind": "sites", "subject": "Fortführung der ThEKiZ", **fields}
    return Resolution.objects.create(place_id=county.pk, body=body, decided_on=decided_on, number=number, **values)
