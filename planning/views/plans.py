"""On which plan: the county's planning on one page, its sites one by one, strategy, plans with goals and entries."""

from datetime import date

from django.urls import reverse

from planning.forms.plans import PlanEntryForm, PlanForm, PlanGoalForm, PlanRenewForm, StrategyForm
from planning.models import Plan, PlanEntry, PlanGoal, Strategy
from planning.pages.plan_detail import plan_detail_page
from planning.pages.plan_overview import plan_overview_page
from planning.pages.plan_sites import plan_sites_page
from planning.services.plans import attach, renew_plan, save_strategy
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal
from sites.models import Site
from sites.rules.as_of import day_of, on_day, with_history

# The county on one page -------------------------------------------------------------------------------------------


@allow("plans.view", reads=("bodies.view", "sites.view", "measures.view", "decisions.view", "documents.view"))
def plan_overview(request, county):
    """On which plan, resolution and strategy the sites of a county stand, and what is missing."""
    county = place_within(request, county, "county")
    return render_page(request, "planning/plan_overview.html", plan_overview_page(request, county.pk))


@allow("plans.view", reads=("sites.view", "measures.view", "decisions.view"))
def plan_sites(request, county):
    """The running sites of a county, one by one: in which plan each stands, and what it lacks."""
    county = place_within(request, county, "county").county
    return render_page(request, "planning/plan_sites.html", plan_sites_page(request, county))


# Strategy ---------------------------------------------------------------------------------------------------------


@allow("plans.change", "GET", "POST", reads=("sites.view", "documents.change"))
def strategy_create(request, county):
    """Write down the county's own strategy with its targets."""
    county = place_within(request, county, "county").county
    year = request.access.today.year
    strategy = Strategy(place=county.place, title=f"ThEKiZ-Strategie {county.name}"[:160], year_from=year, year_until=year + 4)
    return _strategy_form(request, strategy, county)


@allow("plans.change", "GET", "POST", reads=("sites.view", "documents.change"))
def strategy_edit(request, pk):
    """Change the strategy, its targets, its resolution."""
    strategy = fetch(request, Strategy, pk=pk, lock=request.method == "POST")
    return _strategy_form(request, strategy, place_within(request, strategy.place_id, "county").county)


def _strategy_form(request, strategy, county):
    title = "Strategie ändern" if strategy.pk else "Strategie festhalten"
    return form_page(
        request,
        StrategyForm(*posted(request), instance=strategy, request=request),
        save=lambda form: save_strategy(access=request.access, strategy=form.instance, targets=form.targets(), upload=form.cleaned_data["upload"]),
        done="Die Strategie ist gespeichert.",
        crumbs=[navigation.PLANS.crumb(county.pk)],
        title=title,
        pre=county.name,
        lead="Wie viele Kitas sollen sich bis wann zum ThEKiZ entwickeln, und was braucht es dafür?",
        submit="Strategie speichern",
        audience="plans.view",
        template="planning/strategy_edit.html",
        removal=Removal(strategy),
    )


# Plans ------------------------------------------------------------------------------------------------------------


def _plan(request, pk, *, lock: bool = False) -> Plan:
    return fetch(request, rows(request, Plan).select_related("resolution__body", "document", "place__county"), pk=pk, lock=lock)


def _trail(plan: Plan) -> list[tuple[str, str]]:
    return [navigation.PLANS.crumb(plan.place_id), (str(plan), reverse("planning:plan_detail", args=[plan.pk]))]


@allow("plans.change", "GET", "POST", reads=("sites.view", "documents.change"))
def plan_create(request, county):
    """Enter a plan with its version."""
    county = place_within(request, county, "county").county
    return _plan_form(request, Plan(place=county.place), "Plan eintragen", county, navigation.PLANS.url(county.pk))


@allow("plans.change", "GET", "POST", reads=("sites.view", "documents.change"))
def plan_edit(request, pk):
    """Change title, version, validity or resolution of a plan."""
    plan = _plan(request, pk, lock=request.method == "POST")
    return _plan_form(request, plan, "Plan ändern", plan.place.county, reverse("planning:plan_detail", args=[pk]))


def _plan_form(request, plan, title, county, back):
    return form_page(
        request,
        PlanForm(*posted(request), instance=plan, request=request),
        save=lambda form: _keep_with_paper(request, form),
        done=lambda plan: f"„{plan}“ ist gespeichert.",
        to=lambda plan: reverse("planning:plan_detail", args=[plan.pk]),
        back=back,
        crumbs=[navigation.PLANS.crumb(county.pk)],
        title=title,
        pre=county.name,
        submit="Plan speichern",
        audience="plans.view",
        removal=Removal(plan, to=navigation.PLANS.url(county.pk)),
    )


