"""The thread from a need on: goals, indicators, measured values."""

from django.contrib import messages
from django.urls import reverse

from planning.forms.goals import GoalForm, IndicatorForm, ValueForm
from planning.models import Goal, Indicator, IndicatorValue, Need
from planning.pages.goal_detail import goal_detail_page
from planning.pages.goal_list import goal_list as goal_list_page
from planning.pages.thread_line import strand_of_goal, thread_line
from planning.pages.value_create import values_so_far
from planning.rules.goals import FIRST_IMPACT, ONLY_OUTPUTS, against_direction
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.navigation import GOALS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

NO_SPECIFIC_GOAL = "Das Ziel zahlt noch auf keines der sechs besonderen Ziele ein (Fachliche Empfehlungen 2021, 1.5)."
SHARES = "Wo stehen Sie heute, wo wollen Sie hin? Ausgang, Ziel und alle Messwerte sind von einer Art; nur so lassen sie sich vergleichen."


# Goals ------------------------------------------------------------------------------------------------------------


#: What the thread shows beside goals.
THREAD = ("needs.view", "sites.view", "offers.view", "evidence.view")


@allow("goals.view", reads=THREAD)
def goal_list(request, site):
    """The thread of a site: need, goal, sign, offer, evidence and conclusion; what is missing is shown as a gap."""
    return render_page(request, "planning/goal_list.html", goal_list_page(request, site))


@allow("goals.view", reads=THREAD)
def goal_detail(request, pk):
    """One goal: how far its signs are, its rounds with what was learned, what shows it."""
    return render_page(request, "planning/goal_detail.html", goal_detail_page(request, pk))


@allow("goals.change", "GET", "POST", reads=("needs.view", "sites.view"))
def goal_create(request, site):
    """Agree on a goal, best for a need."""
    site = site_within(request, "goals.change", site)
    need = rows(request, Need).filter(site=site, pk=number_in(request, "need")).first()  # type: ignore[misc]  # None finds nothing
    lead = "Ein Ziel sagt, wer was bis wann verändert. Danach legen Sie fest, woran Sie es erkennen."
    return _goal_form(request, Goal(site=site), {"need": need, "starts": request.access.today}, title="Ziel vereinbaren", lead=lead)


@allow("goals.change", "GET", "POST", reads=THREAD)
def goal_edit(request, pk):
    """Change a goal, or write down what was learned."""
    goal = fetch(request, rows(request, Goal).select_related("site"), pk=pk, lock=request.method == "POST")
    lead = "Am Ende halten Sie hier fest, was Sie daraus gelernt haben."
    shown = {"template": "planning/thread_form.html", "thread_line": _line(request, goal.pk, "goal")}
    return _goal_form(request, goal, {}, title="Ziel ändern", lead=lead, **shown)


def _line(request, goal: int, here):
    return thread_line(request.access, strand_of_goal(request, goal), here)


def _goal_form(request, goal: Goal, initial: dict, **shown):
    def save(form: GoalForm) -> Goal:
        saved = keep(request, form, f"Ziel „{form.instance}“")
        if not form.cleaned_data["specific_goals"]:
            messages.warning(request, NO_SPECIFIC_GOAL)
        return saved

    def only_outputs(saved: Goal) -> str:
        has_impact = saved.step >= FIRST_IMPACT or rows(request, Goal).filter(site=saved.site_id, step__gte=FIRST_IMPACT).exists()
        return "" if has_impact else ONLY_OUTPUTS

    return form_page(
        request,
        GoalForm(*posted(request), instance=goal, request=request, initial=initial),
        save=save,
        done="Ziel ist gespeichert.",
        warning=only_outputs,
        crumbs=[GOALS.crumb(goal.site_id)],
        pre=goal.site.name,
        submit="Ziel speichern",
        audience="goals.view",
        removal=Removal(goal),
        **shown,
    )


# Indicators and values --------------------------------------------------------------------------------------------


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def indicator_create(request, goal):
    """Say how we will know that a goal is reached."""
    goal = fetch(request, rows(request, Goal).select_related("site"), pk=goal)
    return _indicator_form(request, Indicator(goal=goal, site=goal.site), {"baseline_on": request.access.today}, "Woran wir es erkennen")


@allow("goals.change", "GET", "POST", reads=THREAD)
def indicator_edit(request, pk):
    """Change an indicator; what was measured stays."""
    indicator = fetch(request, rows(request, Indicator).select_related("goal", "site"), pk=pk, lock=request.method == "POST")
    shown = {"template": "planning/thread_form.html", "thread_line": _line(request, indicator.goal_id, "indicator")}
    return _indicator_form(request, indicator, {}, "Indikator ändern", **shown)


def _indicator_form(request, indicator: Indicator, initial: dict, title: str, **shown):
    return form_page(
        request,
        IndicatorForm(*posted(request), instance=indicator, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Indikator „{form.instance}“"),
        done="Indikator ist gespeichert.",
        warning=against_direction,
        crumbs=[GOALS.crumb(indicator.site_id)],
        title=title,
        pre=f"Ziel: {indicator.goal.title}",
        lead=SHARES,
        submit="Indikator speichern",
        audience="goals.view",
        removal=Removal(indicator, about=indicator.goal),
        **shown,
    )


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def value_create(request, indicator):
    """Enter a measured value; the earlier ones stand beside the form and can be changed there."""
    indicator = fetch(request, rows(request, Indicator).select_related("goal", "site"), pk=indicator)
    initial = {"measured_on": request.access.today, "value_of": indicator.target_of}
    return _value_form(request, indicator, indicator.new_value(), initial, title="Messwert eintragen")


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def value_edit(request, pk):
    """Put a measured value right; reports that were submitted keep what they said."""
    value = _value(request, pk)
    removal = Removal(value, name=f"Messwert „{value}“ zu „{value.indicator}“", about=value.indicator)
    return _value_form(request, value.indicator, value, {}, title="Messwert ändern", removal=removal)


def _value(request, pk: int) -> IndicatorValue:
    return fetch(request, rows(request, IndicatorValue).select_related("indicator__goal", "site"), pk=pk, lock=request.method == "POST")


def _value_form(request, indicator: Indicator, value: IndicatorValue, initial: dict, **shown):
    return form_page(
        request,
        ValueForm(*posted(request), instance=value, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Messwert zu „{indicator}“"),
        done="Messwert ist gespeichert.",
        to=reverse("planning:goal_list", args=[indicator.site_id]),
        crumbs=[GOALS.crumb(indicator.site_id)],
        pre=indicator.goal.title,
        lead=f"{indicator.title} ({indicator.unit_words})",
        submit="Messwert speichern",
        audience="goals.view",
        template="planning/value_create.html",
        values=values_so_far(request, indicator),
        **shown,
    )
