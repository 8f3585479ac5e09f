"""Needs of a house and of its county: what answers them, what is released, and what families wish."""

from django.contrib import messages
from django.db.models import BigIntegerField, Case, Count, F, Q, When
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.forms.needs import NeedForm
from planning.models import Method, Need, Wish
from planning.pages.county_tabs import county_tabs
from planning.rules.basis import phase_on
from planning.rules.gaps import basis_missing, basis_of, figures_around, gaps_of
from planning.services.wishes import set_aside, take_up
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice, latest, number_in, page
from sites.core.places import place_within, site_within
from sites.rules.small_numbers import shown


@allow("needs.view", reads=("goals.view", "sites.view", "wishes.view", "offers.view"))
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
    wish = rows(request, Wish).filter(site=site, need=None, pk=number_in(request, "wish")).first()
    initial = {"found_on": request.access.today, "assessment": number_in(request, "assessment")}
    if wish:
        initial |= {"found_on": timezone.localdate(wish.created), "text": wish.text, "method": Method.OTHER}
    lead = "Was fehlt Familien, Kindern, dem Team oder im Wohngebiet? Mit Quelle und Tag."
    return _need_form(request, Need(site=site), initial, wish, title="Bedarf festhalten", lead=lead, template="planning/need_create.html")


@allow("needs.change", "GET", "POST", reads=("sites.view", "assessments.view"))
def need_edit(request, pk):
    """Change a need, or mark it as done."""
    need = fetch(request, rows(request, Need).select_related("site"), pk=pk, lock=request.method == "POST")
    lead = "Ist er erledigt, tragen Sie den Tag ein. Er bleibt in der Liste der erledigten."
    return _need_form(request, need, {}, title="Bedarf ändern", lead=lead)


def _need_form(request, need: Need, initial: dict, wish: Wish | None = None, **shown: str):
    def save(form: NeedForm) -> None:
        row = keep(request, form, f"Bedarf „{form.instance}“")
        if wish:
            take_up(access=request.access, wish=wish, need=row)

    return form_page(
        request,
        NeedForm(*posted(request), instance=need, request=request, initial=initial),
        save=save,
        done="Bedarf ist gespeichert.",
        crumbs=[("Bedarfe", reverse("planning:need_list", args=[need.site_id]))],
        pre=need.site.name,
        submit="Bedarf speichern",
        audience="needs.view",
        wish=wish,
        **shown,
    )


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
        "tabs": county_tabs(request.access, place, "planning:need_map"),
    }
    return render(request, "planning/need_map.html", context)


# Wishes -----------------------------------------------------------------------------------------------------------


@allow("wishes.view", reads=("sites.view",))
def wish_list(request, site):
    """What families wish, newest first: take it up as a need, or put it aside."""
    site = site_within(request, "wishes.view", site)
    show = choice(request, "show", {"taken", "aside"})
    wanted = {"taken": Q(need__isnull=False), "aside": Q(set_aside_on__isnull=False)}.get(show, Q(need=None, set_aside_on=None))
    wishes = rows(request, Wish).filter(wanted, site=site).select_related("need").annotate(newest=-F("pk"))
    context = {
        "site": site,
        "page": page(request, wishes, "newest"),
        "show": show,
        "may_change": site.pk in request.access.reach("wishes.change").places,
    }
    return render(request, "planning/wish_list.html", context)


@allow("wishes.change", "POST")
def wish_set_aside(request, pk):
    """Put a wish aside, or back among the new ones."""
    wish = fetch(request, Wish, pk=pk, lock=True, need=None)
    back = request.POST.get("back") == "1"
    set_aside(access=request.access, wish=wish, day=None if back else request.access.today)
    messages.success(request, "Der Wunsch steht wieder bei den neuen." if back else "Der Wunsch ist zur Seite gelegt.")
    return redirect("planning:wish_list", wish.site_id)
