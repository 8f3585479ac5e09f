"""Money of a measure: costs, sources, sums, the county's rule; and the county's list of a funding year."""

from django.urls import reverse

from planning.forms.money import CostForm, FundingForm, FundingRuleForm
from planning.models import Cost, Funding, FundingRule, Measure
from planning.pages.measure_detail import measure_detail as measure_detail_page
from planning.pages.money_list import money_list as money_list_page
from planning.services.money import change_rule
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import record_form
from sites.core.navigation import MONEY
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.models import County
from sites.rules.as_of import history, in_year, with_history

RULE = (
    "Wie viel Letztempfänger*innen selbst beitragen, wird verschieden gerechnet. Die Regel gilt für alle Maßnahmen; die bisherige endet am Tag davor."
)


def _measure(request, pk: int, action: str = "money.view") -> Measure:
    """A measure at a site where this very action is allowed."""
    within = rows(request, Measure).select_related("site__county", "action_field", "plan_goal").annotate(history=history("site__"))
    # guard: money-site -> return fetch(request, within, pk=pk)
    return fetch(request, within.filter(site_id__in=request.access.reach(action).places), pk=pk)


@allow("money.view", reads=("measures.view", "sites.view"))
def measure_detail(request, pk):
    """What a measure costs and who pays for it: planned, actual, own share, and what departs from the usual."""
    return render_page(request, "planning/measure_detail.html", measure_detail_page(request, _measure(request, pk)))


# Lines ------------------------------------------------------------------------------------------------------------


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def cost_create(request, measure):
    """Enter a cost of a measure."""
    measure = _measure(request, measure, "money.change")
    return _line_form(request, CostForm, Cost(measure=measure, site=measure.site))


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def cost_edit(request, pk):
    """Change a cost, or enter what it came to."""
    return _line_form(request, CostForm, _line(request, Cost, pk))


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def funding_create(request, measure):
    """Enter a source of money."""
    measure = _measure(request, measure, "money.change")
    return _line_form(request, FundingForm, Funding(measure=measure, site=measure.site))


@allow("money.change", "GET", "POST", reads=("measures.view", "sites.view"))
def funding_edit(request, pk):
    """Change a source of money, or enter what came in."""
    return _line_form(request, FundingForm, _line(request, Funding, pk))


def _line(request, model: type[Cost | Funding], pk: int) -> Cost | Funding:
    return fetch(request, rows(request, model).select_related("measure__site__county"), pk=pk, lock=request.method == "POST")


def _line_form(request, form_class: type[CostForm | FundingForm], line: Cost | Funding):
    """The form of a line, under the name of its year. Its entries stand at the measure, which stays when the line is taken out."""
    measure, word, created = line.measure, line._meta.verbose_name, line._state.adding
    site = in_year(with_history(measure.site_id), measure.funding_year, request.access.today).name

    def save(form: CostForm | FundingForm) -> Cost | Funding:
        row = keep(request, form)
        record_form(request.access, form, measure, created=created, text=f"{word} „{row}“")
        return row

    way = [(site, measure.site.get_absolute_url()), (str(measure), reverse("planning:measure_detail", args=[measure.pk]))]
    return form_page(
        request,
        form_class(*posted(request), instance=line, request=request, edits=None if created else measure),
        save=save,
        done=lambda row: f"{word} „{row}“ ist gespeichert.",
        crumbs=way,
        title=f"{word} {'eintragen' if created else 'ändern'}",
        pre=site,
        lead=str(measure),
        removal=Removal(line, about=measure),
    )


# The county -------------------------------------------------------------------------------------------------------


@allow("money.sums", reads=("measures.view", "sites.view"), group="plans")
def money_list(request, county):
    """All measures of a county in a funding year: planned, actual, grant, own share, and their sums."""
    # guard: money-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("money.sums").places), pk=county)
    return render_page(request, "planning/money_list.html", money_list_page(request, county))


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def fundingrule_create(request, county):
    """Set the county's rule for the own share from a day on."""
    # guard: rule-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("plans.change").places), pk=county)
    return form_page(
        request,
        FundingRuleForm(*posted(request), instance=FundingRule(place_id=county.pk), request=request),
        save=lambda form: change_rule(access=request.access, rule=form.instance),
        done=lambda rule: f"Der Eigenanteil ab {rule.starts:%d.%m.%Y} ist eingetragen.",
        crumbs=[MONEY.crumb(county.pk)],
        title="Eigenanteil festlegen",
        pre=county.name,
        lead=RULE,
        submit="Regel speichern",
    )
