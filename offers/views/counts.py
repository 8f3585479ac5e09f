"""Views of the counters without a name: a family was passed on, help in everyday matters was given, what became of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse

from offers.forms.counts import OutcomeForm
from offers.models import ReferralCount, SupportCount
from offers.pages.referral_card import referral_card_page
from offers.rules import counts
from offers.services.counts import count_referral, count_support, note_outcomes, take_back_referral, take_back_support
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, offer_undo, status_of
from sites.core.lists import choice, number, number_in, word
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.search import searched
from sites.models import Partner

READS = ("partners.view", "sites.view")
REFERRALS = navigation.REFERRALS.named("Weitervermitteln")


def _undo(request, text: str, view: str, row) -> None:
    """The undo bar on the next page. It carries the number it has seen: tapped twice, it takes back once."""
    url = f"{reverse(view, args=[row.pk])}?seen={row.number}"
    offer_undo(request, text, url)


def _chosen(partners, text: str) -> Partner | None:
    """The partner of an address, or nothing."""
    pk = number(text)
    return partners.filter(pk=pk).first() if pk else None


def _year(request) -> int:
    today = request.access.today
    return int(choice(request, "year", {str(today.year - 1)}) or today.year)


# Referrals --------------------------------------------------------------------------------------------------------


@allow("referrals.change", "GET", "POST", reads=READS)
def referral_count(request, site):
    """Two taps: the theme, then the partner. Afterwards the partner's card is shown, to read out or to hand on."""
    site, today = site_within(request, "referrals.change", site), request.access.today
    themes, partners = counts.entries("theme", today), rows(request, Partner).filter(site=site).exclude(kind=Partner.Kind.NETWORK)
    problem = ""
    if request.method == "POST":
        theme, partner = themes.get(request.POST.get("theme", "")), _chosen(partners, request.POST.get("partner", ""))
        if theme and partner:
            try:
                row = count_referral(access=request.access, site=site, partner=partner, theme=theme)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                _undo(request, f"Gezählt: {theme.label}, {partner.name}.", "offers:referral_undo", row)
                return redirect(f"{reverse('offers:referral_count', args=[site.pk])}?shown={partner.pk}")
        else:
            problem = "Thema oder Partner*in gibt es nicht (mehr). Bitte wählen Sie neu."
    theme, mine = themes.get(request.GET.get("theme", "")), rows(request, ReferralCount).filter(site=site)
    if theme:
        q = word(request)
        found = counts.ordered(searched(partners, q, "name"), mine, theme, today)
        context = {
            "site": site, "theme": theme, "partners": found[: counts.SHOWN], "more": len(found) > counts.SHOWN, "q": q, "problem": problem,
            "crumbs": [REFERRALS.crumb(site.pk), (theme.label, "")],
        }  # fmt: skip
        return render(request, "offers/referral_partner.html", context, status=422 if problem else 200)
    shown, year = _chosen(partners, request.GET.get("shown", "")), _year(request)
    context = {
        "site": site, "tabs": navigation.PARTNER_TABS.at(request.access, site.pk, navigation.REFERRALS), "themes": themes.values(),
        "partner": shown, "problem": problem,
        "any": shown is not None or partners.exists(), "table": counts.year_table(mine, year), "year": year, "years": [today.year, today.year - 1],
        "themes_title": "Noch eine Familie: Um welches Thema geht es?" if shown else "Um welches Thema geht es?", "year_title": f"Das Jahr {year}",
    }  # fmt: skip
    return render(request, "offers/referral_count.html", context, status=422 if problem else 200)


@allow("partners.view", reads=("sites.view",))
def referral_card(request, pk):
    """What a family takes along of a partner, in the language it reads (`?sprache=uk`)."""
    return render_page(request, "offers/referral_card.html", referral_card_page(request, pk))


