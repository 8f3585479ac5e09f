"""The forms of what a site plans for its rooms: the room concept, and one thing of its equipment."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from planning.forms.money import EuroField
from planning.models import Equipment, Need, RoomConcept, Term
from sites.core.access import rows
from sites.core.forms import ModelForm
from sites.models import Room

NEW_ROOMS = (
    "„Um die Kita zum ThEKiZ zu entwickeln, bedarf es in der Regel neuer Raumkonzepte, welche die Bedarfe und die Umsetzung der Ideen der "
    "Zielgruppen berücksichtigen.“"
)
EQUIPMENT = "„Die sächliche Ausstattung der Räume ist in Bezug auf die jeweiligen Bedarfe für Begegnung und Angebote zu planen.“"
WHO = "Sichtbar für Ämter, Träger, Team und Prozessbegleitung. Bitte keine Namen von Familien."


class RoomConceptForm(ModelForm):
    """One version of the room concept with the needs it answers."""

    HELP = {"text": ("2.5", NEW_ROOMS)}
    AUDIENCE = {"text": WHO}

    PLAUSIBLE = ("starts",)

    class Meta:
        model = RoomConcept
        fields = ["starts", "text", "needs"]
        localized_fields = "__all__"
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "needs": forms.CheckboxSelectMultiple}
        help_texts = {"text": "Wer nutzt welchen Raum wann wofür? Was fehlt, welche Ideen haben Familien?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needs = rows(self.request, Need).filter(site=self.instance.site_id)
        chosen = self.instance.needs.values("pk") if self.instance.pk else []
        self.fields["needs"].queryset = needs.filter(Q(closed_on__isnull=True) | Q(pk__in=chosen))
        if not self.fields["needs"].queryset.exists():
            del self.fields["needs"]
        else:
            self.fields["needs"].required = False  # a concept without a need stands with a hint

    def choosable(self) -> Iterable[Need]:
        """The needs that the form offers; others that are linked stay so."""
        return self.fields["needs"].queryset if "needs" in self.fields else ()

    def clean_starts(self):
        """Versions follow on each other in days as in numbers; who corrects one, stays between its neighbours."""
        starts, own = self.cleaned_data["starts"], self.instance
        others = rows(self.request, RoomConcept).filter(site=own.site_id)
        before, after = others.filter(version__lt=own.version).first(), others.filter(version__gt=own.version).last()
        if before and starts <= before.starts:
            raise ValidationError(f"Fassung {before.version} gilt ab {before.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag.")
        if after and starts >= after.starts:
            raise ValidationError(f"Fassung {after.version} gilt ab {after.starts:%d.%m.%Y}. Bitte wählen Sie einen früheren Tag.")
        return starts


class EquipmentForm(ModelForm):
    """A thing that is needed or was bought."""

    PAST = ("bought_on",)
    cost = EuroField(label="Kosten zusammen in Euro", required=False, min_value=0, max_digits=10, decimal_places=2, localize=True)
    HELP = {"title": ("2.5", EQUIPMENT)}

    class Meta:
        model = Equipment
        fields = ["title", "number", "room", "need", "cost", "source", "bought_on"]
        localized_fields = "__all__"
        help_texts = {
            "title": "Zum Beispiel: Klapptische, Wickelkommode, Beamer.",
            "bought_on": "Leer lassen, solange es geplant ist.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        item, today = self.instance, self.request.access.today
        own = rows(self.request, Room).filter(site=item.site_id)
        self.fields["room"].queryset = own.in_use(today) | own.filter(pk=item.room_id)
        self.fields["need"].queryset = rows(self.request, Need).filter(Q(closed_on__isnull=True) | Q(pk=item.need_id), site=item.site_id)
        valid = Term.objects.on(today).filter(catalogue=Term.Catalogue.FUNDING_SOURCE)
        self.fields["source"].queryset = valid | Term.objects.filter(pk=item.source_id)
        for name in ("room", "need", "source"):
            self.fields[name].empty_label = "noch offen"
