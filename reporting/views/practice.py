"""The library of practice examples: inside with a way to an offer of one's own, outside for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.urls import reverse

from reporting.forms import TakeOverForm
from reporting.pages.practice_detail import practice_detail_page, published_example
from reporting.pages.practice_list import practice_list_page
from reporting.services.practice import take_over
from sites.core.access import allow, open_view
from sites.core.forms import form_page, posted
from sites.core.pages import names_of, render_page
from sites.core.places import site_within

TAKES = ("offers.change", "practice.write", "needs.view", "goals.view", "sites.view")


@allow("practice.view")
def practice_list(request):
    """What is published, with the way to the own ones in work."""
    return render_page(request, "row_list.html", practice_list_page(request))


@allow("practice.view", reads=TAKES)
def practice_detail(request, pk):
    """One example, and what a house fills to take it over."""
    return render_page(request, "reporting/practice_detail.html", practice_detail_page(request, published_example(pk=pk)))


@allow("practice.write", "GET", "POST", reads=("offers.change", "needs.view", "goals.view", "sites.view"))
def practice_take(request, pk, site):
    """Make a draft of an offer of it."""
    example, site = published_example(pk=pk), site_within(request, "offers.change", site)
    form = TakeOverForm(*posted(request), site=site.pk, request=request)
    page = practice_detail_page(request, example, site=site, form=form)
    return form_page(
        request,
        save=lambda form: take_over(access=request.access, example=example, site=site, **form.cleaned_data),
        done=lambda offer: f"„{offer.title}“ ist als Entwurf gemerkt. Familien sehen ihn nicht; weiter planen können Sie hier.",
        to=lambda offer: reverse("offers:offer_edit", args=[offer.pk]),
        template="reporting/practice_detail.html",
        **names_of(page) | {"crumbs": page.crumbs[:-1], "title": example.title},
    )


@login_not_required
@open_view()
def practice_public(request):
    """The library for everybody."""
    return render_page(request, "row_list.html", practice_list_page(request, public=True))


@login_not_required
@open_view()
def practice_page(request, slug):
    """One example for everybody."""
    return render_page(request, "reporting/practice_detail.html", practice_detail_page(request, published_example(slug=slug), public=True))
