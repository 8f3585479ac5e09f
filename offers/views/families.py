"""The public pages: what families see without an account and without a cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render

from offers.pages import family_page as families
from offers.pages.crisis_box import crisis_box
from sites.core.access import open_view
from sites.core.lists import word

SHOWN = 6


@login_not_required
@open_view()
def family_list(request):
    """Every published page by county, with a search for the place."""
    found = families.pages(word(request))
    return render(request, "offers/family_list.html", {"counties": families.by_county(found), "number": len(found), "word": word(request)})


@login_not_required
@open_view()
def family_page(request, slug):
    """One site: how to call, how to come, the next dates."""
    page = families.find(slug)
    if page is None:
        raise Http404
    dates = families.dates_of(page, request.access.today)
    context = {
        "page": page,
        "crisis": crisis_box(page.site_id, request.access.today),
        "dates": dates[:SHOWN],
        "later": dates[SHOWN:],
        "last": dates[-1][0] if dates else None,
        "foot": "Ein Thüringer Eltern-Kind-Zentrum." + (f" Träger: {page.provider_names.rstrip('.')}." if page.provider_names else ""),
    }
    return render(request, "offers/family_page.html", context)
