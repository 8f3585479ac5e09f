"""Names, where a funder demands them and nowhere else: with the rule, and gone after the last day (R255, UF18)."""

from django.db import models
from django.db.models import F, Q

from sites.models import SamePlace, child_of


class NamedList(models.Model):
    """A list of names of one offer: only with the rule of the funder and the day until which it has to be kept."""

    area = "namedlists"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", on_delete=models.PROTECT, related_name="named_lists", editable=False)
    rule = models.CharField("Welche Regel verlangt Namen (Geldgeber, Stelle, Datum)", max_length=300)
    starts = models.DateField("Angelegt am", editable=False)
    ends = models.DateField("Aufzuheben bis")
    names = models.TextField("Namen, einer je Zeile", max_length=8000)

    class Meta:
        verbose_name = "namentliche Liste"
        verbose_name_plural = "namentliche Listen"
        ordering = ["ends", "pk"]
        constraints = [
            SamePlace("offer", "site", name="namedlist_offer_place"),
            models.CheckConstraint(
                condition=~Q(rule=""), name="namedlist_rule", violation_error_message="Ohne die Regel eines Geldgebers gibt es keine Namensliste."
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="namedlist_ends", violation_error_message="Der letzte Tag liegt in der Vergangenheit."
            ),
        ]

    def __str__(self) -> str:
        return f"Namensliste zu „{self.offer}“"

    @property
    def number(self) -> int:
        """How many names stand in it."""
        return len([line for line in self.names.splitlines() if line.strip()])