def _keep_with_paper(request, form) -> Plan:
    plan = keep(request, form, f"Plan „{form.instance}“")
    attach(access=request.access, row=plan, upload=form.cleaned_data["upload"], title=str(plan))
    return plan


@allow("plans.change", "GET", "POST", reads=("sites.view", "documents.change"))
def plan_renew(request, pk):
    """The next version of a plan: ends this one, takes goals and entries along."""
    old = _plan(request, pk)
    new = Plan(place=old.place, kind=old.kind, title=old.title)
    return form_page(
        request,
        PlanRenewForm(*posted(request), instance=new, request=request),
        save=lambda form: renew_plan(access=request.access, old=old, new=form.instance, upload=form.cleaned_data["upload"]),
        done=lambda new: f"Die Fassung {new.version} ist angelegt, {old.version} endet am Tag davor. Bitte prüfen Sie die Einträge.",
        to=lambda new: reverse("planning:plan_detail", args=[new.pk]),
        crumbs=_trail(old),
        title="Neue Fassung anlegen",
        pre=str(old),
        lead=f"Ziele und Einträge der Fassung {old.version} kommen mit. Sie endet am Tag vor der neuen.",
        submit="Neue Fassung anlegen",
        audience="plans.view",
    )


@allow("plans.view", reads=("sites.view", "documents.view"))
def plan_detail(request, pk):
    """One version of a plan: its days, its resolution, its goals, and where each site stands in it."""
    return render_page(request, "planning/plan_detail.html", plan_detail_page(request, _plan(request, pk)))


# Goals and entries of a plan --------------------------------------------------------------------------------------


@allow("plans.change", "GET", "POST")
def plan_goal_create(request, plan):
    """Enter a goal of a plan."""
    plan = _plan(request, plan)
    return _goal_form(request, PlanGoal(plan=plan, place=plan.place), plan, "Handlungsziel eintragen")


@allow("plans.change", "GET", "POST")
def plan_goal_edit(request, pk):
    """Change a goal of a plan."""
    goal = fetch(request, PlanGoal, pk=pk, lock=request.method == "POST")
    return _goal_form(request, goal, _plan(request, goal.plan_id), "Handlungsziel ändern")


def _goal_form(request, goal, plan, title):
    return form_page(
        request,
        PlanGoalForm(*posted(request), instance=goal, request=request),
        save=lambda form: keep(request, form, f"Handlungsziel „{form.instance.title}“"),
        done="Das Handlungsziel ist gespeichert.",
        crumbs=_trail(plan),
        title=title,
        pre=str(plan),
        submit="Handlungsziel speichern",
        audience="plans.view",
        removal=Removal(goal, about=plan),
    )


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def plan_entry_create(request, plan):
    """Enter where a site stands in a plan."""
    plan = _plan(request, plan)
    known = rows(request, Site).filter(county=plan.place_id, pk=number_in(request, "site")).first()
    return _entry_form(request, PlanEntry(plan=plan, place=plan.place), plan, "Standort in den Plan aufnehmen", {"site": known})


@allow("plans.change", "GET", "POST", reads=("sites.view",))
def plan_entry_edit(request, pk):
    """Change goal, page or money of an entry."""
    entry = fetch(request, rows(request, PlanEntry), pk=pk, lock=request.method == "POST")
    plan = _plan(request, entry.plan_id)
    return _entry_form(request, entry, plan, f"{_called(entry, plan, request.access.today)} im Plan", {})


def _called(entry: PlanEntry, plan: Plan, today: date) -> str:
    """What the site of an entry was called while its plan held."""
    return on_day(with_history(entry.site_id), day_of(plan, today)).name


def _entry_form(request, entry, plan, title, initial):
    today = request.access.today
    name = f"{_called(entry, plan, today)} in „{plan}“" if entry.pk else ""
    return form_page(
        request,
        PlanEntryForm(*posted(request), instance=entry, request=request, initial=initial),
        save=lambda form: keep(request, form, f"{_called(form.instance, plan, today)} in „{plan}“"),
        done=lambda entry: f"{_called(entry, plan, today)} steht in „{plan}“.",
        crumbs=_trail(plan),
        title=title,
        pre=str(plan),
        submit="Eintrag speichern",
        audience="plans.view",
        removal=Removal(entry, name=name, about=plan),
    )
