"""The card of a partner that a family takes along: in the language it reads, on a third of a sheet or on the phone; nobody's name, nothing kept.

The page stands behind the log-in: the directory of a house names people and is published nowhere. So the language is a word of the address
(`?sprache=uk`) and not a prefix, which only public pages have; the frame stays German for who shows it, the card alone speaks the language.
"""

import re
from dataclasses import dataclass

from babel import Locale
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from offers.models import PublicPage
from offers.pages.family_page import language_name
from offers.rules.qr import qr_svg
from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.languages import BY_CODE, GERMAN, LANGUAGES, Language, in_language
from sites.core.lists import choice
from sites.core.mails import link
from sites.models import Partner, Site

MOST = 220  # signs of the partner's own words: a third of a sheet holds no more
KINDS = {
    Partner.Kind.ADVICE_CENTRE: _("Beratungsstelle"),
    Partner.Kind.EARLY_INTERVENTION: _("Frühe Hilfen für Familien mit kleinen Kindern"),
    Partner.Kind.AUTHORITY: _("Amt oder Behörde"),
    Partner.Kind.HEALTH: _("Gesundheit und Therapie"),
    Partner.Kind.EDUCATION: _("Schule, Kurse und Bildung"),
    Partner.Kind.CLUB: _("Verein oder Initiative"),
    Partner.Kind.SENIORS: _("Einrichtung für ältere Menschen"),
    Partner.Kind.CHURCH: _("Kirchengemeinde"),
    Partner.Kind.BUSINESS: _("Betrieb"),
    Partner.Kind.EXTERNAL_PROFESSIONAL: _("Fachkraft"),
}
#: What families find there, as a person says it to another one.
SERVICES = {
    Partner.Service.PREVENTION: _("früh helfen, bevor es schwierig wird"),
    Partner.Service.COUNSELLING: _("Beratung"),
    Partner.Service.THERAPY: _("Therapie"),
    Partner.Service.SELF_HELP: _("Treffen mit Menschen, denen es ähnlich geht"),
    Partner.Service.FAMILY_EDUCATION: _("Kurse für Eltern und Familien"),
    Partner.Service.AUTHORITY_HELP: _("Hilfe im Umgang mit Ämtern"),
    Partner.Service.BENEFIT_APPLICATION: _("Hilfe beim Beantragen von Geld und Leistungen"),
    Partner.Service.HEALTH: _("Gesundheit und Bewegung"),
    Partner.Service.LEISURE: _("Freizeit und andere Familien treffen"),
}


@dataclass(frozen=True)
class ReferralCard:
    """`card`: in the language of the family, drawn already; `ways`: this page for each language."""

    site: Site
    partner: Partner
    language: Language
    card: SafeString
    ways: list[tuple[Language, str]]
    may_count: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        back = navigation.REFERRALS.crumb(self.site.pk) if self.may_count else navigation.PARTNERS.crumb(self.site.pk)
        return [back, (self.partner.name, self.partner.get_absolute_url()), ("Karte zum Mitgeben", "")]


def referral_card_page(request: Request, pk: int) -> ReferralCard:
    """A partner within reach, or a 404; one query for it, one for the page of the house."""
    partner = fetch(request, rows(request, Partner).select_related("site").exclude(kind=Partner.Kind.NETWORK), pk=pk)
    language = BY_CODE[choice(request, "sprache", BY_CODE) or GERMAN]
    return ReferralCard(
        site=partner.site,
        partner=partner,
        language=language,
        card=_card(partner, PublicPage.objects.filter(site=partner.site_id).first(), language),
        ways=[(one, f"?sprache={one.code}") for one in LANGUAGES],
        may_count=partner.site_id in request.access.reach("referrals.change").places,
    )


def _card(partner: Partner, page: PublicPage | None, language: Language) -> SafeString:
    with in_language(language.code):
        url = partner.website or (link("offers:family_page", page.slug) if page else "")
        shown = {
            "partner": partner,
            "page": page,
            "language": language,
            "kind": KINDS.get(Partner.Kind(partner.kind), ""),
            "services": [SERVICES[Partner.Service(value)] for value in partner.services if value in Partner.Service.values],
            "text": shortened(partner.text),
            "spoken": spoken(partner.languages),
            "has_facts": any([partner.phone, partner.hours, partner.address, partner.contact, partner.email, partner.languages]),
            "qr": qr_svg(url) if url else "",
            "of_partner": bool(partner.website),
            "url": url,
        }
        return render_to_string("offers/referral_card_words.html", shown)


def shortened(text: str) -> str:
    """The first sentences of the partner's words that fit; a long sentence ends at a word."""
    plain = " ".join(text.split())
    if len(plain) <= MOST:
        return plain
    whole = re.match(rf"(.{{1,{MOST - 1}}}[.!?])(?=\s)", plain)
    return whole[1] if whole else f"{plain[:MOST].rpartition(' ')[0] or plain[:MOST]} …"


def spoken(languages: str) -> list[tuple[str, bool]]:
    """What is spoken there, in words of the language of the card where it knows them: (name, whether it is a German word of the house)."""
    german = {name.casefold(): code for code, name in Locale.parse(GERMAN).languages.items()}
    found = [part.strip() for part in re.split(r"[,;/]|\bund\b", languages) if part.strip()]
    codes = [german.get(part.casefold()) for part in found]
    return [(language_name(code), False) if code else (part, True) for code, part in zip(codes, found, strict=True)]
