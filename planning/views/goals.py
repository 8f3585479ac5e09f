"""The thread: needs, goals, indicators with their values."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, Count, F, Q, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.forms.goals import GoalForm, IndicatorForm, NeedForm, ValueForm
from planning.models import Goal, Indicator, IndicatorValue, Method, Need, Wish
from planning.pages.goal_list import service_fields, spoken, thread_of
from planning.rules.basis import phase_on
from planning.rules.gaps import basis_missing, basis_of, figures_around
from planning.services.assessments import take_up
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice, page
from sites.core.places import site_within
from sites.rules.small_numbers import shown
from sites.services.entries import note_saved

OFFERS = ("offers.view",)


def _save(request, form, text: str) -> bool:
    """Save a valid form with its entry; what the database refuses is told in words."""
    created = form.instance.pk is None
    try:
        row = keep(request, form)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    title = form.cleaned_data.get("title")
    note_saved(access=request.access, form=form, row=row, created=created, text=f"{text} „{title}“" if title else text)
    messages.success(request, f"{text} ist gespeichert.")
    return True


# Needs ------------------------------------------------------------------------------------------------------------


@allow("needs.view", reads=("goals.view", "sites.view", "wishes.view", *OFFERS))
def need_list(request, site):
    """The needs of a site with what answers them; urgent ones first, then the newest. Offices read the released ones without small numbers."""
    access, today = request.access, request.access.today
    site = site_within(request, "needs.view", site, phase=phase_on(today))
    show = choice(request, "show", {"gaps", "closed"})
    rank = Case(When(urgent=True, then=0), default=10**12, output_field=BigIntegerField()) - F("pk")
    needs = rows(request, Need).filter(site=site, closed_on__isnull=show != "closed").select_related("theme")
    needs = needs.annotate(rank=rank, offer_count=Count("offer_links", distinct=True), goal_count=Count("goals", distinct=True))
    if show == "gaps":
        needs = needs.filter(Q(offer_count=0) | Q(goal_count=0))
    listed, is_insider, basis = page(request, needs, "rank"), site.pk in access.reach("needs.internal").places, basis_of(site.pk, today)
    for need in listed.rows:
        need.number = need.voices if is_insider else shown(need.voices)
    sees_wishes = site.pk in access.reach("wishes.view").places
    context = {
        "site": site,
        "page": listed,
        "show": show,
        "is_insider": is_insider,
        "may_change": site.pk in access.reach("needs.change").places,
        "may_release": site.pk in access.reach("needs.release").places,
        "basis": basis,
        "basis_warning": basis_missing(site.phase, basis),
        "is_old": basis is not None and basis.is_old(today),
        "figures": figures_around(site),
        "sees_wishes": sees_wishes,
        "wishes": rows(request, Wish).filter(site=site, need=None, set_aside_on=None).count() if sees_wishes else 0,
    }
    return render(request, "planning/need_list.html", context)


@allow("needs.change", "GET", "POST", reads=("sites.view", "assessments.view", "wishes.change"))
def need_create(request, site):
    """Write down a need with its source; perhaps what a family wished, or what an assessment has shown."""
    site = site_within(request, "needs.change", site)
    wish = rows(request, Wish).filter(site=site, need=None, pk=_number(request, "wish")).first()
    initial = {"found_on": request.access.today, "assessment": _number(request, "assessment")}
    if wish:
        initial |= {"found_on": timezone.localdate(wish.created), "text": wish.text, "method": Method.OTHER}
    return _need_form(request, "planning/need_create.html", Need(site=site), initial, wish)


@allow("needs.change", "GET", "POST", reads=("sites.view", "assessments.view"))
def need_edit(request, pk):
    """Change a need, or mark it as done."""
    need = fetch(request, rows(request, Need).select_related("site"), pk=pk, lock=request.method == "POST")
    return _need_form(request, "planning/need_edit.html", need, {})


def _number(request, name: str) -> int | None:
    """A key in the address; nonsense is nothing."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else None


def _need_form(request, template: str, need: Need, initial: dict, wish: Wish | None = None):
    form = NeedForm(request.POST if request.method == "POST" else None, instance=need, request=request, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, "Bedarf"):
        if wish:
            take_up(access=request.access, wish=wish, need=need)
        return redirect("planning:need_list", need.site_id)
    return page_with_form(request, template, form, site=need.site, wish=wish, back=reverse("planning:need_list", args=[need.site_id]))


