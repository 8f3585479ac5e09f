"""Decisions: entered on the page of the case, read, corrected and taken back on their own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from planning.forms.decisions import CorrectionForm, SignatoryForm, TakeBackForm, refusal
from planning.models import Decision
from planning.pages.agenda import asked_item
from planning.pages.application_detail import READS, application_detail_page, blank_decision, cases
from planning.pages.decision_bundle import decision_bundle_page
from planning.pages.decision_detail import decision_detail_page
from planning.services.corrections import correct_decision, take_back
from planning.services.decisions import decide
from sites.core.access import allow, fetch, keep, rows
from sites.core.flow import problems
from sites.core.forms import form_page, posted, refuse, status_of
from sites.core.pages import render_page
from sites.rules.as_of import history, on_day, with_history


@allow("applications.decide", "GET", "POST", reads=(*READS, "bodies.view"))
def decision_create(request, pk):
    """Enter the decision of a case, perhaps from an item of an agenda. Two at once: one decides, the other is told."""
    application = fetch(request, cases(request), pk=pk)
    item = asked_item(request, application.site.county_id, application.site_id)
    if request.method == "GET":
        fresh = blank_decision(request, application, item=item) if application.state == "submitted" else None
        return render_page(request, "planning/application_detail.html", application_detail_page(request, pk, refused=fresh))
    form = blank_decision(request, application, request.POST, item=item)
    if form.is_valid():
        try:
            decide(access=request.access, application=application, decision=form.instance)
        except ValidationError as error:
            refuse(form, refusal(form, error))
        else:
            messages.success(request, "Die Entscheidung ist eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect(application)
    else:
        for told in problems(application, "decide", request.access):  # the choices of the form may be gone because somebody else has decided
            form.add_error(None, told)
    return render_page(request, "planning/application_detail.html", application_detail_page(request, pk, refused=form), status=422)


# One decision -----------------------------------------------------------------------------------------------------


def _decision(request, pk) -> Decision:
    known = rows(request, Decision).select_related(
        "site__county", "site__municipality", "recorded_by", "taken_back_by", "signatory", "plan", "application"
    )
    return fetch(request, known.annotate(history=history("site__")), pk=pk)


def _decision_page(request, decision: Decision, **refused):
    page = decision_detail_page(request, decision, **refused)
    form = next(iter(refused.values()), None)
    return render_page(request, "planning/decision_detail.html", page, status=status_of(form) if form else 200)


READS_OF_ONE = ("sites.view", "bodies.view")


@allow("decisions.view", reads=READS_OF_ONE)
def decision_detail(request, pk):
    """One decision: what was decided, by whom, on which paper and plan, until when the next one is due."""
    return _decision_page(request, _decision(request, pk))


@allow("applications.decide", "POST", reads=("decisions.view", *READS_OF_ONE))
def decision_correct(request, pk):
    """Correct a decision while nothing later rests on it; the earlier wording stays."""
    old = _decision(request, pk)
    form = CorrectionForm(request.POST, old=old, edits=old, request=request)
    if form.is_valid():
        try:
            corrected = correct_decision(access=request.access, old=old, corrected=form.instance, note=form.cleaned_data["note"])
        except ValidationError as error:
            refuse(form, refusal(form, error))
        else:
            messages.success(request, "Die Entscheidung ist berichtigt. Die frühere Fassung bleibt stehen.")
            return redirect("planning:decision_detail", corrected.pk)
    return _decision_page(request, old, form=form)


@allow("applications.decide", "POST", reads=("decisions.view", *READS_OF_ONE))
def decision_take_back(request, pk):
    """Take a decision back with a reason; its site is as it was before, its case waits again."""
    decision = _decision(request, pk)
    form = TakeBackForm(request.POST, request=request, auto_id="back_%s")
    if form.is_valid():
        try:
            take_back(access=request.access, decision=decision, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Die Entscheidung ist zurückgenommen. Sie bleibt mit Ihrem Grund in der Geschichte stehen.")
            return redirect("planning:decision_detail", decision.pk)
    return _decision_page(request, decision, back_form=form)


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view"))
def decision_signatory(request, pk):
    """Choose who signs the letter about a decision."""
    # guard: sign-decision -> within = rows(request, Decision)
    within = rows(request, Decision).filter(request.access.q("applications.decide", Decision))
    decision = fetch(request, within.select_related("recorded_by"), pk=pk, lock=request.method == "POST")
    site = on_day(with_history(decision.site_id), decision.decided_on).name
    return form_page(
        request,
        SignatoryForm(*posted(request), instance=decision, request=request),
        save=lambda form: keep(request, form, "Unterschrift des Schreibens"),
        done="Gespeichert. Die nächsten Schreiben nennen diesen Namen.",
        crumbs=[(f"Entscheidung über {site}", reverse("planning:decision_detail", args=[pk]))],
        title="Wer unterschreibt?",
        pre=f"Schreiben zur Entscheidung über {site}",
        audience="decisions.view",
    )


@allow("applications.decide", reads=("decisions.view", "sites.view"))
def decision_bundle(request, pk):
    """All decisions of a county under the paper of this one: their letters in one file and one by one."""
    return render_page(request, "planning/decision_bundle.html", decision_bundle_page(request, _decision(request, pk)))
