"""How dates of the houses go on: closing days, series with their rhythm, a date elsewhere, one made up for, and the way of the offers."""

import itertools
from datetime import date, time

from django.db.models import F

from offers.models import CancelReason, ClosingDays, Offer, OfferNeed, OfferStep, Series, Session
from offers.rules.dates import Pattern, Rhythm, by_week
from offers.rules.left_out import left_out
from thekiz.demo.world.base import DAY, House, World, words

WORDS = words("dates")
MAIN = "Kita Lindenhof"
REASONS = (CancelReason.STAFF, CancelReason.FEW, CancelReason.WEATHER)
RHYTHMS = {7: Rhythm.WEEKLY, 14: Rhythm.FORTNIGHTLY}


def close_houses(world: World) -> None:
    """Between the years every house is closed; some have a day of their own before."""
    rows = []
    year = world.today.year
    for house in (house for house in world.houses if house.running):
        dice = world.dice("closing", house.name)
        rows.append(ClosingDays(site=house.site, name=WORDS["closing"][2], starts=date(year, 12, 27), ends=date(year, 12, 30)))
        day = world.today + dice.randint(20, 90) * DAY
        day += (4 - day.weekday()) % 7 * DAY  # a Friday
        if day.month != 12:
            rows.append(ClosingDays(site=house.site, name=dice.choice(WORDS["closing"][:2]), starts=day, ends=day))
    ClosingDays.objects.bulk_create(rows)


def go_on(world: World) -> None:
    """Every date that fell away says why. Of the main house: its series, one coming date elsewhere, one called off and made up for; the way of its
    offers, and an idea that is still a draft."""
    for number, reason in enumerate(REASONS):
        Session.objects.alias(rest=F("pk") % len(REASONS)).filter(rest=number, cancelled=True, cancel_reason="").update(cancel_reason=reason)
    for house in (house for house in world.houses if house.name == MAIN):
        offers = dict(house.offers)
        for offer in offers.values():
            _series(world, house, offer)
        _open_hours(world, house)
        coming = list(Session.objects.filter(offer=offers["cafe"], held_on__gt=world.today).order_by("held_on")[:1])
        Session.objects.filter(pk__in=[session.pk for session in coming]).update(place=WORDS["library"])
        _call_off(Session.objects.filter(offer=offers["beratung"], held_on__gt=world.today).select_related("offer").order_by("held_on").first())
        draft = Offer.objects.create(site=house.site, action_field_id=offers["cafe"].action_field_id, **WORDS["draft"])
        OfferStep.objects.create(site=house.site, offer=draft, stage="idea", taken_on=world.ago(6), involved=["families", "team"])
        OfferStep.objects.bulk_create(
            OfferStep(
                site=house.site, offer=offers[step["offer"]], stage=step["stage"], taken_on=world.ago(step["ago"]), involved=step["involved"],
                reason=step.get("reason", ""),
            )
            for step in WORDS["steps"]
        )  # fmt: skip


def _open_hours(world: World, house: House) -> None:
    """A consultation each weekday for four weeks, from tomorrow on: one row a week."""
    model = next(offer for key, offer in house.offers if key == "beratung")
    offer = Offer.objects.create(
        site=house.site, types=["counselling"], action_field=model.action_field, goal=model.goal, starts=world.today + DAY, origin="both",
        audience=["adults", "families"], expected=2, **WORDS["hours"],
    )  # fmt: skip
    offer.legal_bases.set(model.legal_bases.all())
    OfferNeed.objects.bulk_create(OfferNeed(site=house.site, offer=offer, need=link.need) for link in model.need_links.select_related("need"))
    days = [world.today + number * DAY for number in range(1, 28)]
    days = [day for day in days if day.weekday() < 5]
    closed = left_out(house.site.pk, days)
    weeks = by_week([day for day in days if day not in closed])
    Session.objects.bulk_create(
        Session(
            site=house.site, county=house.county, offer=offer, offer_type="counselling", action_field=offer.action_field, held_on=week[0],
            starts_at=time(8), ends_at=time(10), open_days=[day.isoweekday() for day in week],
        )
        for week in weeks
    )  # fmt: skip


def _series(world: World, house: House, offer) -> None:
    """The coming dates of an offer as one series, with the days that were left out."""
    coming = Session.objects.filter(offer=offer, held_on__gte=world.today).order_by("held_on")
    days = list(coming.values_list("held_on", flat=True))
    step = min((later - earlier for earlier, later in itertools.pairwise(days)), default=DAY).days
    if step not in RHYTHMS:
        return
    pattern = Pattern(RHYTHMS[step], days[0], days[-1] + 21 * DAY)
    dropped = [[day.isoformat(), reason] for day, reason in left_out(house.site.pk, pattern.dates()).items() if day not in days]
    series = Series.objects.create(site=house.site, offer=offer, rhythm=pattern.words(), left_out=dropped)
    coming.update(series=series)


def _call_off(session: Session | None) -> None:
    """One date falls away and is made up for a week later."""
    if session is None:
        return
    Session.objects.filter(pk=session.pk).update(cancelled=True, cancel_reason=CancelReason.STAFF, cancel_words=WORDS["off"])
    Session.objects.create(
        site_id=session.site_id, county_id=session.county_id, offer=session.offer, offer_type=session.offer_type,
        action_field_id=session.action_field_id, additional=session.additional, held_on=session.held_on + DAY, starts_at=time(10), ends_at=time(12),
        makes_up=session,
    )  # fmt: skip
