"""The form in which a new offer is planned: need, what, when, where, who; everything else has a default that is said in one line."""

from typing import Any

from django import forms

from offers.forms.access import ACCESS, HELPS, AccessFields
from offers.forms.classification import RoomChoices
from offers.forms.dates import DatesFields
from offers.forms.offers import OR_TEXT, OfferForm
from offers.models import Offer
from sites.core.access import rows
from sites.core.forms import Part
from sites.core.lists import number_in
from sites.core.numbers import with_noun
from sites.models import Room

#: The theme for which the recommendations name an action field of its own (R052).
BALANCE, BALANCE_FIELD = "work_family_balance", 2
#: What says when: kept with a draft as it was typed.
WHEN = ("held_on", "until", "rhythm", "starts_at", "ends_at", "every", "weekdays", "days", "starts", "ends")
MOST_TYPED = 1000
#: What is folded away.
REST = (
    "goal", "text", "expected", "starts", "ends", "room", "where", "executor_name", *ACCESS, "legal_bases", "commission", "action_field",
    "measure", "concept_section", "public",
)  # fmt: skip


class OfferPlanForm(DatesFields, AccessFields, OfferForm):
    """Five answers, and dates at once; what is not said stays as assumed. `source`: an offer whose answers it begins with."""

    LOOK = {**OfferForm.LOOK, "weekdays": "chips", "languages": "chips", "executor": "chips"}
    PLAUSIBLE = ("held_on", "until")
    LAYOUT: tuple[Part, ...] = ()
    NEEDED = {**OfferForm.NEEDED, "rhythm": "", "held_on": "", "starts_at": "", "ends_at": ""}
    DRAFT = "draft"  # the name of the button that keeps what there is
    elsewhere = None  # type: ignore[assignment]  # the room of the offer is the room of its dates
    place = None  # type: ignore[assignment]  # likewise: Django takes a field of a form above away by None
    field_order: list[str] = []

    class Meta(OfferForm.Meta):
        fields = [*OfferForm.Meta.fields, "venue", *ACCESS, "measure", "concept_section"]
        field_classes = {"venue": RoomChoices}
        widgets = {**OfferForm.Meta.widgets, "executor": forms.RadioSelect, "venue": forms.RadioSelect, "registration": forms.RadioSelect}
        help_texts = {
            **HELPS,
            "title": "So steht er auf Aushang und Familienseite.",
            "room": "Nur wenn es kein Raum aus der Liste ist, zum Beispiel ein Treffpunkt draußen.",
            "starts": "Leer lassen: ab dem ersten Termin.",
            "executor_name": OR_TEXT,
            "concept_section": "Zum Beispiel: 3.2 Familienbildung.",
        }

    def __init__(self, *args: Any, source: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, offer, today = source, self.instance, self.request.access.today
        self.start_dates(offer, required=False)
        self.start_access()
        for name in ("starts", "registration"):
            self.fields[name].required = False
        self.initial.pop("starts", None)
        if offer.pk:
            self.initial |= offer.intended
        self.fields["held_on"].help_text = "Leer lassen: Termine legen Sie später an."
        self.fields["venue"].queryset = rows(self.request, Room.objects.in_use(today)).filter(site=offer.site_id)
        self.fields["venue"].empty_label = "noch offen"
        if measure := next((one for one in self.measures if one.funding_year == today.year), None):
            self.initial.setdefault("measure", measure.pk)
        if not self.is_bound:
            self._propose(source)

    def _propose(self, source: Offer | None) -> None:
        """What another offer has said, or the need from which one has come."""
        if source:
            kept = ("title", "text", "types", "goal", "where", "room", "venue", "executor", "executor_name", "expected", "commission", "public")
            self.initial |= {name: self._of(source, name) for name in (*kept, "action_field", "concept_section", *ACCESS)}
            self.initial["legal_bases"], self.initial["needs"] = source.base_pks, source.need_pks
        chosen = number_in(self.request, "goal")
        if chosen in {goal.pk for goal in self.goals}:
            self.initial["goal"] = chosen
        if need := self._asked_need():
            self.initial["needs"] = [need.pk]
            if need.theme and need.theme.code.startswith(BALANCE):
                field = next((field for field in self.action_fields if field.number == BALANCE_FIELD), None)
                self.initial["action_field"] = field.pk if field else self.proposed_field()

    def _asked_need(self) -> Any:
        """The need that the address names, where the form offers it: what a gap of the thread says of the offer that fills it."""
        chosen = number_in(self.request, "need")
        return self.fields["needs"].queryset.select_related("theme").filter(pk=chosen).first() if chosen is not None else None

    @property
    def is_begun(self) -> bool:
        """Whether it begins with another offer or with a gap of the thread: then nobody has to choose where to begin."""
        return bool(self.instance.pk) or any(name in self.request.GET for name in ("from", "need", "goal"))

    @property
    def keeps_draft(self) -> bool:
        """Whether it was sent to be kept as an idea."""
        return self.DRAFT in self.data

    def _intended(self) -> dict[str, Any]:
        """What was typed of the when, as it was typed: an idea may say "im Frühling"."""
        several = {"weekdays"}
        typed = {name: self.data.getlist(name) if name in several else self.data.get(name, "")[:MOST_TYPED] for name in WHEN}
        return {name: value for name, value in typed.items() if value}

    @staticmethod
    def _of(source: Offer, name: str) -> Any:
        return getattr(source, f"{name}_id", None) if hasattr(source, f"{name}_id") else getattr(source, name)

    def offer_places(self, offer: Offer, chosen: Room | None = None) -> None:
        """Its dates have no other place."""

    def own_place(self) -> dict[str, Any]:
        return {}

    def clean_registration(self) -> str:
        """Nobody has to register unless it is said."""
        return self.cleaned_data.get("registration") or Offer.Registration.NONE

    def clean(self) -> dict[str, Any]:
        for name in WHEN if self.keeps_draft else ():  # what is no date yet is no error
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)
        data = super().clean()
        self.instance.intended = self._intended() if self.keeps_draft else {}
        if data.get("venue") and data.get("room"):
            self.add_error("room", "Der Raum ist schon aus der Liste gewählt. Bitte lassen Sie dieses Feld leer.")
        if self.keeps_draft:
            data["starts"] = data["ends"] = None
        elif not data.get("starts") and "starts" not in self.errors:
            data["starts"] = data.get("held_on") or self.request.access.today
        return data

    def dated_offer(self, data: dict[str, Any]) -> Offer:
        """The offer as typed, for the limits of its dates."""
        return Offer(site=self.instance.site, starts=data.get("starts") or data["held_on"], ends=data.get("ends"))

    @property
    def is_rest_open(self) -> bool:
        """What is wrong is never folded away."""
        return any(name in self.errors for name in REST)

    @property
    def submit_words(self) -> str:
        """The button says how many dates come along."""
        if not self.preview:
            return "Angebot anlegen"
        many = ("Woche", "Wochen") if self.preview.standing else ("Termin", "Terminen")
        return f"Angebot mit {with_noun(self.preview.count, *many)} anlegen"
