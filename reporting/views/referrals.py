"""The months of referrals as those above a site read them."""

from reporting.pages.referral_report import referral_report_page
from sites.core.access import allow, fetch, rows
from sites.core.pages import render_page
from sites.models import Site


@allow("referrals.view", reads=("sites.view",))
def referral_report(request, site):
    """Referrals by month and theme, small numbers hidden; the house sees the page that its provider sees."""
    # guard: referrals-site -> site = fetch(request, Site, pk=site)
    site = fetch(request, rows(request, Site).filter(pk__in=request.access.reach("referrals.view").places), pk=site)
    return render_page(request, "reporting/referral_report.html", referral_report_page(request, site))
