"""The months of referrals as those above a site read them."""

from django.shortcuts import render

from offers.models import ReferralCount
from reporting.pages import referral_report as referrals
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.models import Site


@allow("referrals.view", reads=("sites.view",))
def referral_report(request, site):
    """Referrals by month and theme, small numbers hidden; the house sees the page that its provider sees."""
    site = fetch(request, rows(request, Site).filter(pk__in=request.access.reach("referrals.view").places), pk=site)
    found = referrals.report(rows(request, ReferralCount).filter(site=site), request.access.today)
    tabs = navigation.PARTNER_TABS.at(request.access, site.pk, navigation.REFERRAL_REPORT)
    return render(request, "reporting/referral_report.html", {"site": site, "tabs": tabs, **found})
