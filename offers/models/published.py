"""The published projection: all that families see without an account, written when something is published."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func, Value
from django.db.models.functions import Concat


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

    class Meta:
        verbose_name = "Familienseite"
        ordering = ["county_name", "name"]
        indexes = [GinIndex(fields=["find"], opclasses=["gin_trgm_ops"], name="publicpage_find")]

    def __str__(self) -> str:
        return self.name


class PublicDate(models.Model):
    """A coming date on a public page; copied from the session, not linked, so nothing unpublished shines through."""

    area = "published"
    place_columns = ("site_id",)
    readable = "published by the site"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    room = models.CharField(max_length=160, blank=True)
    held_on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        verbose_name = "veröffentlichter Termin"
        ordering = ["held_on", "starts_at", "pk"]
        indexes = [models.Index(fields=["site", "held_on"], name="publicdate_site_day")]
