"""How far the translations of the public pages are: for the state office."""

from sites.core.access import allow
from sites.core.pages import render_page
from sites.pages.translation_list import translation_list_page


@allow("catalogues.change")
def translation_list(request):
    """Language by language: texts, missing ones, and those that no person has checked."""
    return render_page(request, "row_list.html", translation_list_page(request))
