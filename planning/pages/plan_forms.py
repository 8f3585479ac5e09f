"""What the pages of the county's planning share."""

from sites.core.forms import page_with_form
from sites.core.rights import roles_with


def plan_page(request, form, *, title: str, crumbs: list, button: str, pre: str, back: str = "", template: str = "planning/row_form.html", **context):
    """The page of a form of the county's planning; without `back` it leads to where the crumbs end."""
    shown = {"title": title, "crumbs": [*crumbs, (title, "")], "back": back or crumbs[-1][1], "button": button, "pre": pre}
    return page_with_form(request, template, form, **shown, **{"audience": roles_with("plans.view"), **context})
