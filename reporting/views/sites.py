"""The list of sites, and the file of what is filtered."""

from django.http import Http404

from reporting.pages.site_export import HEAD, exported
from reporting.pages.site_list import READS, site_list_page
from sites.core.access import allow
from sites.core.pages import render_page
from sites.core.sheets import KINDS, file_name, list_answer


@allow("sites.view", reads=READS)
def site_list(request):
    """The sites in reach, with what each of them does and what asks for attention."""
    return render_page(request, "reporting/site_list.html", site_list_page(request))


@allow("sites.view", reads=READS)
def site_export(request, kind):
    """The filtered list as a file, with the same lines as the page."""
    if kind not in KINDS:
        raise Http404
    county, year, lines = exported(request)
    return list_answer(kind, file_name("standorte", county, year), f"Standorte {year}", HEAD, lines)
