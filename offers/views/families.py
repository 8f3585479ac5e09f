"""The public pages: what families see without an account and without a cookie, and what they give back by a secret link."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from offers.forms.families import SignUpForm
from offers.pages import family_offer as of_offers
from offers.pages import family_page as families
from offers.pages import place_status as places
from offers.pages.crisis_box import crisis_box
from offers.pages.family_feed import family_feed as feed_of
from offers.pages.family_list import family_list_page
from offers.pages.heard import heard_page
from offers.services.signups import give_back, refusal, sign_up
from sites.core.access import open_view
from sites.core.forms import form_page, posted
from sites.core.gone import nothing_lost
from sites.core.limits import limit_sending
from sites.core.pages import names_of, render_page
from sites.core.strangers import unlisted


@login_not_required
@open_view()
def family_list(request):
    """The directory: a page of houses, a search, and the map of the Land."""
    return render_page(request, "offers/family_list.html", family_list_page(request))


@login_not_required
@open_view()
def family_page(request, slug):
    """One site: how to call, how to come, the next dates."""
    published, today = _published(slug), request.access.today
    shown = {
        **names_of(families.family_page(published, today)),
        "heard": heard_page(published, today),
        "crisis": crisis_box(published.site_id, today),
    }
    return render(request, "offers/family_page.html", shown)


@login_not_required
@open_view("GET", "POST")
@nothing_lost("name", "contact")
def family_offer(request, slug, offer):
    """One offer: what it is, what it costs, its dates; and a place at one of them in three fields."""
    page = _published(slug)
    found = of_offers.find_offer(page, offer, request.access.today)
    if found is None:
        raise Http404
    shown = of_offers.family_offer(page, found, request.access.today)
    if request.method == "POST" and not shown.takes_signups:
        raise Http404
    return form_page(
        request,
        SignUpForm(*posted(request), days=shown.days, initial=_day_asked(request, shown), request=request),
        save=lambda form: _take_place(request, page, form),
        done="",
        to=lambda taken: reverse("offers:place_status", args=[taken.secret]),
        template="offers/family_offer.html",
        **names_of(shown),
    )


def _day_asked(request, shown):
    """The day of the link one came by, else the first one with room."""
    asked = request.GET.get("tag", "")
    known = {str(line.date.session_id): line.date.session_id for line in shown.to_choose}
    return {"session": known.get(asked) or next((line.date.session_id for line in shown.to_choose if line.free != 0), None)}


def _take_place(request, page, form):
    limit_sending(request, "signup", page.slug, most=30)  # a whole evening of parents in the house's network
    typed = form.cleaned_data
    taken = sign_up(session=typed["session"], name=typed["name"], contact=typed["contact"], shown=form.shown_at())
    if not taken.secret:
        raise refusal(taken.answer, **(of_offers.now_at(typed["session"]) if taken.answer == "moved" else {}))
    return taken


@login_not_required
@open_view()
def place_status(request, secret):
    """What has become of a sign-up: in, or the place on the waiting list."""
    return unlisted(render_page(request, "offers/place_status.html", _place(request, secret)))


@login_not_required
@open_view("GET", "POST")
def place_cancel(request, secret):
    """Give a place back: the page shows, only the button does it, because mail scanners open every link."""
    place = _place(request, secret)
    if request.method == "POST":  # guard: cancel-post -> if True:
        give_back(secret=secret)
        return redirect("offers:place_status", secret)
    return unlisted(render_page(request, "offers/place_cancel.html", place))


@login_not_required
@open_view()
def family_calendar(request, slug):
    """All dates of a house for a calendar."""
    page = _published(slug)
    return _calendar(of_offers.calendar(page.name, page, list(families.coming(request.access.today, site=page.site_id))), page.slug)


@login_not_required
@open_view()
def offer_calendar(request, slug, offer):
    """The dates of one offer for a calendar."""
    page = _published(slug)
    found = of_offers.find_offer(page, offer, request.access.today)
    if found is None:
        raise Http404
    return _calendar(of_offers.calendar(found.title, page, list(families.coming(request.access.today, offer=found))), f"{page.slug}-{found.slug}")


@login_not_required
@open_view()
def family_feed(request):
    """Houses, offers and dates as JSON, for everybody: any page on the web may read it."""
    answer = JsonResponse(feed_of(request), json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _published(slug):
    page = families.find(slug)
    if page is None:
        raise Http404
    return page


def _place(request, secret):
    place = places.place_status(secret, request.access.today)
    if place is None:
        raise Http404
    return place


def _calendar(text, name):
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer
