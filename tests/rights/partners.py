"""Rights of partners, cooperations, agreements and the counts of referrals."""

from tests import factories as make
from tests.rights import EDITORS, HOUSE, READERS, R, Route, at_site

ROUTES: dict[str, Route] = {
    "sites:partner_list": at_site("site", READERS),
    "sites:partner_create": at_site("site", EDITORS, EDITORS),
    "sites:partner_detail": at_site("partner", READERS),
    "sites:partner_edit": at_site("partner", EDITORS, EDITORS),
    "sites:cooperation_create": at_site("partner", EDITORS, EDITORS),
    "sites:cooperation_edit": at_site("cooperation", EDITORS, EDITORS),
    "sites:agreement_create": at_site("cooperation", EDITORS, EDITORS),
    "sites:agreement_edit": at_site("agreement", EDITORS, EDITORS),
    "sites:network": at_site("site", READERS),
    "offers:offer_nearby": at_site("site", READERS),
    "offers:referral_count": at_site("site", HOUSE, HOUSE),
    "offers:referral_card": at_site("partner", READERS),
    "offers:referral_undo": at_site("referral", None, HOUSE),
    "offers:referral_outcomes": at_site("site", HOUSE, HOUSE),
    "offers:support_count": at_site("site", HOUSE, HOUSE),
    "offers:support_undo": at_site("support", None, HOUSE),
    "reporting:referral_report": at_site("site", HOUSE | {R.PROVIDER}),
}


def at_sites(site) -> dict[str, object]:
    partner = make.make_partner(site)
    cooperation = make.make_cooperation(partner)
    return {
        "partner": partner,
        "cooperation": cooperation,
        "agreement": make.make_agreement(cooperation),
        "referral": make.make_referral(partner, number=4),
        "support": make.make_support(site, number=4),
    }
