"""Views of the classification: what all offers and goals of a site cover, and what lies beside them."""

from offers.pages.coverage import coverage_page
from offers.pages.offer_nearby import offer_nearby_page
from sites.core.access import allow
from sites.core.pages import render_page


@allow("offers.view", reads=("goals.view", "needs.view", "sessions.view", "sites.view"))
def coverage(request, site):
    """What the current additional offers and the goals of a site cover, where they are, and what nobody covers yet."""
    return render_page(request, "offers/coverage.html", coverage_page(request, site))


@allow("offers.view", reads=("sessions.view", "sites.view"))
def offer_nearby(request, site):
    """The own offers beside those of other houses in the same social space: the same theme, the same time, tuned with whom."""
    return render_page(request, "offers/offer_nearby.html", offer_nearby_page(request, site))