@allow("referrals.change", "POST", reads=("sites.view",))
def referral_undo(request, pk):
    """One fewer: as if it had never been tapped."""
    row = fetch(request, ReferralCount, pk=pk, lock=True)
    seen = number_in(request, "seen")
    carry_out(request, lambda: take_back_referral(referral=row, seen=seen), "Eine Vermittlung ist zurückgenommen.")
    if request.GET.get("back") == "outcomes":
        return redirect(f"{reverse('offers:referral_outcomes', args=[row.site_id])}?month={row.month:%Y-%m}")
    return redirect("offers:referral_count", row.site_id)


@allow("referrals.change", "GET", "POST", reads=READS)
def referral_outcomes(request, site):
    """Later, by count: how many of a month arrived, how many did not go. What nobody knows stays open."""
    site = site_within(request, "referrals.change", site)
    mine = rows(request, ReferralCount).filter(site=site)
    months = counts.months_of(mine)
    days = {f"{row['month']:%Y-%m}": row["month"] for row in months}
    month = days.get(choice(request, "month", days)) or next(iter(days.values()), None)
    counted = mine.filter(month=month, number__gt=0)  # type: ignore[misc]  # without a month it finds nothing; the stubs want a day
    listed = counted.select_related("partner", "theme").order_by("theme__number", "partner__sort_key", "pk")
    if request.method == "POST":
        listed = listed.select_for_update(of=("self",))
    forms = [OutcomeForm(request.POST if request.method == "POST" else None, row=row, request=request) for row in listed]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        changed = {form.row: (form.cleaned_data["arrived"], form.cleaned_data["not_gone"]) for form in forms if form.has_changed()}
        if month and changed:
            note_outcomes(access=request.access, site=site, month=month, outcomes=changed)
        messages.success(request, "Der Ausgang ist gespeichert.")
        return redirect(f"{reverse('offers:referral_outcomes', args=[site.pk])}?month={month:%Y-%m}" if month else request.path)
    crumbs = [REFERRALS.crumb(site.pk), ("Ausgang", "")]
    context = {"site": site, "months": months, "month": month, "forms": forms, "crumbs": crumbs}
    return render(request, "offers/referral_outcomes.html", context, status=max(map(status_of, forms), default=200))


# Support in everyday matters --------------------------------------------------------------------------------------


@allow("referrals.change", "GET", "POST", reads=("sites.view",))
def support_count(request, site):
    """One tap: help with everyday and life questions was given, by kind; below, the months of the year."""
    site, today = site_within(request, "referrals.change", site), request.access.today
    kinds, problem = counts.entries("support_kind", today), ""
    if request.method == "POST":
        kind = kinds.get(request.POST.get("kind", ""))
        try:
            if kind is None:
                raise ValidationError("Diese Art gibt es nicht (mehr). Bitte wählen Sie neu.")
            row = count_support(access=request.access, site=site, kind=kind)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            _undo(request, f"Gezählt: {kind.label}.", "offers:support_undo", row)
            return redirect("offers:support_count", site.pk)
    year = _year(request)
    table = counts.support_table(rows(request, SupportCount).filter(site=site), list(kinds.values()), year)
    context = {
        "site": site, "tabs": navigation.PARTNER_TABS.at(request.access, site.pk, navigation.SUPPORT), "kinds": kinds.values(), "table": table,
        "year": year, "years": [today.year, today.year - 1], "year_title": f"Das Jahr {year}", "problem": problem,
    }  # fmt: skip
    return render(request, "offers/support_count.html", context, status=422 if problem else 200)


@allow("referrals.change", "POST", reads=("sites.view",))
def support_undo(request, pk):
    """One fewer: as if it had never been tapped."""
    row = fetch(request, SupportCount, pk=pk, lock=True)
    seen = number_in(request, "seen")
    carry_out(request, lambda: take_back_support(support=row, seen=seen), "Einmal Hilfe im Alltag ist zurückgenommen.")
    return redirect(f"{reverse('offers:support_count', args=[row.site_id])}?year={row.month.year}")
