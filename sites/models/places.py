"""Where: places in one id space (state, county, provider, soziales Zentrum), municipalities and the names of offices."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from sites.models.base import ValidQuerySet, ends_after_start, sort_key


class Place(models.Model):
    """The id space of everything that rows and roles lie at."""

    class Kind(models.TextChoices):
        STATE = "state", "Land"
        COUNTY = "county", "Landkreis oder kreisfreie Stadt"
        PROVIDER = "provider", "Träger"
        SITE = "site", "Standort"
        SOCIAL_CENTRE = "social_centre", "soziales Zentrum"

    never = "delete"  # guard: never-place -> never = ""
    kind = models.CharField(max_length=13, choices=Kind, editable=False)
    label: str  # its name, where a view has looked it up

    class Meta:
        verbose_name = "Ort"
        constraints = [models.UniqueConstraint(fields=["id", "kind"], name="place_kind")]  # what memberships point at

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


def place_key(related_name: str) -> models.OneToOneField[Place, Place]:
    return models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name=related_name, editable=False)


class State(models.Model):
    """The Freistaat: one row (R001)."""

    area = "sites"
    place_columns = ("place_id",)
    readable = "register of public bodies"
    place = place_key("state")
    name = models.CharField("Name", max_length=80)

    class Meta:
        verbose_name = "Land"

    def __str__(self) -> str:
        return self.name


class OfficeName(models.Model):
    """Names of ministry and state office with their validity: they change, reports keep the name of their day (R001, R002)."""

    class Office(models.TextChoices):
        MINISTRY = "ministry", "Ministerium"
        STATE_OFFICE = "state_office", "Fachstelle ThEKiZ"

    office = models.CharField("Stelle", max_length=12, choices=Office)
    name = models.CharField("Name", max_length=160)
    short = models.CharField("Kurzname", max_length=60)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Name einer Stelle"
        constraints = [ends_after_start("office_name_ends")]

    def __str__(self) -> str:
        return self.name


class County(models.Model):
    """Landkreis or kreisfreie Stadt: the planning and funding level, a tenant (R003)."""

    class Kind(models.TextChoices):
        RURAL = "rural_county", "Landkreis"
        CITY = "independent_city", "kreisfreie Stadt"

    area = "sites"
    place_columns = ("place_id",)
    readable = "register of public bodies"
    place = place_key("county")
    ags = models.CharField("AGS", max_length=5, unique=True, validators=[RegexValidator(r"^16\d{3}$", "Fünf Ziffern, beginnend mit 16.")])
    name = models.CharField("Name", max_length=80)
    sort_key = sort_key()
    kind = models.CharField("Art", max_length=16, choices=Kind)
    short = models.CharField("Kürzel", max_length=3)
    contact = models.CharField("Ansprechperson", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)

    class Meta:
        verbose_name = "Landkreis oder kreisfreie Stadt"
        ordering = ["sort_key"]
        constraints = [models.CheckConstraint(condition=Q(ags__regex=r"^16[0-9]{3}$") & ~Q(ags="16056"), name="county_ags")]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """Gemeinde of a county (R011)."""

    area = "sites"
    place_columns = ("county_id",)
    readable = "register of public bodies"
    county = models.ForeignKey(County, models.PROTECT, related_name="municipalities")
    ags = models.CharField("AGS", max_length=8, unique=True, validators=[RegexValidator(r"^16\d{6}$", "Acht Ziffern, beginnend mit 16.")])
    name = models.CharField("Name", max_length=80)
    sort_key = sort_key()

    class Meta:
        verbose_name = "Gemeinde"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["id", "county"], name="municipality_place"),
            models.CheckConstraint(condition=Q(ags__regex=r"^16[0-9]{6}$"), name="municipality_ags"),
        ]

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """Träger, public or independent; may run Kitas in several counties (R010)."""

    class Kind(models.TextChoices):
        PUBLIC = "public_provider", "öffentlicher Träger"
        INDEPENDENT = "independent_provider", "freier Träger"

    area = "sites"
    place_columns = ("place_id", "county_id")
    readable = "register of public bodies"
    never = "delete"  # guard: never-provider -> never = ""
    place = place_key("provider")
    county = models.ForeignKey(County, models.PROTECT, related_name="providers", verbose_name="Sitz")
    name = models.CharField("Name", max_length=120)
    sort_key = sort_key()
    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.INDEPENDENT)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)

    class Meta:
        verbose_name = "Träger"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="provider_name", violation_error_message="Diesen Träger gibt es schon.")
        ]

    def __str__(self) -> str:
        return self.name


class SocialCentre(models.Model):
    """Soziales Zentrum: several ThEKiZ of one social space with one facilitation (R133); not a Verbund (R069)."""

    area = "sites"
    place_columns = ("place_id", "county_id")
    readable = "register of public bodies"
    place = place_key("social_centre")
    county = models.ForeignKey(County, models.PROTECT, related_name="social_centres")
    name = models.CharField("Name", max_length=120)

    class Meta:
        verbose_name = "soziales Zentrum"

    def __str__(self) -> str:
        return self.name
