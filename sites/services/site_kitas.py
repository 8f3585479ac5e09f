"""What changes which Kitas form a site: they join, lead, leave on a day; never a day without any (R027, R069)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format

from sites.core.access import Access
from sites.core.days import Span, valid
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Kita, Phase, Site, SiteKita, SitePhase
from sites.services.houses import span
from sites.services.sites import join_kita

DAY = timedelta(days=1)


def first_gap(days: Iterable[Span], since: date, until: date | None) -> date | None:
    """The first day of a span (both ends inclusive, None: open) on which no Kita belongs to the site; None when there is always one."""
    needed = since
    for starts, ends in sorted(days, key=lambda row: row[0]):
        if starts > needed:
            break
        if ends is None:
            return None
        needed = max(needed, ends + DAY)
    return None if until and needed > until else needed


def kitas_on(days: Iterable[Span], day: date) -> int:
    """How many of the validities hold on a day."""
    return len(valid(days, day))


def other_days(link: SiteKita) -> list[Span]:
    """The days of the other Kitas of the site."""
    return [Span(*row) for row in SiteKita.objects.filter(site=link.site_id).exclude(pk=link.pk).values_list("starts", "ends")]


def gap_of_site(site: int, days: list[Span]) -> date | None:
    """The first day without a Kita from the site's first phase on, until it ended."""
    phases = list(SitePhase.objects.filter(site=site).order_by("starts").values_list("phase", "starts"))
    since = phases[0][1] if phases else min(starts for starts, _ in days)
    until = phases[-1][1] - DAY if phases and phases[-1][0] == Phase.ENDED else None
    return first_gap(days, since, until)


@transaction.atomic
def add_kita(*, access: Access, site: Site, kita: Kita, day: date, leading: bool) -> SiteKita:
    """A Kita joins a site from a day on; its provider may be another one."""
    link = join_kita(access=access, site=site, kita=kita, day=day)
    record(access, site, "kita_joined", text=f"Kita „{kita.name}“ gehört ab {day:%d.%m.%Y} zum Standort", kita=kita.pk)
    if leading:
        lead(access=access, link=link)
    _publish(access, site)
    return link


@transaction.atomic
def change_days(*, access: Access, link: SiteKita, starts: date, ends: date | None, reason: str, corrected: bool) -> SiteKita:
    """A Kita leaves on a day, or its days were written down wrongly. Refused: days without any Kita, and two sites at a time."""
    Site.objects.select_for_update(of=("self",)).get(pk=link.site_id)  # two Kitas that leave at the same time would leave none
    others, old = other_days(link), Span(link.starts, link.ends)
    gap = gap_of_site(link.site_id, [*others, Span(starts, ends)])
    if gap and gap != gap_of_site(link.site_id, [*others, old]):  # guard: last-kita -> if False:
        sentence = f"Ab dem {date_format(gap, 'j. F Y')} hätte der Standort keine Kita. Bitte nehmen Sie zuerst eine andere Kita auf."
        raise ValidationError({"ends" if ends else "starts": sentence})
    link.starts, link.ends = starts, ends
    link.validate_constraints()
    link.save(update_fields=["starts", "ends"])
    text = f"Kita „{link.kita.name}“: Tage am Standort berichtigt" if corrected else f"Kita „{link.kita.name}“ gehört nicht mehr zum Standort"
    days = [str(old[0]), str(old[1] or "")], [str(starts), str(ends or "")]
    record(
        access,
        link.site,
        "kita_corrected" if corrected else "kita_left",
        text=f"{text}, {span(starts, ends)}",
        note=reason,
        kita=link.kita_id,
        days=days,
    )
    _publish(access, link.site)
    return link


@transaction.atomic
def lead(*, access: Access, link: SiteKita) -> None:
    """One Kita of a Verbund speaks for all; the others stop to."""
    SiteKita.objects.filter(site=link.site_id, leading=True).exclude(pk=link.pk).update(leading=False)
    link.leading = True
    link.save(update_fields=["leading"])
    record(access, link.site, "kita_leads", text=f"Kita „{link.kita.name}“ ist federführend", kita=link.kita_id)


def _publish(access: Access, site: Site) -> None:
    queue("offers.publish", place=site.pk, title=f"Familienseite von {site.name}", access=access)
