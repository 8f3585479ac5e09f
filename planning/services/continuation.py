"""Whether sites go on: many decisions under one resolution, all of them or none."""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Decision
from planning.rules.departures import around, departures_of_site, forms_today, phase_of
from planning.services.decisions import DONE, REASON_MISSING, begin_phase, measure_of, resting_on
from sites.core.access import Access
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import County, Phase, Site
from sites.rules.phases import RUNNING

Kind = Decision.Kind


@transaction.atomic
def continue_sites(*, access: Access, county: County, paper: Decision, continued: set[int], ended: dict[int, str]) -> list[Decision]:
    """One decision per site for the funding year of `paper`, all under its body, date and number.

    `ended`: site and its own reason. Refused as a whole when somebody else has decided about one of them meanwhile, or one has ended.
    """
    chosen = {*continued, *ended}
    # guard: continuation-lock -> pass
    list(Site.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))  # two at once: the second one waits here
    sites = list(around(Site.objects.filter(pk__in=chosen, county=county), access.today).annotate(forms_now=forms_today(access.today)))
    if len(sites) != len(chosen) or not all(access.may("applications.decide", site) for site in sites):  # guard: mixed-continuation -> if False:
        raise PermissionDenied
    _refuse_overtaken(sites, paper.funding_year)  # guard: decided-once -> pass
    if any(_departures(site) for site in sites if site.pk in continued) and not paper.departure_reason.strip():
        raise ValidationError({"departure_reason": REASON_MISSING})
    return [_decide(access, site, paper, ended.get(site.pk)) for site in sites]


def _departures(site: Any) -> list[str]:
    """Of a site with its forms of today, as `continue_sites` reads it."""
    return departures_of_site(site, site.forms_now, site.coordinator_fte)


def _refuse_overtaken(sites: list[Site], year: int | None) -> None:
    valid = Decision.objects.filter(site__in=sites, funding_year=year, superseded_by=None)
    decided = set(valid.exclude(kind=Kind.REJECT).values_list("site", flat=True))
    overtaken = [site.name for site in sites if site.pk in decided]
    ended = [site.name for site in sites if phase_of(site) not in RUNNING]
    found = []
    if overtaken:
        found.append(f"Über diese Standorte ist für {year} inzwischen schon entschieden: {', '.join(overtaken)}. Nichts ist gespeichert.")
    if ended:
        found.append(f"Diese Standorte laufen inzwischen nicht mehr: {', '.join(ended)}. Nichts ist gespeichert.")
    if found:
        raise ValidationError(found)


def _decide(access: Access, site: Site, paper: Decision, end_reason: str | None) -> Decision:
    decision = copy(paper)
    decision._state = copy(paper._state)
    decision.site, decision.recorded_by, day = site, access.user, paper.effective_from
    if end_reason is None:
        decision.kind, decision.departures = Kind.CONTINUE, _departures(site)
        decision.departure_reason = paper.departure_reason if decision.departures else ""
    else:
        decision.kind, decision.reasons, decision.departure_reason, decision.next_due = Kind.END, end_reason, "", None
    decision.save()
    text = f"{DONE[Kind(decision.kind)]} ab {day:%d.%m.%Y}: {resting_on(decision)}"
    record(access, decision, "decided", text=text, note=decision.reasons, departures=decision.departures)
    if decision.kind == Kind.END:
        begin_phase(access, site, Phase.ENDED, day, resting_on(decision))
        queue("offers.publish", place=site.pk, title="Familienseite", access=access)
    else:
        measure_of(access, site, day)
    queue("planning.mail_decided", place=site.pk, title=f"Nachricht zur Entscheidung {site.name}", access=access, decision=decision.pk)
    return decision
