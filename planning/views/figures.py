"""The figures of the social space of a county."""

from django.http import Http404

from planning.forms.figures import FigureForm
from planning.models import SocialFigure
from planning.pages.figure_list import figure_list as figure_list_page
from planning.pages.figure_table import figure_table as figure_table_page
from planning.pages.figure_table import file_of
from sites.core.access import allow, fetch, keep
from sites.core.forms import form_page, posted
from sites.core.navigation import FIGURES
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal
from sites.core.sheets import KINDS, file_name, list_answer
from sites.models import Place


@allow("socialfigures.view", reads=("sites.view",))
def figure_list(request, county):
    """The figures of a county, its municipalities and planning areas, the newest first."""
    return render_page(request, "planning/figure_list.html", figure_list_page(request, county))


@allow("socialfigures.view", reads=("sites.view",))
def figure_table(request, county):
    """Municipalities by indicators: the newest value, its trend, and the county as a whole."""
    return render_page(request, "planning/figure_table.html", figure_table_page(request, county))


@allow("socialfigures.view", reads=("sites.view",))
def figure_export(request, county, kind):
    """The table as a file, with the indicators that the page shows."""
    table = figure_table_page(request, county)
    if kind not in KINDS:
        raise Http404
    return list_answer(kind, file_name("sozialraumdaten", table.place.label, request.access.today), "Sozialraumdaten", *file_of(table))


@allow("socialfigures.change", "GET", "POST", reads=("sites.view",))
def figure_create(request, county):
    """Enter a figure with its day and source."""
    place = place_within(request, county, "county")
    lead = "Mit Stichtag und Quelle. Ein Anteil behält sein Ganzes, die Prozentzahl rechnet die Anwendung."
    return _figure_form(request, SocialFigure(place_id=place.pk), place, title="Zahl eintragen", lead=lead)


@allow("socialfigures.change", "GET", "POST", reads=("sites.view",))
def figure_edit(request, pk):
    """Correct a figure; a newer day is a figure of its own."""
    figure = fetch(request, SocialFigure, pk=pk, lock=request.method == "POST")
    lead = "Nur zum Berichtigen. Für einen neuen Stichtag tragen Sie bitte eine neue Zahl ein."
    return _figure_form(request, figure, place_within(request, figure.place_id, "county"), title="Zahl ändern", lead=lead)


def _figure_form(request, figure: SocialFigure, place: Place, **shown: str):
    return form_page(
        request,
        FigureForm(*posted(request), instance=figure, request=request),
        save=lambda form: keep(request, form, f"Zahl „{form.instance.indicator}“"),
        done="Die Zahl ist gespeichert.",
        crumbs=[FIGURES.crumb(place.pk)],
        pre=place.label,
        submit="Zahl speichern",
        audience="socialfigures.view",
        removal=Removal(figure),
        **shown,
    )
