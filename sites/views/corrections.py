"""Putting right what was written down wrongly: the days of a phase, and a role that was given by mistake."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.places import KEYS, name_of
from sites.forms.houses import MembershipCorrection, PhaseCorrection
from sites.models import Membership, SitePhase
from sites.services.giving import reason_against_correction
from sites.services.houses import correct_membership, correct_phase, gap_around


@allow("sites.register", "GET", "POST")
def phase_correct(request, pk):
    """A phase has wrong days or names the wrong paper; the planner puts it right with a reason."""
    phase = fetch(request, rows(request, SitePhase).select_related("site"), pk=pk, lock=request.method == "POST")
    form = PhaseCorrection(request.POST if request.method == "POST" else None, instance=phase, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            correct_phase(access=request.access, phase=phase, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Die Phase „{phase.get_phase_display()}“ ist berichtigt.")
            if gap := gap_around(phase):
                messages.warning(request, gap)
            return redirect(reverse("sites:site_master", args=[phase.site_id]))
    others = rows(request, SitePhase).filter(site=phase.site_id).order_by("-starts")
    back = reverse("sites:site_master", args=[phase.site_id])
    return page_with_form(request, "sites/phase_correct.html", form, phase=phase, others=others, site=phase.site, back=back)


@allow("members.change", "GET", "POST", reads=("sites.view",))
def member_correct(request, pk):
    """A role was given with wrong days or by mistake; who may give it puts it right."""
    membership = fetch(request, rows(request, Membership).select_related("user", *KEYS), pk=pk)
    label, back = name_of(membership.place), reverse("sites:member_list", args=[membership.place_id])
    reason = reason_against_correction(request.access, membership)
    form = MembershipCorrection(request.POST if request.method == "POST" else None, instance=membership, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            if reason:
                raise ValidationError(reason)
            correct_membership(access=request.access, membership=membership, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Berichtigt: {membership.user.name}, {membership.get_role_display()}.")
            return redirect(back)
    crumbs = [(f"Personen: {label}", back), ("Berichtigen", "")]
    return page_with_form(request, "sites/member_correct.html", form, membership=membership, label=label, reason=reason, crumbs=crumbs)
