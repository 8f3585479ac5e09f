"""The plan of a house: its steps, entered by the house and by who facilitates it."""

from processes.forms.steps import ActionStepForm
from processes.models import ActionStep
from processes.pages.step_list import step_list_page
from processes.services.steps import tell_parents
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.navigation import STEPS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

READS = ("goals.view", "sites.view", "analysis.view")


@allow("steps.view", reads=(*READS, "contracts.view", "hours.view", "notes.view", "bodies.view"))
def step_list(request, site):
    """Who does what until when; house and facilitator work on the same list (R165)."""
    return render_page(request, "processes/step_list.html", step_list_page(request, site))


@allow("steps.change", "GET", "POST", reads=READS)
def step_create(request, site):
    """Plan a step, best for a goal."""
    place = site_within(request, "steps.change", site)
    return _step_form(
        request, ActionStep(site=place), {"goal": number_in(request, "goal"), "finding": number_in(request, "finding")}, title="Schritt eintragen"
    )


@allow("steps.change", "GET", "POST", reads=READS)
def step_edit(request, pk):
    """Change a step, or say how it ended."""
    step = fetch(request, rows(request, ActionStep).select_related("site"), pk=pk, lock=request.method == "POST")
    return _step_form(request, step, {}, title="Schritt ändern")


def _step_form(request, step: ActionStep, initial: dict, **shown):
    return form_page(
        request,
        ActionStepForm(*posted(request), instance=step, request=request, initial=initial),
        save=lambda form: _save(request, form),
        done=lambda saved: f"Schritt „{saved}“ ist gespeichert.",
        crumbs=[STEPS.crumb(step.site_id)],
        pre=step.site.name,
        lead="Klein genug für einen Tag im Kalender: was, wer, bis wann.",
        submit="Schritt speichern",
        audience="steps.internal",
        removal=Removal(step),
        **shown,
    )


def _save(request, form: ActionStepForm) -> ActionStep:
    saved = keep(request, form, f"Schritt „{form.instance}“")
    if saved.for_parents and "for_parents" in form.changed_data:
        tell_parents(access=request.access, step=saved)
    return saved
