"""Who of a house's team is away: for the plan of the week."""

from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.days import date_figures
from sites.core.forms import form_page, posted
from sites.core.journal import record
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.forms.absences import AbsenceForm
from sites.models import Absence
from sites.pages.absence_list import absence_list_page


@allow("absences.view", reads=("sites.view",))
def absence_list(request, site):
    """Who of the team is away today and later, or has been."""
    return render_page(request, "row_list.html", absence_list_page(request, site_within(request, "absences.view", site)))


@allow("absences.change", "GET", "POST", reads=("sites.view", "posts.view"))
def absence_create(request, site):
    """Say who is away and who takes over."""
    site = site_within(request, "absences.change", site)
    return _form(request, Absence(site=site), "Abwesenheit eintragen", {"starts": request.access.today, "ends": request.access.today})


@allow("absences.change", "GET", "POST", reads=("sites.view", "posts.view"))
def absence_edit(request, pk):
    """Put it right, or take it away."""
    absence = fetch(request, rows(request, Absence).select_related("site"), pk=pk, lock=request.method == "POST")
    return _form(request, absence, "Abwesenheit ändern", {})


def _form(request, absence: Absence, title: str, initial: dict):
    site = absence.site

    def save(form):
        kind, what = ("created", "eingetragen") if form.instance._state.adding else ("changed", "geändert")
        saved = keep(request, form)
        if form.has_changed():  # an entry can never be erased: it names neither the person nor the reason
            record(request.access, saved, kind, text=f"Besonderheit im Team {what}")
        return saved

    return form_page(
        request,
        AbsenceForm(*posted(request), instance=absence, request=request, initial=initial),
        save=save,
        done=lambda saved: f"Im Plan steht: {saved.name}, {saved.days}.",
        crumbs=[(site.name, site.get_absolute_url()), navigation.ABSENCES.crumb(site.pk)],
        title=title,
        pre=site.name,
        lead="Was das Team wissen muss, damit jemand übernimmt: wer, wann, und wer einspringt.",
        audience="absences.view",
        removal=Removal(absence, name=f"Abwesenheit ab {date_figures(absence.starts)}"),
    )
