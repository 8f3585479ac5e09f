"""What happens: offers with what they answer and rest on, and their sessions with three counts of Teilnahmen."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from sites.core.days import DAYS, clock_time, not_past, sum_of_hours
from sites.core.numbers import with_noun
from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start


class OfferType(models.TextChoices):
    """B-B-B-B (R252)."""

    ENCOUNTER = "encounter", "Begegnung"
    COUNSELLING = "counselling", "Beratung"
    EDUCATION = "education", "Bildung"
    ACCOMPANIMENT = "accompaniment", "Begleitung"


class OfferQuerySet(ValidQuerySet["Offer"]):
    def named(self) -> "OfferQuerySet":
        """With the room and the partner it may have from the register: what `room_words` and `partner_words` read."""
        return self.select_related("venue", "partner")

    def planned(self) -> "OfferQuerySet":
        """Without drafts: nobody but the house reads of an idea."""
        return self.filter(starts__isnull=False)


class Offer(models.Model):
    """A planned activity for families, beyond the regular Kita (R033, R041, R253)."""

    class Where(models.TextChoices):
        INSIDE = "inside", "im Haus"
        NEARBY = "nearby", "im Sozialraum"
        ARRANGED = "arranged", "bei Partner*innen, vermittelt"

    class Executor(models.TextChoices):
        OWN_STAFF = "own_staff", "eigenes Team"
        PARTNER = "partner", "Kooperationspartner*in"
        VOLUNTEER = "volunteer", "Ehrenamtliche"
        FREELANCER = "freelancer", "Honorarkraft"

    class Audience(models.TextChoices):
        """Whom it is for: the whole family may be meant (R032)."""

        ADULTS = "adults", "Erwachsene"
        CHILDREN = "children", "Kinder"
        FAMILIES = "families", "Familien gemeinsam"
        GENERATIONS = "generations", "mehrere Generationen"

    class Origin(models.TextChoices):
        """To whom it is open (R036)."""

        CENTRE = "centre_families", "Familien der Kita"
        SOCIAL_SPACE = "social_space", "Familien aus dem Sozialraum"
        BOTH = "both", "Familien der Kita und aus dem Sozialraum"

    class Generations(models.TextChoices):
        """Between or within age groups (R056, fn 2)."""

        INTRA = "intra", "innerhalb einer Altersgruppe"
        INTER = "inter", "zwischen den Generationen"

    class Registration(models.TextChoices):
        """How one gets in: whoever just comes counts as much as whoever has signed up (R054, R257, R260)."""

        NONE = "none", "ohne Termin und Anmeldung"
        OPTIONAL = "optional", "Anmeldung möglich"
        REQUIRED = "required", "nur mit Termin oder Anmeldung"

    area = "offers"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="offers", editable=False)
    title = models.CharField("Name des Angebots", max_length=80)
    text = models.TextField("Was Familien dazu wissen sollen", max_length=600, blank=True)
    types = ArrayField(models.CharField(max_length=13, choices=OfferType), verbose_name="Art des Angebots")
    needs = models.ManyToManyField("planning.Need", through="OfferNeed", related_name="offers", verbose_name="Bedarfe")
    goal = child_of("planning.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="Ziel")
    legal_bases = models.ManyToManyField("planning.LegalBasis", blank=True, related_name="+", verbose_name="Gesetzliche Grundlage")
    commission = models.CharField("Auftrag des Jugendamtes (wer, Datum)", max_length=160, blank=True)
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+", verbose_name="Handlungsfeld")
    where = models.CharField("Wo", max_length=8, choices=Where, default=Where.INSIDE)
    room = models.CharField("Raum oder Treffpunkt", max_length=100, blank=True)
    executor = models.CharField("Wer macht es", max_length=10, choices=Executor, default=Executor.OWN_STAFF)
    executor_name = models.CharField("Partner*in oder Honorarkraft", max_length=120, blank=True)
    additional = models.BooleanField("zusätzliches Angebot, über das Regelangebot der Kita hinaus", default=True)
    audience = ArrayField(models.CharField(max_length=11, choices=Audience), verbose_name="Für wen", default=list, blank=True)
    origin = models.CharField("Offen für", max_length=15, choices=Origin, default=Origin.BOTH)
    generations = models.CharField("Generationen", max_length=5, choices=Generations, blank=True)
    terms = models.ManyToManyField("planning.Term", blank=True, related_name="+", verbose_name="Themen und Einordnung")
    low_threshold = models.CharField("Niedrigschwelliger Zugang: wie?", max_length=300, blank=True)
    family_orientation = models.CharField("Familienorientierung: wie?", max_length=300, blank=True)
    closeness = models.CharField("Wohnortnähe: wie?", max_length=300, blank=True)
    special_needs = models.CharField("Ausrichtung an besonderen Bedarfen: wie?", max_length=300, blank=True)
    tuned_with = models.CharField("Abgestimmt mit", max_length=300, blank=True)
    venue = child_of("sites.Room", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Raum aus der Raumliste")
    partner = child_of("sites.Partner", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Kooperationspartner*in")
    carried_by = child_of("sites.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Wer aus dem Team")
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Durchgeführt von (Konto)"
    )
    registration = models.CharField("Anmeldung", max_length=8, choices=Registration, default=Registration.NONE)
    capacity = models.PositiveSmallIntegerField("Plätze je Termin", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)])
    waiting_list = models.BooleanField("Warteliste, wenn alles belegt ist", default=True)
    fee = models.DecimalField("Beitrag in Euro", max_digits=6, decimal_places=2, default=0, validators=[MinValueValidator(0)])
    fee_consent_on = models.DateField("Zustimmung des Elternbeirats am", null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name="Sprachen, die hier gesprochen werden", default=list, blank=True)
    childcare = models.CharField("Kinderbetreuung währenddessen", max_length=200, blank=True)
    accessibility = models.CharField("Zugang: Stufen, Wege, Toilette", max_length=200, blank=True)
    digital = models.BooleanField("findet digital statt", default=False)
    analogue_way = models.CharField("Wie es auch ohne Internet geht", max_length=200, blank=True)
    measure = child_of("planning.Measure", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Maßnahme")
    concept_section = models.CharField("Abschnitt der Konzeption", max_length=160, blank=True, db_default="")
    crisis_format = models.ForeignKey("offers.CrisisFormat", models.PROTECT, null=True, blank=True, related_name="offers", editable=False)
    continues = child_of("offers.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_by", editable=False)
    channel = child_of("offers.ContactChannel", on_delete=models.PROTECT, null=True, blank=True, related_name="offers", verbose_name="Digitaler Weg")
    volunteers = models.PositiveSmallIntegerField("Ehrenamtliche", null=True, blank=True, validators=[MaxValueValidator(99)])
    volunteers_suitable = models.BooleanField("Eignung der Ehrenamtlichen ist geklärt", default=False)
    freelance_contract = models.CharField("Honorarvertrag (Nummer, Datum)", max_length=160, blank=True)
    expected = models.PositiveSmallIntegerField("Erwartete Familien", null=True, blank=True, validators=[MaxValueValidator(999)])
    public = models.BooleanField("auf der Familienseite zeigen", default=True)
    starts = models.DateField("ab", null=True, blank=True)  # nothing yet: a draft, which runs on no day
    #: What was typed of the when of a draft, as it was typed, for who goes on with it.
    intended = models.JSONField(default=dict, blank=True, db_default=Value({}, models.JSONField()), editable=False)
    ends = models.DateField("bis", null=True, blank=True)
    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "Angebot"
        verbose_name_plural = "Angebote"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="offer_place"),
            models.UniqueConstraint(fields=["id", "additional"], name="offer_additional"),
            SamePlace("goal", "site", name="offer_goal_place"),
            SamePlace("venue", "site", name="offer_venue_place"),
            SamePlace("partner", "site", name="offer_partner_place"),
            SamePlace("carried_by", "site", name="offer_post_place"),
            SamePlace("measure", "site", name="offer_measure_place"),
            SamePlace("channel", "site", name="offer_channel_place"),
            SamePlace("continues", "site", name="offer_continues_place"),
            ends_after_start("offer_ends"),
            models.CheckConstraint(
                condition=Q(types__len__gte=1), name="offer_types", violation_error_message="Bitte wählen Sie mindestens eine Art."
            ),
            models.CheckConstraint(
                condition=Q(venue__isnull=True) | Q(room=""),
                name="offer_room_once",
                violation_error_message="Der Raum kommt aus dem Verzeichnis oder steht als Text da, nicht beides.",
            ),
            models.CheckConstraint(  # the text may also name a Honorarkraft, beside the partner
                condition=Q(partner__isnull=True) | Q(executor_name="") | Q(executor="freelancer"),
                name="offer_partner_once",
                violation_error_message="Die Partner*in kommt aus dem Verzeichnis oder steht als Text da, nicht beides.",
            ),
            models.CheckConstraint(condition=Q(starts__isnull=True, ends__isnull=True) | Q(starts__isnull=False, intended={}), name="offer_intended"),
            models.CheckConstraint(
                condition=Q(fee=0) | Q(fee__gt=0, fee_consent_on__isnull=False),
                name="offer_fee",
                violation_error_message="Für einen Beitrag braucht es die Zustimmung des Elternbeirats mit ihrem Tag.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("offers:offer_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """An idea without a when: it runs on no day, has no dates, and families never see it."""
        return self.starts is None

    @property
    def room_words(self) -> str:
        """Where, in words: the room of the register, else what was written."""
        return self.venue.name if self.venue else self.room

    @property
    def partner_words(self) -> str:
        """With whom, in words: the partner of the register, else what was written, unless that names a Honorarkraft."""
        return self.partner.name if self.partner else "" if self.executor == self.Executor.FREELANCER else self.executor_name

    @property
    def executor_words(self) -> str:
        """The name of who carries it out, as far as it is known."""
        return self.partner_words if self.executor == self.Executor.PARTNER else self.executor_name

    def type_labels(self) -> list[str]:
        return [OfferType(value).label for value in self.types]


class OfferNeed(models.Model):
    """An offer answers a need (R048)."""

    area = "offers"
    place_columns = ("site_id",)
    part_of = "offer"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", related_name="need_links")
    need = child_of("planning.Need", related_name="offer_links")

    class Meta:
        verbose_name = "Bedarf eines Angebots"
        constraints = [
            SamePlace("offer", "site", name="offerneed_offer_place"),
            SamePlace("need", "site", name="offerneed_need_place"),
            models.UniqueConstraint(fields=["offer", "need"], name="offerneed_once"),
        ]


class SessionQuerySet(models.QuerySet["Session"]):
    def counting(self) -> Self:
        """Of additional offers: what the regular Kita does is no figure of the ThEKiZ (R033)."""
        return self.filter(additional=True)  # guard: additional -> return self.all()

    def held(self) -> Self:
        return self.filter(logged__isnull=False)

    def missing(self, today: date) -> Self:
        """Past sessions without figures: neither logged nor cancelled. Standing hours are past when their week is."""
        monday = today - timedelta(days=today.weekday())
        return self.filter(Q(held_on__lt=today, open_days=[]) | Q(held_on__lt=monday), logged__isnull=True, cancelled=False)

    def on_day(self, day: date) -> Self:
        """What takes place that day: dates of it, and open hours of its week that are open then."""
        monday = day - timedelta(days=day.weekday())
        return self.filter(Q(held_on=day, open_days=[]) | Q(held_on__range=(monday, day), open_days__contains=[day.isoweekday()]))

    def in_weeks_of(self, days: Iterable[date]) -> Self:
        """What may take place on one of these days: dates of them, and standing hours of their weeks; `days()` of a row says which."""
        mondays = {day - timedelta(days=day.weekday()) for day in days}
        weeks = (Q(held_on__range=(monday, monday + timedelta(days=6))) for monday in mondays)
        return self.filter(Q(held_on__in=days, open_days=[]) | reduce(or_, weeks, Q(pk__in=[])) & ~Q(open_days=[]))

    def coming(self, now: datetime) -> "SessionQuerySet":
        """What is not over at this minute, each with its next day (`next_on`): of open hours the next one of their week."""
        today, into_night = now.date(), Q(ends_at__lt=F("starts_at"))
        week = Q(held_on__range=(today - timedelta(days=today.weekday()), today))
        open_on = {today + timedelta(days=ahead): Q(open_days__contains=[today.isoweekday() + ahead]) for ahead in range(7 - today.weekday())}
        open_on[today] &= Q(ends_at__gt=now.time()) | into_night
        later = [week & when for when in open_on.values()]
        next_on = Case(*(When(week & when, then=Value(day)) for day, when in open_on.items()), default=F("held_on"), output_field=models.DateField())
        return self.annotate(next_on=next_on).filter(reduce(or_, later, not_past(now))).order_by("next_on", "starts_at")


class CancelReason(models.TextChoices):
    """Why a date does not take place; nobody's illness is a reason that is written down."""

    STAFF = "staff", "niemand kann es leiten"
    FEW = "few", "zu wenige Familien"
    ROOM = "room", "der Raum ist nicht frei"
    CLOSED = "closed", "das Haus ist geschlossen"
    WEATHER = "weather", "Wetter"
    RULES = "rules", "Regeln einer Verordnung"
    OTHER = "other", "ein anderer Grund"


