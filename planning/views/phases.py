"""The phases of a site: the step to the next one, decided by a body, and those whose decision is older than the application."""

from django.contrib import messages
from django.core.exceptions import ValidationError

from planning.forms.decisions import PhaseForm, refusal
from planning.models import Decision
from planning.pages.phase_advance import advance_form, phase_advance_page
from planning.rules.assessments import basis_missing, basis_of
from planning.services.decisions import advance_phase, record_phase
from sites.core.access import allow, fetch, rows
from sites.core.days import valid_on
from sites.core.forms import form_page, posted
from sites.models import Phase, Site, SitePhase

UNUSUAL = "Konsultationseinrichtungen haben ihr Profil nach den Fachlichen Empfehlungen (3.2) schon als ThEKiZ entwickelt."


def _site(request, pk) -> Site:
    """A site this person decides about."""
    # guard: phase-site -> within = rows(request, Site)
    within = rows(request, Site).select_related("county", "municipality").filter(pk__in=request.access.reach("applications.decide").places)
    return fetch(request, within, pk=pk)


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view", "criteria.view", "plans.view", "bodies.view"))
def phase_advance(request, site):
    """The step of a site to its next phase, taken by a body: about two years after its way began (R204, R205, R206)."""
    page = phase_advance_page(request, _site(request, site))

    def save(form):
        try:
            return advance_phase(access=request.access, site=page.site, decision=form.instance)
        except ValidationError as error:
            raise refusal(form, error) from None

    return form_page(
        request,
        advance_form(request, page, *posted(request)),
        save=save,
        done=lambda decision: f"„{decision}“ ist eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail.",
        crumbs=[(page.site.name, page.site.get_absolute_url())],
        title="Übergang in die nächste Phase",
        pre=page.site.name,
        lead=page.lead,
        submit="Entscheidung eintragen",
        why_not=page.why_not,
        audience="decisions.view",
        template="planning/phase_advance.html",
        page=page,
    )


@allow("applications.decide", "GET", "POST", reads=("decisions.view", "sites.view"))
def phase_record(request, site):
    """A phase whose decision is older than the application, with body, date and number."""
    site = _site(request, site)
    before = rows(request, SitePhase).filter(valid_on(request.access.today), site=site).first()

    def save(form):
        try:
            phase = record_phase(access=request.access, site=site, phase=form.cleaned_data["phase"], decision=form.instance)
        except ValidationError as error:
            raise refusal(form, error) from None
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
