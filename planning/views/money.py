"""Money of a measure: costs, sources, sums, the county's rule; and the county's list of a funding year."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from planning.forms.money import CostForm, FundingForm, FundingRuleForm
from planning.models import Cost, Funding, FundingRule, Measure
from planning.pages.money_list import FIRST_YEAR, measures_of
from planning.rules import money as reckoning
from planning.services.money import change_rule, is_in_plan, remove_line, rule_of
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice
from sites.core.numbers import euros
from sites.models import County
from sites.services.entries import note_saved


def _measure(request, pk: int, action: str = "money.view") -> Measure:
    """A measure at a site where this very action is allowed."""
    within = rows(request, Measure).select_related("site__county", "action_field", "plan_goal")
    return fetch(request, within.filter(site_id__in=request.access.reach(action).places), pk=pk)


@allow("money.view", reads=("measures.view", "sites.view"))
def measure_detail(request, pk):
    """What a measure costs and who pays for it: planned, actual, own share, and what departs from the usual."""
    measure = _measure(request, pk)
    costs = list(rows(request, Cost).filter(measure=measure))
    fundings = list(rows(request, Funding).filter(measure=measure).select_related("source"))
    today, rule = request.access.today, rule_of(measure.site.county_id, request.access.today)
    money = reckoning.reckon(costs, fundings, rule)
    hints = reckoning.warnings(money, grant=measure.grant, in_plan=is_in_plan(measure.site, today)) if costs or fundings else []
    kinds = [(label, money.by_kind[kind], kind == Cost.Kind.INVESTMENT) for kind, label in Cost.Kind.choices if any(c.kind == kind for c in costs)]
    context = {
        "measure": measure, "site": measure.site, "costs": costs, "fundings": fundings, "money": money, "kinds": kinds, "hints": hints, "rule": rule,
        "may_change": measure.site_id in request.access.reach("money.change").places,
        "may_plan": measure.site_id in request.access.reach("measures.change").places,
        "eligible_words": f"davon zuwendungsfähig {euros(money.eligible.planned)}", "share_words": f"erwartet {euros(money.asked.planned)}",
        "crumbs": [(measure.site.name, measure.site.get_absolute_url()), (str(measure), "")],
    }  # fmt: skip
    return render(request, "planning/measure_detail.html", context)


# Lines ------------------------------------------------------------------------------------------------------------


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def cost_create(request, measure):
    """Enter a cost of a measure."""
    return _line_form(request, CostForm, Cost, _measure(request, measure, "money.change"), "Ausgabe")


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def cost_edit(request, pk):
    """Change a cost, or enter what it came to."""
    return _line_edit(request, CostForm, Cost, pk, "Ausgabe")


@allow("money.change", "POST", reads=("measures.view", "sites.view"))
def cost_remove(request, pk):
    """Take a cost out again; the log keeps it."""
    return _line_remove(request, Cost, pk, "Ausgabe")


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def funding_create(request, measure):
    """Enter a source of money."""
    return _line_form(request, FundingForm, Funding, _measure(request, measure, "money.change"), "Einnahme")


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def funding_edit(request, pk):
    """Change a source of money, or enter what came in."""
    return _line_edit(request, FundingForm, Funding, pk, "Einnahme")


@allow("money.change", "POST", reads=("measures.view", "sites.view"))
def funding_remove(request, pk):
    """Take a source of money out again; the log keeps it."""
    return _line_remove(request, Funding, pk, "Einnahme")


def _line_form(request, form_class, model, measure, word, line=None):
    created = line is None
    line = line or model(measure=measure, site=measure.site)
    form = form_class(request.POST if request.method == "POST" else None, instance=line, request=request)
    back = reverse("planning:measure_detail", args=[measure.pk])
    if request.method == "POST" and form.is_valid():
        row = keep(request, form)
        what = row.title if model is Cost else str(row.source)
        note_saved(access=request.access, form=form, row=row.measure, created=created, text=f"{word} „{what}“")
        messages.success(request, f"{word} „{what}“ ist gespeichert.")
        return redirect(back)
    crumbs = [(measure.site.name, measure.site.get_absolute_url()), (str(measure), back), (word, "")]
    title = f"{word} {'eintragen' if created else 'ändern'}"
    context = {"title": title, "measure": measure, "site": measure.site, "back": back, "crumbs": crumbs, "line": None if created else line}
    return page_with_form(request, "planning/money_line.html", form, **context, removal=_removal(line, model))


def _removal(line, model) -> str:
    return reverse(f"planning:{'cost' if model is Cost else 'funding'}_remove", args=[line.pk]) if line.pk else ""


def _line_edit(request, form_class, model, pk, word):
    source = rows(request, model).select_related("measure__site__county")
    line = fetch(request, source, pk=pk, lock=request.method == "POST")
    return _line_form(request, form_class, model, line.measure, word, line)


def _line_remove(request, model, pk, word):
    line = fetch(request, rows(request, model).select_related("measure__site"), pk=pk, lock=True)
    remove_line(access=request.access, line=line)
    messages.success(request, f"{word} entfernt. Im Protokoll steht sie weiter.")
    return redirect("planning:measure_detail", line.measure_id)


# The county -------------------------------------------------------------------------------------------------------


@allow("money.sums", reads=("measures.view", "sites.view"), group="plans")
def money_list(request, county):
    """All measures of a county in a funding year: planned, actual, grant, own share, and their sums."""
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("money.sums").places), pk=county)
    years = [str(year) for year in range(request.access.today.year + 1, FIRST_YEAR - 1, -1)]
    year = int(choice(request, "year", years) or request.access.today.year)
    rule = rule_of(county.pk, request.access.today)
    lines, money = measures_of(request, county, year, rule)
    context = {
        "county": county, "year": year, "years": years, "lines": lines, "money": money,
        "rule": rule, "may_rule": county.pk in request.access.reach("plans.change").places,
    }  # fmt: skip
    return render(request, "planning/money_list.html", context)


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def fundingrule_create(request, county):
    """Set the county's rule for the own share from a day on."""
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("plans.change").places), pk=county)
    form = FundingRuleForm(request.POST if request.method == "POST" else None, instance=FundingRule(place_id=county.pk), request=request)
    if request.method == "POST" and form.is_valid():
        try:
            rule = change_rule(access=request.access, form=form)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Der Eigenanteil ab {rule.starts:%d.%m.%Y} ist eingetragen.")
            return redirect("planning:money_list", county.pk)
    back = navigation.MONEY.url(county.pk)
    return page_with_form(
        request, "planning/fundingrule_create.html", form, county=county, back=back, crumbs=[navigation.MONEY.crumb(county.pk), ("Eigenanteil", "")]
    )
