"""Which houses: Kita, site (one or several Kitas), organisation forms and phases, each with its validity."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models.base import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap, sort_key
from sites.models.places import County, Provider, SocialCentre, place_key


class Kita(models.Model):
    """Day-care centre with its operating permit (R031); belongs to a provider, and to at most one site at a time."""

    area = "sites"
    place_columns = ("county_id", "provider_id")
    readable = "register: names and addresses of Kitas are public"
    county = models.ForeignKey(County, models.PROTECT, related_name="kitas", editable=False)
    municipality = child_of("sites.Municipality", on_delete=models.PROTECT, related_name="kitas", verbose_name="Gemeinde")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="kitas", verbose_name="Träger")
    name = models.CharField("Name", max_length=100)
    sort_key = sort_key()
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    places = models.PositiveSmallIntegerField("Plätze", null=True, blank=True, validators=[MaxValueValidator(999)])
    permit_number = models.CharField("Nummer der Betriebserlaubnis", max_length=40, blank=True)
    permit_date = models.DateField("Datum der Betriebserlaubnis", null=True, blank=True)
    permit_holder = models.CharField("Inhaber*in der Betriebserlaubnis", max_length=120, blank=True)
    permit_rooms = models.CharField("Räume der Betriebserlaubnis", max_length=300, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    key = models.CharField(
        "Schlüssel im Bestand des Landkreises", max_length=40, blank=True, help_text="Daran erkennt eine neue Tabelle die Kita wieder."
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False)  # entered twice

    class Meta:
        verbose_name = "Kita"
        verbose_name_plural = "Kitas"
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["county", "sort_key"], condition=Q(merged_into__isnull=True), name="kita_county_name")]
        constraints = [
            SamePlace("municipality", "county", name="kita_municipality_place"),
            models.UniqueConstraint(
                fields=["municipality", "name", "key"],  # the same name with different keys is two Kitas
                condition=Q(merged_into__isnull=True),
                name="kita_name",
                violation_error_message="Diese Kita gibt es in der Gemeinde schon.",
            ),
            models.UniqueConstraint(
                fields=["county", "key"],
                condition=~Q(key="") & Q(merged_into__isnull=True),
                name="kita_key",
                violation_error_message="Diesen Schlüssel hat schon eine andere Kita des Landkreises.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.municipality.name}".strip()) if part)


class OrganisationForm(models.TextChoices):
    """The four forms of §1.3; none is prescribed, mixtures are possible (R064, R065)."""

    ONE_ROOF = "one_roof", "Unter einem Dach"
    GUIDE = "guide", "Lotse"
    GALLERY = "gallery", "Galerie"
    NETWORK = "network", "Verbundmodell"


class Phase(models.TextChoices):
    """The three phases of §3.2 with what stands before and after; nothing is ever "completed" (R203)."""

    INTERESTED = "interested", "Interessiert"
    ON_THE_WAY = "on_the_way", "Auf dem Weg zum ThEKiZ"
    ESTABLISHED = "established", "ThEKiZ"
    CONSULTATION = "consultation_site", "Konsultationseinrichtung"
    ENDED = "ended", "Beendet"


def with_today(sites: models.QuerySet["Site"], day: date) -> models.QuerySet["Site"]:
    """Phase and forms of a day in two extra queries, whatever the number of rows."""
    phases: Any = models.Prefetch("phases", SitePhase.objects.on(day), to_attr="phases_today")
    forms: Any = models.Prefetch("forms", SiteForm.objects.on(day).order_by("-leading", "form"), to_attr="forms_today")
    return sites.select_related("county", "municipality").prefetch_related(phases, forms)


#: How the address of a house on the public pages ends: with the number of its place.
SLUG = "-[0-9]+$"


class Site(models.Model):
    """A ThEKiZ or a Kita on its way: a place of its own from the interest on (R027)."""

    area = "sites"
    place_columns = ("place_id", "county_id")
    never = "delete"  # guard: never-site -> never = ""
    place = place_key("site")
    county = models.ForeignKey(County, models.PROTECT, related_name="sites", editable=False)
    municipality = child_of("sites.Municipality", on_delete=models.PROTECT, related_name="sites", verbose_name="Gemeinde")
    social_centre = models.ForeignKey(SocialCentre, models.PROTECT, null=True, blank=True, related_name="sites", verbose_name="soziales Zentrum")
    planning_area = child_of(
        "sites.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="sites", verbose_name="Planungsraum oder Sozialraum"
    )
    name = models.CharField("Name", max_length=100)
    sort_key = sort_key()
    slug = models.SlugField("Kurzname für die Familienseite", max_length=60, unique=True)
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postcode = models.CharField("Postleitzahl", max_length=5, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    contact = models.CharField("Ansprechperson für Familien", max_length=120, blank=True)
    directions = models.TextField("So finden Familien den Weg", max_length=500, blank=True)
    vision = models.TextField("Vision", max_length=2000, blank=True)
    coordinator_fte = models.DecimalField(
        "Koordination in VZÄ",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(5))],
    )
    phases_today: list["SitePhase"]  # both set by with_today()
    forms_today: list["SiteForm"]

    class Meta:
        verbose_name = "Standort"
        verbose_name_plural = "Standorte"
        ordering = ["sort_key", "pk"]
        constraints = [
            SamePlace("municipality", "county", name="site_municipality_place"),
            SamePlace("planning_area", "county", name="site_area_place"),
            # fixed words below familien/ never end so: no page hides a house, and no house a page
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG),
                name="site_slug",
                violation_error_message="Ein Kurzname endet mit einem Strich und einer Zahl, damit er nie der Name einer anderen Seite ist.",
            ),
            models.UniqueConstraint(fields=["place", "county"], name="site_place"),  # what phases, forms and Kitas point at
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("reporting:site_sheet", args=[self.pk])

    @property
    def site_id(self) -> int:
        return self.place_id

    @property
    def phase_today(self) -> "SitePhase | None":
        return self.phases_today[0] if self.phases_today else None

    @property
    def form_label(self) -> str:
        """ "Galerie", or "Mischform aus Galerie und Lotse" (R065); needs with_today()."""
        labels = [form.get_form_display() for form in self.forms_today]
        return labels[0] if len(labels) == 1 else f"Mischform aus {' und '.join(labels)}" if labels else "Form noch offen"


class _Dated(models.Model):
    """Master data of a site with a validity: lies at the site, readable by its county."""

    area = "sites"
    place_columns = ("site_id", "county_id")
    county = models.ForeignKey(County, models.PROTECT, related_name="+", editable=False)
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        abstract = True


class SiteForm(_Dated):
    """An organisation form of a site; several at a time are a mixture (R064, R065)."""

    site = child_of("sites.Site", related_name="forms", editable=False)
    form = models.CharField("Organisationsform", max_length=10, choices=OrganisationForm)
    leading = models.BooleanField("führende Form", default=False)
    reason = models.CharField("Begründung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Organisationsform"
        constraints = [
            SamePlace("site", "county", name="siteform_site_place"),
            no_overlap("site", "form", name="siteform_days", message="Diese Form ist für den Zeitraum schon eingetragen."),
            ends_after_start("siteform_ends"),
        ]


class FormerShare(models.Model):
    """How much coordination a site had until a day, in VZÄ; what holds after the last of them stands at the site (R158, R321)."""

    area = "sites"
    place_columns = ("site_id", "county_id")
    site = child_of("sites.Site", related_name="former_shares", editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", editable=False)
    coordinator_fte = models.DecimalField("Koordination in VZÄ", max_digits=3, decimal_places=2, null=True, blank=True)
    ends = models.DateField("bis")

    class Meta:
        verbose_name = "früherer Umfang der Koordination"
        verbose_name_plural = "frühere Umfänge der Koordination"
        ordering = ["ends"]
        constraints = [
            SamePlace("site", "county", name="formershare_site_place"),
            models.UniqueConstraint(fields=["site", "ends"], name="formershare_day"),
        ]


class SitePhase(_Dated):
    """A phase of a site with the decision it rests on; one at a time (R203–R209)."""

    site = child_of("sites.Site", related_name="phases", editable=False)
    phase = models.CharField("Phase", max_length=17, choices=Phase)
    resting_on = models.CharField("Grundlage (Gremium, Datum, Nummer)", max_length=200, blank=True)

    class Meta:
        verbose_name = "Phase"
        ordering = ["-starts"]
        constraints = [
            SamePlace("site", "county", name="sitephase_site_place"),
            no_overlap("site", name="sitephase_days", message="Für diesen Zeitraum ist schon eine Phase eingetragen."),
            ends_after_start("sitephase_ends"),
        ]


class SiteKita(_Dated):
    """A Kita belongs to a site for a time; a Verbund has several, with different providers possible (R069)."""

    site = child_of("sites.Site", related_name="kita_links", editable=False)
    kita = models.ForeignKey(Kita, models.PROTECT, related_name="site_links", verbose_name="Kita")
    leading = models.BooleanField("federführend", default=False)

    class Meta:
        verbose_name = "Kita des Standorts"
        verbose_name_plural = "Kitas der Standorte"
        constraints = [
            SamePlace("site", "county", name="sitekita_site_place"),
            no_overlap("kita", name="sitekita_days", message="Diese Kita gehört in diesem Zeitraum schon zu einem Standort."),
            ends_after_start("sitekita_ends"),
        ]
