"""Decisions: entered on the page of the case, read and corrected on their own, and those that lie outside the application."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from planning.forms.decisions import CorrectionForm, PhaseForm
from planning.models import Decision
from planning.pages.application_detail import READS, application_detail_page, blank_decision, cases
from planning.pages.decision_detail import decision_detail_page
from planning.rules.assessments import basis_missing, basis_of
from planning.services.decisions import correct_decision, decide, record_phase
from sites.core.access import allow, fetch, rows
from sites.core.days import valid_on
from sites.core.flow import problems
from sites.core.forms import form_page, posted, refuse, status_of
from sites.core.pages import render_page
from sites.models import Phase, Site, SitePhase

UNUSUAL = "Konsultationseinrichtungen haben ihr Profil nach den Fachlichen Empfehlungen (3.2) schon als ThEKiZ entwickelt."


@allow("applications.decide", "GET", "POST", reads=READS)
def decision_create(request, pk):
    """Enter the decision of a case. Two at once: one decides, the other is told."""
    if request.method == "GET":
        return render_page(request, "planning/application_detail.html", application_detail_page(request, pk))
    application = fetch(request, cases(request), pk=pk)
    form = blank_decision(request, application, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            chosen = {"forms": data["site_forms"], "coordinator_fte": data["coordinator_fte"]}
            decide(access=request.access, application=application, decision=form.instance, **chosen)
        except ValidationError as error:
            refuse(form, at_fields(error))
        else:
            messages.success(request, "Die Entscheidung ist eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect(application)
    else:
        for told in problems(application, "decide", request.access):  # the choices of the form may be gone because somebody else has decided
            form.add_error(None, told)
    return render_page(request, "planning/application_detail.html", application_detail_page(request, pk, refused=form), status=422)


def at_fields(error: ValidationError) -> ValidationError:
    """The refusal of a service, at the names of the form's fields."""
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({"site_forms" if name == "forms" else name: errors for name, errors in error.error_dict.items()})


# One decision -----------------------------------------------------------------------------------------------------


def _decision(request, pk) -> Decision:
    return fetch(request, rows(request, Decision).select_related("site__county", "site__municipality", "recorded_by", "plan"), pk=pk)


def _decision_page(request, decision: Decision, form=None):
    page = decision_detail_page(request, decision, form)
    return render_page(request, "planning/decision_detail.html", page, status=status_of(page.form) if page.form else 200)


@allow("decisions.view", reads=("sites.view",))
def decision_detail(request, pk):
    """One decision: what was decided, by whom, on which paper and plan, until when the next one is due."""
    return _decision_page(request, _decision(request, pk))


@allow("applications.decide", "POST", reads=("decisions.view", "sites.view"))
def decision_correct(request, pk):
    """Correct how a decision was written down; the earlier wording stays."""
    old = _decision(request, pk)
    form = CorrectionForm(request.POST, old=old, edits=old, request=request)
    if form.is_valid():
        try:
            corrected = correct_decision(access=request.access, old=old, corrected=form.instance, note=form.cleaned_data["note"])
        except ValidationError as error:
            refuse(form, at_fields(error))
        else:
            messages.success(request, "Die Entscheidung ist berichtigt. Die frühere Fassung bleibt stehen.")
            return redirect("planning:decision_detail", corrected.pk)
    return _decision_page(request, old, form)


# Decisions outside the application --------------------------------------------------------------------------------


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view"))
def phase_record(request, site):
    """A phase whose decision is older than the application, with body, date and number."""
    # guard: phase-site -> within = rows(request, Site)
    within = rows(request, Site).select_related("county", "municipality").filter(pk__in=request.access.reach("applications.decide").places)
    site = fetch(request, within, pk=site)
    before = rows(request, SitePhase).filter(valid_on(request.access.today), site=site).first()

    def save(form):
        try:
            phase = record_phase(access=request.access, site=site, phase=form.cleaned_data["phase"], decision=form.instance)
        except ValidationError as error:
            raise at_fields(error) from None
        if phase.phase == Phase.CONSULTATION and (before is None or before.phase != Phase.ESTABLISHED):
            messages.warning(request, UNUSUAL)
        if warning := basis_missing(phase.phase, basis_of(site.pk, request.access.today)):
            messages.warning(request, warning)
        return phase

    return form_page(
        request,
        PhaseForm(*posted(request), instance=Decision(site=site), request=request),
        save=save,
        done=lambda phase: f"Phase „{phase.get_phase_display()}“ ab {phase.starts:%d.%m.%Y} ist eingetragen.",
        crumbs=[(site.name, site.get_absolute_url())],
        title="Beschluss nachtragen",
        pre=site.name,
        lead="Für Entscheidungen, die außerhalb dieser Anwendung gefallen sind. Gremium, Datum und Nummer gehören dazu.",
        submit="Phase eintragen",
        audience="decisions.view",
        template="planning/phase_record.html",
        phases=site.phases.order_by("-starts"),
    )
