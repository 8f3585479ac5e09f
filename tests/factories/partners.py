"""Rows for tests: partners, cooperations, agreements and the counts of referrals."""

from datetime import date

from offers.models import ReferralCount, SupportCount
from planning.models import Term
from sites.models import Agreement, Cooperation, Partner


def make_partner(site, name="Erziehungsberatung Ilmenau", **fields):
    return Partner.objects.create(site=site, name=name, **{"kind": "advice_centre", "services": ["counselling"], **fields})


def make_cooperation(partner, subject_text="Sprechstunde alle zwei Wochen", **fields):
    values = {"stage": "active", "starts": date(2024, 2, 1), **fields}
    return Cooperation.objects.create(site_id=partner.site_id, partner=partner, subject_text=subject_text, **values)


def make_agreement(cooperation, title="Sprechstunde in unserem Haus", **fields):
    values = {"parties": "Träger und Beratungsstelle", "starts": date(2024, 2, 1), **fields}
    return Agreement.objects.create(site_id=cooperation.site_id, cooperation=cooperation, title=title, **values)


def term(catalogue, code):
    return Term.objects.get(edition__code="2021", catalogue=catalogue, code=code)


def make_referral(partner, theme="parenting", month=date(2026, 10, 1), **fields):
    values = {"number": 1, "referred_by": "coordinator", **fields}
    return ReferralCount.objects.create(site_id=partner.site_id, partner=partner, theme=term("theme", theme), month=month, **values)


def make_support(site, kind="authority_help", month=date(2026, 10, 1), **fields):
    return SupportCount.objects.create(site=site, kind=term("support_kind", kind), month=month, **{"number": 1, **fields})
