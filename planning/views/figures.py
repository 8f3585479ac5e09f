"""The county's view of needs: figures of the social space, needs without offer and offers without need."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from planning.forms.assessments import FigureFilter, FigureForm
from planning.models import Need, SocialFigure
from planning.rules.gaps import gaps_of
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice, latest, page
from sites.core.places import place_within
from sites.rules.small_numbers import shown
from sites.services.entries import note_saved

# Figures ----------------------------------------------------------------------------------------------------------


@allow("socialfigures.view", reads=("sites.view",))
def figure_list(request, county):
    """The figures of a county, its municipalities and planning areas, the newest first."""
    place = place_within(request, county, "county")
    form = FigureFilter(request.GET, county=place.pk, request=request)
    found = rows(request, SocialFigure).filter(place=place.pk, **form.chosen()).select_related("indicator", "municipality", "planning_area")
    context = {
        "place": place,
        "form": form,
        "page": page(request, found.annotate(newest=latest("day")), "newest"),
        "is_filtered": bool(form.chosen()),
        "may_change": place.pk in request.access.reach("socialfigures.change").places,
        "tabs": navigation.COUNTY_TABS.at(request.access, place.pk, navigation.FIGURES),
    }
    return render(request, "planning/figure_list.html", context)


@allow("socialfigures.change", "GET", "POST", reads=("sites.view",))
def figure_create(request, county):
    """Enter a figure with its day and source."""
    place = place_within(request, county, "county")
    return _figure_form(request, "planning/figure_create.html", SocialFigure(place_id=place.pk), place)


@allow("socialfigures.change", "GET", "POST", reads=("sites.view",))
def figure_edit(request, pk):
    """Correct a figure; a newer day is a figure of its own."""
    figure = fetch(request, SocialFigure, pk=pk, lock=request.method == "POST")
    return _figure_form(request, "planning/figure_edit.html", figure, place_within(request, figure.place_id, "county"))


def _figure_form(request, template: str, figure: SocialFigure, place):
    form = FigureForm(request.POST if request.method == "POST" else None, instance=figure, request=request)
    if request.method == "POST" and form.is_valid():
        created = figure.pk is None
        try:
            row = keep(request, form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            note_saved(access=request.access, form=form, row=row, created=created, text=f"Zahl „{row.indicator}“")
            messages.success(request, "Die Zahl ist gespeichert.")
            return redirect("planning:figure_list", place.pk)
    return page_with_form(request, template, form, place=place, back=navigation.FIGURES.url(place.pk))


# Needs of the county ----------------------------------------------------------------------------------------------


@allow("needs.view", reads=("sites.view",))
def need_map(request, county):
    """Needs without offer and offers without need by municipality and theme (UF21), and the needs that sites have released."""
    place = place_within(request, county, "county")
    show = choice(request, "show", {"gaps"})
    needs = rows(request, Need).filter(site__county=place.pk, released=True, closed_on=None).select_related("site__municipality", "theme")
    listed = page(request, needs.annotate(newest=latest("found_on")), "newest")
    for need in listed.rows:
        need.number = shown(need.voices)
    context = {
        "place": place,
        "gaps": gaps_of(place.pk, request.access.today, open_only=show == "gaps"),
        "show": show,
        "page": listed,
        "tabs": navigation.COUNTY_TABS.at(request.access, place.pk, navigation.NEED_MAP),
    }
    return render(request, "planning/need_map.html", context)
