"""What families say of their own accord, and what becomes of it: ideas, concerns, and what they can offer."""

from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.models import SamePlace, child_of


class Wish(models.Model):
    """An idea, a concern or an offer of help from the public page of a site, without a name; with its answer (R018, R050, R236, R240, R251)."""

    class Kind(models.TextChoices):
        IDEA = "idea", "Idee oder Wunsch"
        CONCERN = "concern", "Sorge oder Problem"
        OFFER = "offer", "Ich kann etwas anbieten"

    class Outcome(models.TextChoices):
        NEW = "new", "neu"
        TALKING = "talking", "im Gespräch"
        DOING = "doing", "wird gemacht"
        DECLINED = "declined", "wird nichts daraus"

    area = "wishes"
    place_columns = ("site_id",)
    # guard: concerns-inside -> shown = None
    shown = Shown(insiders="wishes.internal", column="kind", values=frozenset({"idea"}))
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=7, choices=Kind, default=Kind.IDEA, editable=False)
    text = models.TextField("Ihre Idee oder Ihr Wunsch", max_length=1000)
    created = models.DateTimeField(auto_now_add=True)
    # A digest: the family has the code. What the house has written down itself has none.
    code = models.CharField("Nummer der Antwort", max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  unique, and most have none
    need = child_of("planning.Need", on_delete=models.PROTECT, null=True, blank=True, related_name="wishes", editable=False)
    set_aside_on = models.DateField("zur Seite gelegt am", null=True, editable=False)
    outcome = models.CharField("Wie steht es damit?", max_length=8, choices=Outcome, default=Outcome.NEW)
    decided_by = models.CharField("Wer hat entschieden?", max_length=80, blank=True)
    answer = models.TextField("Ihre Antwort", max_length=1000, blank=True)
    became = models.CharField("Was daraus wurde", max_length=200, blank=True)
    look_again_on = models.DateField("Wann sehen Sie es sich wieder an?", null=True, blank=True)
    public = models.BooleanField("Idee und Antwort auf der Familienseite zeigen", default=False)
    answered_on = models.DateField("beantwortet am", null=True, editable=False)

    class Meta:
        verbose_name = "Wunsch einer Familie"
        verbose_name_plural = "Wünsche von Familien"
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="wish_place"),
            SamePlace("need", "site", name="wish_need_place"),
            models.CheckConstraint(
                condition=Q(public=False) | Q(kind="idea", answered_on__isnull=False),
                name="wish_public",
                violation_error_message="Öffentlich beantwortet werden nur Ideen.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | (~Q(answer="") & Q(look_again_on__isnull=False)),
                name="wish_declined",
                violation_error_message="Zu einem Nein gehören ein Grund und der Tag, an dem Sie es sich wieder ansehen.",
            ),
        ]


class WishContact(models.Model):
    """How somebody who can offer something may be reached, if they want to be: gone when it is answered, after 90 days at the latest (R236)."""

    area = "wishes"
    place_columns = ("site_id",)
    part_of = "wish"
    never = "insert update"  # guard: never-wishcontact -> never = ""
    # guard: contacts-inside -> shown = None
    shown = Shown(insiders="wishes.internal", column="wish__kind")
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    wish = child_of("planning.Wish", related_name="contacts", editable=False)
    contact = models.CharField("Wie wir Sie erreichen", max_length=120, editable=False)
    until = models.DateField("wird gelöscht am", editable=False)

    class Meta:
        verbose_name = "Kontakt zu einem Angebot einer Familie"
        verbose_name_plural = "Kontakte zu Angeboten von Familien"
        constraints = [
            SamePlace("wish", "site", name="wishcontact_wish_place"),
            models.UniqueConstraint(fields=["wish"], name="wishcontact_once"),
        ]