# Goals ------------------------------------------------------------------------------------------------------------


@allow("goals.view", reads=("needs.view", "sites.view", *OFFERS))
def goal_list(request, site):
    """The thread of a site: need, goal, sign, offer, conclusion; what is missing is shown as a gap."""
    site = site_within(request, "goals.view", site, service_fields=service_fields(request.access.today))
    show = choice(request, "show", {"gaps", "complete"})
    context = {
        "site": site,
        "show": show,
        "may_change": site.pk in request.access.reach("goals.change").places,
        "may_offer": site.pk in request.access.reach("offers.change").places,
        **thread_of(request, site, show),
    }
    return render(request, "planning/goal_list.html", context)


@allow("goals.change", "GET", "POST", reads=("needs.view", "sites.view"))
def goal_create(request, site):
    """Agree on a goal, best for a need."""
    site = site_within(request, "goals.change", site)
    known = rows(request, Need).filter(site=site, pk=_number(request, "need")).first()
    return _goal_form(request, "planning/goal_create.html", Goal(site=site), {"need": known, "starts": request.access.today})


@allow("goals.change", "GET", "POST", reads=("needs.view", "sites.view"))
def goal_edit(request, pk):
    """Change a goal, or write down what was learned."""
    goal = fetch(request, rows(request, Goal).select_related("site"), pk=pk, lock=request.method == "POST")
    return _goal_form(request, "planning/goal_edit.html", goal, {})


def _goal_form(request, template: str, goal: Goal, initial: dict):
    form = GoalForm(request.POST if request.method == "POST" else None, instance=goal, request=request, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, "Ziel"):
        if not form.cleaned_data["specific_goals"]:
            messages.warning(request, "Das Ziel zahlt noch auf keines der sechs besonderen Ziele ein (Fachliche Empfehlungen 2021, 1.5).")
        return redirect("planning:goal_list", goal.site_id)
    return page_with_form(request, template, form, goal=goal, site=goal.site, back=reverse("planning:goal_list", args=[goal.site_id]))


# Indicators and values --------------------------------------------------------------------------------------------


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def indicator_create(request, goal):
    """Say how we will know that a goal is reached."""
    goal = fetch(request, rows(request, Goal).select_related("site"), pk=goal)
    indicator = Indicator(goal=goal, site=goal.site)
    return _indicator_form(request, "planning/indicator_create.html", indicator, {"baseline_on": request.access.today})


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def indicator_edit(request, pk):
    """Change an indicator; what was measured stays."""
    indicator = fetch(request, rows(request, Indicator).select_related("goal", "site"), pk=pk, lock=request.method == "POST")
    return _indicator_form(request, "planning/indicator_edit.html", indicator, {})


def _indicator_form(request, template: str, indicator: Indicator, initial: dict):
    form = IndicatorForm(request.POST if request.method == "POST" else None, instance=indicator, request=request, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, "Indikator"):
        return redirect("planning:goal_list", indicator.site_id)
    back = reverse("planning:goal_list", args=[indicator.site_id])
    return page_with_form(request, template, form, indicator=indicator, goal=indicator.goal, site=indicator.site, back=back)


@allow("goals.change", "GET", "POST", reads=("sites.view",))
def value_create(request, indicator):
    """Enter a measured value; the earlier ones stand beside the form."""
    indicator = fetch(request, rows(request, Indicator).select_related("goal", "site"), pk=indicator)
    value = IndicatorValue(indicator=indicator, site=indicator.site)
    initial = {"measured_on": request.access.today, "value_of": indicator.target_of}
    form = ValueForm(request.POST if request.method == "POST" else None, instance=value, request=request, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, "Messwert"):
        return redirect("planning:goal_list", indicator.site_id)
    earlier = list(rows(request, IndicatorValue).filter(indicator=indicator).order_by("-measured_on")[:12])
    for row in earlier:
        row.spoken = spoken(row.value, row.value_of)
    context = {
        "indicator": indicator,
        "site": indicator.site,
        "earlier": earlier,
        "baseline": spoken(indicator.baseline, indicator.baseline_of),
        "target": spoken(indicator.target, indicator.target_of),
        "back": reverse("planning:goal_list", args=[indicator.site_id]),
    }
    return page_with_form(request, "planning/value_create.html", form, **context)
