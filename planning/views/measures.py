"""Measures: the funded unit of a site and year in the LSZ plan."""

from planning.forms.measures import MeasureForm
from planning.models import Measure
from planning.rules.measures import proposed
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.rules.as_of import in_year, with_history


@allow("measures.change", "GET", "POST", reads=("sites.view",))
def measure_create(request, site):
    """Enter a measure of a funding year, perhaps for the theme of a gap."""
    lead = "Die geförderte Einheit im Plan des LSZ, je Förderjahr. Danach kann der Sachbericht geschrieben werden."
    measure = Measure(site=site_within(request, "measures.change", site))
    return _measure_form(request, measure, proposed(measure.site, number_in(request, "theme")), title="Maßnahme anlegen", lead=lead)


@allow("measures.change", "GET", "POST", reads=("sites.view",))
def measure_edit(request, pk):
    """Change a measure: its fields, its grant, the day its report is due."""
    measure = fetch(request, rows(request, Measure).select_related("site"), pk=pk, lock=request.method == "POST")
    return _measure_form(request, measure, {}, title="Maßnahme ändern", lead=str(measure))


def _measure_form(request, measure: Measure, initial: dict[str, str], **shown: str):
    """The form of a measure, which stands under the name that its site had in its year."""
    today = request.access.today
    site = in_year(with_history(measure.site_id), measure.funding_year or today.year, today).name
    return form_page(
        request,
        MeasureForm(*posted(request), instance=measure, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Maßnahme „{form.instance}“"),
        done=lambda row: f"Die Maßnahme {row.funding_year} ist gespeichert.",
        crumbs=[(site, measure.site.get_absolute_url())],
        pre=site,
        submit="Maßnahme speichern",
        audience="measures.view",
        removal=Removal(measure),
        **shown,
    )
