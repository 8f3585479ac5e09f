"""The forms of what a site plans for its rooms: the room concept, one thing of its equipment, who uses a room."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from planning.forms.money import EuroField
from planning.models import Equipment, Need, RoomBooking, RoomConcept, Term
from sites.core.access import rows
from sites.core.forms import ModelForm, Part
from sites.models import Room

WHO = "Sichtbar für Ämter, Träger, Team und Prozessbegleitung. Bitte keine Namen von Familien."


class RoomConceptForm(ModelForm):
    """One version of the room concept with the needs it answers."""

    HELP = {"text": "new-rooms"}
    AUDIENCE = {"text": WHO}
    PLAUSIBLE = ("starts",)

    class Meta:
        model = RoomConcept
        fields = ["starts", "text", "needs"]
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

    cost = EuroField(label="Kosten zusammen in Euro", required=False, min_value=0, max_digits=10, decimal_places=2, localize=True)
    HELP = {"title": "equipment"}
    PAST = ("bought_on",)

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


class RoomBookingForm(ModelForm):
    """A room is used, once or some weeks in a row."""

    PLAUSIBLE = ("day",)
    AHEAD = 2
    UNGUARDED = ("who",)
    LAYOUT = (Part(("room", "title", "who")), Part(("day",)), Part(("starts_at", "ends_at"), pair=True), Part(("weeks",)))
    weeks = forms.IntegerField(
        label="In wie vielen Wochen?", min_value=1, max_value=26, initial=1, help_text="1 heißt: nur an diesem Tag, 4: an vier Wochen nacheinander."
    )

    class Meta:
        model = RoomBooking
        fields = ["room", "title", "who", "day", "starts_at", "ends_at"]
        help_texts = {"title": "Zum Beispiel: Chorprobe.", "who": "Eine Gruppe oder Funktion, keine Namen von Familien."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        booking = self.instance
        used = rows(self.request, Room.objects.in_use(self.request.access.today)).filter(site=booking.site_id)
        self.fields["room"].queryset = used | rows(self.request, Room.objects.filter(pk=booking.room_id, site=booking.site_id))
        if not booking._state.adding:
            del self.fields["weeks"]
