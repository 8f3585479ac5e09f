"""What changes the house over time: its organisation forms, and the corrections of forms, phases and memberships that were written down wrongly."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.core.access import Access
from sites.core.days import is_over, overlapping
from sites.core.jobs import queue
from sites.core.journal import record
from sites.models import Membership, OrganisationForm, Site, SiteForm, SitePhase
from sites.rules.giving import check_giving

DAY = timedelta(days=1)


def span(starts: date, ends: date | None) -> str:
    """ "ab 01.02.2026", "01.02.2026 bis 31.03.2026"."""
    return f"{starts:%d.%m.%Y} bis {ends:%d.%m.%Y}" if ends else f"ab {starts:%d.%m.%Y}"


def _locked_site(pk: int) -> Site:
    """One change at a time: what is valid at a site is decided on its locked row."""
    return Site.objects.select_for_update(of=("self",)).get(pk=pk)


# Organisation forms -----------------------------------------------------------------------------------------------


@transaction.atomic
def record_forms(*, access: Access, site: Site, forms: list[str], leading: str, day: date, reason: str) -> None:
    """From a day on exactly these forms, one of them leading or none; what ends keeps its days (R064, R065)."""
    _locked_site(site.pk)
    rows = list(SiteForm.objects.filter(site=site))
    later = next((row for row in rows if row.starts > day), None)
    if later:
        text = f"Ab {later.starts:%d.%m.%Y} ist schon „{later.get_form_display()}“ eingetragen. Bitte wählen Sie einen Tag ab dann"
        raise ValidationError({"starts": f"{text} oder berichtigen Sie diese Angabe im Verlauf."})
    current = {row.form: row for row in rows if not is_over(row, day)}
    wanted = {form: form == leading for form in forms}
    if wanted == {form: row.leading for form, row in current.items() if row.ends is None} and len(current) == len(wanted):
        raise ValidationError("Genau das gilt schon. Es gibt nichts zu ändern.")
    for form, row in current.items():
        if wanted.get(form) == row.leading and row.ends is None:
            del wanted[form]
        elif row.starts == day:
            row.delete()
        else:
            row.ends = day - DAY
            row.save(update_fields=["ends"])
    own = {"site": site, "county_id": site.county_id, "starts": day, "reason": reason}
    SiteForm.objects.bulk_create(SiteForm(form=form, leading=first, **own) for form, first in wanted.items())
    names = " und ".join(OrganisationForm(form).label for form in forms)
    before = ", ".join(row.get_form_display() for row in current.values())
    record(access, site, "forms", text=f"Organisationsform ab {day:%d.%m.%Y}: {names}", note=reason, before=before, leading=leading)


@transaction.atomic
def correct_form(*, access: Access, row: SiteForm, starts: date, ends: date | None, reason: str, mistake: bool, note: str) -> None:
    """A form of a site was written down wrongly: other days, another reason, or a mistake altogether."""
    _locked_site(row.site_id)
    label, old = row.get_form_display(), span(row.starts, row.ends)
    if mistake:
        row.delete()
        record(access, row.site, "corrected", text=f"Form „{label}“ {old} war ein Irrtum", note=note)
        return
    row.starts, row.ends, row.reason = starts, ends, reason
    row.validate_constraints()
    row.save()
    record(access, row.site, "corrected", text=f"Form „{label}“ berichtigt: {span(starts, ends)} statt {old}", note=note)


# Phases -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def correct_phase(*, access: Access, phase: SitePhase, starts: date, ends: date | None, resting_on: str, note: str) -> SitePhase:
    """A phase has wrong days: the right ones, when no other phase stands there. Phases follow decisions and are never removed (R203)."""
    _locked_site(phase.site_id)
    other = SitePhase.objects.filter(overlapping(starts, ends), site_id=phase.site_id).exclude(pk=phase.pk).order_by("starts").first()
    if other:
        text = f"In dieser Zeit steht schon „{other.get_phase_display()}“ ({span(other.starts, other.ends)})."
        raise ValidationError(f"{text} Zwei Phasen zugleich gibt es nicht. Bitte ändern Sie die Tage oder berichtigen Sie zuerst jene Phase.")
    old: dict[str, Any] = {"starts": str(phase.starts), "ends": str(phase.ends or ""), "resting_on": phase.resting_on}
    text = f"Phase „{phase.get_phase_display()}“ berichtigt: {span(starts, ends)} statt {span(phase.starts, phase.ends)}"
    phase.starts, phase.ends, phase.resting_on = starts, ends, resting_on
    phase.validate_constraints()
    phase.save(update_fields=["starts", "ends", "resting_on"])
    record(access, phase.site, "corrected", text=text, note=note, before=old)
    queue("offers.publish", place=phase.site_id, title="Familienseite", access=access)
    return phase


def gap_around(phase: SitePhase) -> str:
    """Days beside a corrected phase on which no phase stands, in words; nothing when it joins its neighbours."""
    others = list(SitePhase.objects.filter(site_id=phase.site_id).exclude(pk=phase.pk).order_by("starts"))
    before = [row for row in others if row.starts < phase.starts]
    after = [row for row in others if row.starts > phase.starts]
    if before and before[-1].ends and before[-1].ends < phase.starts - DAY:
        return f"Vom {before[-1].ends + DAY:%d.%m.%Y} bis {phase.starts - DAY:%d.%m.%Y} steht jetzt keine Phase."
    if after and phase.ends and phase.ends < after[0].starts - DAY:
        return f"Vom {phase.ends + DAY:%d.%m.%Y} bis {after[0].starts - DAY:%d.%m.%Y} steht jetzt keine Phase."
    return ""


# Memberships ------------------------------------------------------------------------------------------------------


@transaction.atomic
def correct_membership(*, access: Access, membership: Membership, starts: date, ends: date | None, mistake: bool, note: str) -> None:
    """A role was given with wrong days, or by mistake: it is put right, never erased; who may give the role may correct it."""
    check_giving(access, membership.place, membership.role)  # guard: correcting -> pass
    if membership.user_id == access.user.pk:  # guard: own-correction -> if False:
        raise ValidationError("Die eigene Zugehörigkeit kann nur jemand anderes berichtigen.")
    locked = Membership.objects.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    who, old = f"{locked.user.name}: {locked.get_role_display()}", span(locked.starts, locked.ends)
    if mistake:
        if locked.deputies.standing().exists():  # guard: mistake-with-deputy -> if False:
            raise ValidationError({"mistake": "An dieser Rolle hängt eine Vertretung. Bitte beenden oder berichtigen Sie zuerst diese."})
        locked.starts = locked.ends = min(locked.starts, access.today - DAY)  # rows of people are never erased: one day that is over stays
        locked.validate_constraints()
        locked.save(update_fields=["starts", "ends"])
        record(access, locked, "corrected", text=f"{who} {old} war ein Irrtum", note=note)
        return
    early = locked.deputies.standing().filter(starts__lt=starts).order_by("starts").first()
    if early:
        raise ValidationError({"starts": f"Eine Vertretung beginnt schon am {early.starts:%d.%m.%Y}. Bitte berichtigen Sie zuerst deren Tage."})
    locked.starts, locked.ends = starts, ends
    locked.validate_constraints()
    locked.save(update_fields=["starts", "ends"])
    if ends:
        for deputy in locked.deputies.standing().exclude(ends__lte=ends):
            deputy.ends = max(ends, deputy.starts)
            deputy.save(update_fields=["ends"])
    record(access, locked, "corrected", text=f"{who} berichtigt: {span(starts, ends)} statt {old}", note=note)
