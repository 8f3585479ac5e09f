"""The only place for what belongs together in the planning of a county: one line of links on all of its pages."""

from contextlib import suppress

from django.urls import NoReverseMatch, reverse

from sites.core.access import Access

#: View, words, and the action one needs at the county; each address carries the county.
TABS = (
    ("reporting:county_sheet", "Überblick", "figures.view"),
    ("planning:plan_overview", "Strategie und Pläne", "plans.view"),
    ("planning:resolution_list", "Beschlüsse", "plans.view"),
    ("planning:body_list", "Gremien", "bodies.view"),
    ("planning:deadline_list", "Fristen", "plans.view"),
    ("planning:assessment_list", "Erhebungen", "assessments.view"),
    ("planning:need_map", "Bedarfe und Lücken", "needs.view"),
    ("planning:figure_list", "Sozialraumdaten", "socialfigures.view"),
    ("sites:kita_list", "Kitas und Träger", "sites.view"),
    ("planning:money_list", "Geld", "money.sums"),
    ("planning:import_list", "Tabellen einlesen", "imports.make"),
)


def county_tabs(access: Access, county, here: str) -> list[dict]:
    """What this person may open in the planning of a county: label, url, current. `here`: the view that stands for the page."""
    tabs = []
    for view, label, action in TABS:
        if access.holds(action) and county.pk in access.reach(action).places:
            with suppress(NoReverseMatch):
                tabs.append({"label": label, "url": reverse(view, args=[county.pk]), "current": view == here})
    return tabs
