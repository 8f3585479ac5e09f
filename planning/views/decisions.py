"""Decisions: entered and corrected on the page of the case, and those that lie outside the application."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render

from planning import services
from planning.dossier import READS, blank_decision, cases, page_of, phase_today
from planning.forms import CorrectionForm, PhaseForm
from planning.models import Application, Decision
from sites.access import allow, fetch, rows
from sites.forms import page_with_form
from sites.models import Phase, Site

UNUSUAL = "Konsultationseinrichtungen haben ihr Profil nach den Fachlichen Empfehlungen (3.2) schon als ThEKiZ entwickelt."


@allow("applications.decide", "GET", "POST", reads=READS)
def decision_create(request, pk):
    """Enter the decision of a case, or correct how it was written down. Two at once: one decides, the other is told."""
    application = fetch(request, cases(rows(request, Application)), pk=pk)
    if request.method == "GET":
        return render(request, "planning/application_detail.html", page_of(request, application))
    if request.POST.get("replaces"):
        return _correct(request, application)
    form = blank_decision(request, application, phase_today(request, application.site), request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            chosen = {"forms": data["site_forms"], "coordinator_fte": data["coordinator_fte"]}
            services.decide(access=request.access, application=application, decision=form.instance, **chosen)
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, "Die Entscheidung ist eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect(application)
    application = fetch(request, cases(rows(request, Application)), pk=pk)  # as it stands now: somebody else may have decided
    context = page_of(request, application, decision_form=form)
    return render(request, "planning/application_detail.html", {**context, "refused_form": form}, status=422)


def _refuse(form, error: ValidationError) -> None:
    """The refusal of a service at the fields it names; what names no field of this form stands above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    names = {"forms": "site_forms"}
    for name, errors in error.error_dict.items():
        field = names.get(name, name)
        form.add_error(field if field in form.fields else None, errors)


def _correct(request, application):
    known = request.POST["replaces"]
    old = rows(request, Decision).filter(application=application, pk=int(known)).first() if known.isascii() and known.isdigit() else None
    if old is None:
        raise Http404
    form = CorrectionForm(request.POST, old=old, request=request)
    if form.is_valid():
        try:
            services.correct_decision(access=request.access, old=old, corrected=form.instance, note=form.cleaned_data["note"])
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, "Die Entscheidung ist berichtigt. Die frühere Fassung bleibt im Verlauf.")
            return redirect(application)
    context = page_of(request, application, correction_form=form)
    return render(request, "planning/application_detail.html", {**context, "refused_form": form}, status=422)


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view"))
def phase_record(request, site):
    """A phase whose decision is older than the application, with body, date and number."""
    within = rows(request, Site).select_related("county", "municipality").filter(pk__in=request.access.reach("applications.decide").places)
    site = fetch(request, within, pk=site)
    form = PhaseForm(request.POST if request.method == "POST" else None, instance=Decision(site=site), request=request)
    if request.method == "POST" and form.is_valid():
        phase = form.cleaned_data["phase"]
        before = phase_today(request, site)
        try:
            begun = services.record_phase(access=request.access, site=site, phase=phase, decision=form.instance)
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, f"Phase „{begun.get_phase_display()}“ ab {begun.starts:%d.%m.%Y} ist eingetragen.")
            if phase == Phase.CONSULTATION and (before is None or before.phase != Phase.ESTABLISHED):
                messages.warning(request, UNUSUAL)
            return redirect(site)
    phases = site.phases.order_by("-starts")
    return page_with_form(request, "planning/phase_record.html", form, site=site, phases=phases)
