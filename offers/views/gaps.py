"""The gaps of a site: needs without offer, offers without need."""

from offers.pages.gap_list import gap_list_page
from sites.core.access import allow
from sites.core.pages import render_page


@allow("offers.view", reads=("needs.view", "sites.view"), group="goals")
def gap_list(request, site):
    """Both lists with their counts, each line with the way to fill it."""
    return render_page(request, "offers/gap_list.html", gap_list_page(request, site))
