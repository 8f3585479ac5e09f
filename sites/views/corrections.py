"""Putting right what was written down wrongly: the days of a phase, and a role that was given by mistake."""

from django.urls import reverse
from django.utils.html import format_html

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.places import KEYS, name_of
from sites.forms.houses import MembershipCorrection, PhaseCorrection
from sites.models import Membership, SitePhase
from sites.rules.giving import reason_against_correction
from sites.services.houses import correct_membership, correct_phase, gap_around


@allow("sites.register", "GET", "POST")
def phase_correct(request, pk):
    """A phase has wrong days or names the wrong paper; the planner puts it right with a reason."""
    phase = fetch(request, rows(request, SitePhase).select_related("site"), pk=pk, lock=request.method == "POST")
    label, site = phase.get_phase_display(), phase.site
    return form_page(
        request,
        PhaseCorrection(*posted(request), instance=phase, request=request),
        save=lambda form: correct_phase(access=request.access, phase=phase, **form.cleaned_data),
        done=f"Die Phase „{label}“ ist berichtigt.",
        warning=gap_around,
        crumbs=[(site.name, site.get_absolute_url()), navigation.MASTER.crumb(site.pk)],
        title=f"Berichtigen: {label}",
        pre=site.name,
        lead="Nur für Tage oder Grundlagen, die falsch eingetragen sind. Ein neuer Beschluss ist keine Berichtigung.",
        submit="Berichtigung speichern",
        template="sites/phase_correct.html",
        phase=phase,
        others=rows(request, SitePhase).filter(site=site.pk).order_by("-starts"),
    )


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_correct(request, pk):
    """A role was given with wrong days or by mistake; who may give it puts it right."""
    membership = fetch(request, rows(request, Membership).select_related("user", *KEYS), pk=pk, lock=request.method == "POST")
    label, who = name_of(membership.place), f"{membership.user.name}, {membership.get_role_display()}"
    lead = '{}. Nur für Rollen, die falsch eingetragen sind. Hört jemand auf, <a href="{}">beenden Sie die Rolle</a>.'
    return form_page(
        request,
        MembershipCorrection(*posted(request), instance=membership, request=request),
        save=lambda form: correct_membership(access=request.access, membership=membership, **form.cleaned_data),
        done=f"Berichtigt: {who}.",
        crumbs=[(f"Personen: {label}", reverse("sites:member_list", args=[membership.place_id]))],
        title="Rolle berichtigen",
        pre=label,
        lead=format_html(lead, who, reverse("sites:member_end", args=[pk])),
        submit="Berichtigung speichern",
        why_not=reason_against_correction(request.access, membership),
    )
