"""Whether sites go on: many decisions under one resolution, all of them or none."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.rules.departures import around, departures, departures_of_site, forms_today, phase_of, with_basis
from planning.services.cases import take_step
from planning.services.decisions import enter, one_of_many
from sites.core.access import Access
from sites.models import County, Site
from sites.rules.phases import RUNNING

Kind = Decision.Kind


@transaction.atomic
def continue_sites(*, access: Access, county: County, paper: Decision, continued: set[int], ended: dict[int, str]) -> list[Decision]:
    """One decision per site for the funding year of `paper`, all under its body, date and number.

    `ended`: site and its own reason. Refused as a whole when somebody else has decided about one of them meanwhile, or one has ended. An
    application that waits at the planner is decided with it.
    """
    chosen = {*continued, *ended}
    # guard: continuation-lock -> pass
    list(Site.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))  # two at once: the second one waits here
    sites = list(around(Site.objects.filter(pk__in=chosen, county=county), access.today).annotate(forms_now=forms_today(access.today)))
    if len(sites) != len(chosen) or not all(access.may("applications.decide", site) for site in sites):  # guard: mixed-continuation -> if False:
        raise PermissionDenied
    _refuse_overtaken(sites, paper.funding_year)  # guard: decided-once -> pass
    waiting = with_basis(Application.objects.filter(site__in=sites, state=Application.State.SUBMITTED), access.today)
    cases = {case.site_id: case for case in waiting}
    made = []
    for site in sites:
        try:
            made.append(_decide(access, site, paper, ended.get(site.pk), cases.get(site.pk)))
        except ValidationError as error:
            if hasattr(error, "error_dict") and "departure_reason" in error.error_dict:
                raise
            raise ValidationError([f"{site.name}: {text}" for text in error.messages]) from None
    return made


def _departures(site: Any, case: Any) -> list[str]:
    """Of a site with its forms of today, as `continue_sites` reads it; of a case that is decided with it as well."""
    return departures(case) if case else departures_of_site(site, site.forms_now, site.coordinator_fte)


def _refuse_overtaken(sites: list[Site], year: int | None) -> None:
    valid = Decision.objects.valid().filter(site__in=sites, funding_year=year, kind__in=[Kind.ESTABLISH, Kind.CONTINUE, Kind.END])
    decided = set(valid.values_list("site", flat=True))
    overtaken = [site.name for site in sites if site.pk in decided]
    ended = [site.name for site in sites if phase_of(site) not in RUNNING]
    found = []
    if overtaken:
        found.append(f"Über diese Standorte ist für {year} inzwischen schon entschieden: {', '.join(overtaken)}. Nichts ist gespeichert.")
    if ended:
        found.append(f"Diese Standorte laufen inzwischen nicht mehr: {', '.join(ended)}. Nichts ist gespeichert.")
    if found:
        raise ValidationError(found)


def _decide(access: Access, site: Site, paper: Decision, end_reason: str | None, case: Application | None) -> Decision:
    """A submitted application of the site is about the same matter: it is decided with it, in the form and with the post it asks for."""
    decision = one_of_many(paper)
    decision.site, decision.application = site, case and take_step(access=access, obj=case, name="decide")
    if end_reason is None:
        decision.kind = Kind.CONTINUE
        if case:
            decision.forms, decision.coordinator_fte = case.forms, case.coordinator_fte
        return enter(access, site, decision, _departures(site, case), sets_post=case is not None)
    decision.kind, decision.reasons, decision.departure_reason, decision.next_due = Kind.END, end_reason, "", None
    return enter(access, site, decision, [])