class Session(models.Model):
    """A single date of an offer. Planned until logged; three numbers, all Teilnahmen, never persons (R254, R255)."""

    area = "sessions"
    place_columns = ("site_id",)
    # The table grows fastest: site and offer have their indexes by the days, and no second one.
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="sessions", editable=False, db_index=False)
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+", editable=False)  # a fact of its day, no tenancy
    offer = child_of("offers.Offer", related_name="sessions", editable=False, db_index=False)
    offer_type = models.CharField(max_length=13, choices=OfferType, editable=False)  # the first type on its day: a fact for the roll-ups
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+", editable=False)  # likewise
    additional = models.BooleanField(default=True, editable=False)  # as its offer says: the roll-ups count the additional ones alone
    held_on = models.DateField("Datum")
    starts_at = models.TimeField("Beginn")
    ends_at = models.TimeField("Ende")  # before the beginning: on the next day
    #: Standing hours: the weekdays (1 is Monday) of the one week that this row stands for; `held_on` is the first of its days.
    open_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, db_default=[], editable=False)
    series = child_of("offers.Series", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions", editable=False)
    adults_centre = models.PositiveSmallIntegerField("Erwachsene aus Kita-Familien", null=True, blank=True, validators=[MaxValueValidator(500)])
    adults_space = models.PositiveSmallIntegerField("Erwachsene aus dem Sozialraum", null=True, blank=True, validators=[MaxValueValidator(500)])
    children = models.PositiveSmallIntegerField("Kinder", null=True, blank=True, validators=[MaxValueValidator(500)])
    newcomers = models.PositiveSmallIntegerField("davon zum ersten Mal da", null=True, blank=True, validators=[MaxValueValidator(500)])
    note = models.CharField("Wie war es?", max_length=160, blank=True)
    venue = child_of("sites.Room", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Anderer Raum")
    place = models.CharField("Anderer Ort, mit Adresse", max_length=160, blank=True, db_default="")
    cancelled = models.BooleanField("ausgefallen", default=False, editable=False)
    cancel_reason = models.CharField("Warum fällt er aus?", max_length=8, choices=CancelReason, blank=True, db_default="", editable=False)
    cancel_words = models.CharField("Mehr dazu", max_length=160, blank=True, db_default="", editable=False)
    makes_up = child_of("offers.Session", on_delete=models.SET_NULL, null=True, blank=True, related_name="made_up", editable=False)
    logged = models.DateTimeField(null=True, editable=False)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "Termin"
        verbose_name_plural = "Termine"
        ordering = ["held_on", "starts_at", "pk"]
        indexes = [models.Index(fields=["site", "held_on"], name="session_site_day")]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="session_place"),
            SamePlace("offer", "site", name="session_offer_place"),
            SamePlace("offer", "additional", name="session_offer_additional"),
            SamePlace("venue", "site", name="session_venue_place"),
            SamePlace("makes_up", "site", name="session_makes_up_place"),
            SamePlace("series", "site", name="session_series_place"),
            models.CheckConstraint(
                condition=Q(venue__isnull=True) | Q(place=""),
                name="session_room_once",
                violation_error_message="Der Raum kommt aus dem Verzeichnis oder steht als Text da, nicht beides.",
            ),
            models.CheckConstraint(  # under figures it waits, so that taking them back is exact
                condition=Q(cancelled=True) | Q(logged__isnull=False) | Q(cancel_reason="", cancel_words=""), name="session_cancel_reason"
            ),
            models.CheckConstraint(
                condition=Q(newcomers__isnull=True) | Q(logged__isnull=False, newcomers__lte=F("adults_centre") + F("adults_space") + F("children")),
                name="session_newcomers",
                violation_error_message="Es können nicht mehr zum ersten Mal da gewesen sein, als da waren.",
            ),
            models.UniqueConstraint(
                fields=["offer", "held_on", "starts_at"], name="session_once", violation_error_message="Diesen Termin gibt es schon."
            ),
            models.CheckConstraint(
                condition=~Q(ends_at=F("starts_at")), name="session_times", violation_error_message="Beginn und Ende sind dieselbe Uhrzeit."
            ),
            models.CheckConstraint(
                condition=Q(logged__isnull=True, adults_centre__isnull=True, adults_space__isnull=True, children__isnull=True)
                | Q(logged__isnull=False, cancelled=False, adults_centre__isnull=False, adults_space__isnull=False, children__isnull=False),
                name="session_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer.title}, {self.held_on:%d.%m.%Y}"

    @property
    def hours_words(self) -> str:
        """ "9:30 bis 11:00 Uhr", over midnight "20:00 bis 1:00 Uhr am nächsten Tag"; standing hours with their days and the hours of a week."""
        words = f"{clock_time(self.starts_at)} bis {clock_time(self.ends_at)} Uhr" + (" am nächsten Tag" if self.over_midnight else "")
        if not self.open_days:
            return words
        return f"{', '.join(DAYS[day - 1] for day in self.open_days)}, {words}, {with_noun(self.week_hours, 'Stunde', 'Stunden')} in der Woche"

    @property
    def over_midnight(self) -> bool:
        return self.ends_at < self.starts_at

    def lasts_until(self, clock: time) -> bool:
        """On its day: whether it is not over at this time; an evening over midnight is not over that day."""
        return self.over_midnight or self.ends_at >= clock

    @property
    def week_hours(self) -> Decimal:
        """How many hours standing hours are open in their week."""
        return sum_of_hours(self.starts_at, self.ends_at) * len(self.open_days)

    def days(self) -> list[date]:
        """The days of this row: one, or the days of the week on which standing hours are open."""
        monday = self.held_on - timedelta(days=self.held_on.weekday())
        return [monday + timedelta(days=day - 1) for day in self.open_days] or [self.held_on]

    @property
    def place_words(self) -> str:
        """Where this date is, in words: its own room or place, else where its offer is."""
        return self.venue.name if self.venue else self.place or self.offer.room_words

    @property
    def off_words(self) -> str:
        """Why it falls away: the reason, and what was said to it; empty where nobody has said."""
        if not self.cancelled:
            return ""
        return ": ".join(filter(None, [self.get_cancel_reason_display(), self.cancel_words]))

    @property
    def participations(self) -> int:
        return (self.adults_centre or 0) + (self.adults_space or 0) + (self.children or 0)
