"""Whether sites go on: many decisions under one resolution, all of them or none."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Application, Decision
from planning.rules.decisions import about_going_on
from planning.rules.departures import around, departures, departures_of_site, forms_today, phase_of, with_basis
from planning.services.decisions import answer, enter, one_of_many
from sites.core.access import Access
from sites.models import County, Site
from sites.rules.as_of import coordination_on
from sites.rules.phases import RUNNING

Kind = Decision.Kind


@transaction.atomic
def continue_sites(*, access: Access, county: County, paper: Decision, continued: set[int], ended: dict[int, str]) -> list[Decision]:
    """One decision per site for the funding year of `paper`, all under its body, date and number.

    `ended`: site and its own reason. Refused as a whole when somebody else has decided about one of them meanwhile, or one has ended. An
    application of the site, submitted or not, is decided with it.
    """
    chosen = {*continued, *ended}
    # guard: continuation-lock -> pass
    list(Site.objects.select_for_update(of=("self",)).filter(pk__in=chosen).order_by("pk"))  # two at once: the second one waits here
    now = {"forms_now": forms_today(access.today), "fte_today": coordination_on(access.today)}
    sites = list(around(Site.objects.filter(pk__in=chosen, county=county), access.today).annotate(**now))
    if len(sites) != len(chosen) or not all(access.may("applications.decide", site) for site in sites):  # guard: mixed-continuation -> if False:
        raise PermissionDenied
    _refuse_overtaken(sites, paper.funding_year, access.today)  # guard: decided-once -> pass
    pending = Application.objects.filter(site__in=sites, state__in=Application.PENDING, begun__year__lte=paper.funding_year)
    cases = {case.site_id: case for case in with_basis(pending, access.today)}
    made = []
    for site in sites:
        try:
            made.append(_decide(access, site, paper, ended.get(site.pk), cases.get(site.pk)))
        except ValidationError as error:
            if hasattr(error, "error_dict") and "departure_reason" in error.error_dict:
                raise
            raise ValidationError([f"{site.name}: {text}" for text in error.messages]) from None
    return made


def _departures(site: Any, asked: Any) -> list[str]:
    """Of a site with its forms of today, as `continue_sites` reads it; of a submitted case that is decided with it as well."""
    return departures(asked) if asked else departures_of_site(site, site.forms_now, site.fte_today)


def _refuse_overtaken(sites: list[Site], year: int | None, today: date) -> None:
    decided = set(Decision.objects.filter(about_going_on(year, today), site__in=sites).values_list("site", flat=True))
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
    """An application of the site is about the same matter and over with it; a submitted one in the form and with the post it asks for."""
    decision = one_of_many(paper)
    decision.site = site
    asked = case if case and case.state == Application.State.SUBMITTED else None
    if case:
        answer(access, decision, case)
    if end_reason is None:
        decision.kind = Kind.CONTINUE
        if asked:
            decision.forms, decision.coordinator_fte = asked.forms, asked.coordinator_fte
        return enter(access, site, decision, _departures(site, asked), sets_post=asked is not None)
    decision.kind, decision.reasons, decision.departure_reason, decision.next_due = Kind.END, end_reason, "", None
    return enter(access, site, decision, [])
