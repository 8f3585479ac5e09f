"""The published projection: all that families see without an account, written when something is published."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat

from offers.models.offers import Offer
from sites.models import SamePlace, child_of


class PublicPage(models.Model):
    """The public page of a site. Everybody may read it; only the site writes it."""

    area = "published"
    place_columns = ("site_id",)
    readable = "published by the site"
    site = models.OneToOneField("sites.Site", models.PROTECT, primary_key=True, related_name="public_page", editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    town = models.CharField(max_length=80)
    county_name = models.CharField(max_length=80)
    county_key = models.CharField(max_length=5, blank=True, db_default="")  # its AGS: the tile of the map
    forms = models.CharField(max_length=120, blank=True, db_default="")  # the forms of organisation, in words
    consultation = models.BooleanField(default=False, db_default=False)  # other houses come here to ask
    houses = models.JSONField(default=list, blank=True)  # its Kitas: name and address
    closed = models.JSONField(default=list, blank=True, db_default=[])  # its closing days: first and last day of each
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # of its running public offers
    audience = ArrayField(models.CharField(max_length=11, choices=Offer.Audience), default=list, blank=True)
    provider_names = models.CharField(max_length=300)
    address = models.CharField(max_length=240, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    contact = models.CharField(max_length=120, blank=True)
    directions = models.TextField(blank=True)
    published = models.DateTimeField(auto_now=True)
    find = models.GeneratedField(  # all that the directory is searched by
        expression=Func(Concat("name", Value(" "), "town", Value(" "), "county_name", Value(" "), "address"), function="thekiz_find"),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_key = models.GeneratedField(  # the order of the directory: county, place, name
        expression=Func(Concat("county_name", Value(" "), "town", Value(" "), "name"), function="thekiz_sort"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        verbose_name = "Familienseite"
        ordering = ["sort_key", "pk"]
        indexes = [
            GinIndex(fields=["find"], opclasses=["gin_trgm_ops"], name="publicpage_find"),
            GinIndex(fields=["themes"], name="publicpage_themes"),
            GinIndex(fields=["audience"], name="publicpage_audience"),
            models.Index(fields=["sort_key", "site"], name="publicpage_order"),
            models.Index(fields=["county_key", "sort_key"], name="publicpage_county"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicOffer(models.Model):
    """The public page of an offer: a copy of what the house says of it to families."""

    area = "published"
    place_columns = ("site_id",)
    readable = "published by the site"
    part_of = "offer"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = models.OneToOneField("offers.Offer", models.CASCADE, primary_key=True, related_name="published", editable=False, db_constraint=False)
    slug = models.SlugField(max_length=60)  # stays what it was when the offer was first published: posters bear it
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    types = ArrayField(models.CharField(max_length=13))
    audience = ArrayField(models.CharField(max_length=11, choices=Offer.Audience), default=list, blank=True)
    origin = models.CharField(max_length=15, choices=Offer.Origin)
    languages = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    registration = models.CharField(max_length=8, choices=Offer.Registration)
    capacity = models.PositiveSmallIntegerField(null=True)
    waiting_list = models.BooleanField(default=True)
    fee = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    childcare = models.CharField(max_length=200, blank=True)
    accessibility = models.CharField(max_length=200, blank=True)
    digital = models.BooleanField(default=False)
    analogue_way = models.CharField(max_length=200, blank=True)
    room = models.CharField(max_length=100, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        verbose_name = "veröffentlichtes Angebot"
        verbose_name_plural = "veröffentlichte Angebote"
        ordering = ["title", "pk"]
        constraints = [
            SamePlace("offer", "site", name="publicoffer_offer_place"),
            models.UniqueConstraint(fields=["offer", "site"], name="publicoffer_place"),
            models.UniqueConstraint(fields=["site", "slug"], name="publicoffer_slug"),
        ]

    def __str__(self) -> str:
        return self.title


class PublicDate(models.Model):
    """A coming day on a public page: a copy of what the session says, with where it is; one that falls out says so until it is over.

    Standing hours are one session a week and a row here for each of their days: families read days.
    """

    area = "published"
    place_columns = ("site_id",)
    readable = "published by the site"
    part_of = "session"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    session = models.ForeignKey("offers.Session", models.CASCADE, related_name="published", editable=False, db_constraint=False, db_index=False)
    offer = child_of("offers.PublicOffer", related_name="dates", editable=False)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    room = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=240, blank=True)  # where it is not the house's own
    held_on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    standing = models.BooleanField(default=False, db_default=False)  # a day of open hours: one comes, nobody signs up for a week
    cancelled = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = "veröffentlichter Termin"
        ordering = ["held_on", "starts_at", "pk"]
        indexes = [models.Index(fields=["site", "held_on"], name="publicdate_site_day")]
        constraints = [
            SamePlace("session", "site", name="publicdate_session_place"),
            SamePlace("offer", "site", name="publicdate_offer_place"),
            models.UniqueConstraint(fields=["session", "held_on"], name="publicdate_once"),
        ]

    @property
    def key(self) -> str:
        """What names it to machines, and stays: rows are written anew whenever something is published."""
        return f"{self.session_id}-{self.held_on:%Y%m%d}" if self.standing else str(self.session_id)
