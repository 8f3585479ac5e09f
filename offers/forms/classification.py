"""The only place for the second page of an offer: for whom and with whom it is, what it is about and what marks it."""

from typing import Any

from django import forms
from django.db.models import Q

from offers.forms.access import ACCESS, HELPS, AccessFields
from offers.models import Offer
from planning.forms.terms import TermField, TermGroups
from planning.models import Term
from sites.core.access import rows
from sites.core.forms import Part
from sites.core.roles import HOUSE as TEAM
from sites.models import Membership, Partner, Post, Room, User

List = Term.Catalogue
HOUSE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung."
LAWFUL = "Die Eignung klären Sie nach den Regeln Ihres Trägers. Hier steht nur, ob sie geklärt ist, kein Name und keine Unterlage."


class RoomChoices(forms.ModelChoiceField):
    def label_from_instance(self, room):
        return f"{room.name} (gehört nicht zur Betriebserlaubnis)" if room.external else room.name


class ClassificationForm(AccessFields, TermGroups):
    """For whom and with whom an offer is. It refuses nothing that can be told; what is missing becomes a hint at the offer."""

    LAYOUT = (
        Part(("audience", "origin", "generations", "additional"), "Für wen"),
        Part(ACCESS, "Wie Familien hineinkommen"),
        Part(("themes", "settings", "cross_cutting", "service_fields"), "Worum es geht"),
        Part(("low_threshold", "family_orientation", "closeness", "special_needs"), "Was es auszeichnet"),
        Part(
            ("venue", "carried_by", "led_by", "partner", "tuned_with", "volunteers", "volunteers_suitable", "freelance_contract", "money"),
            "Wo und mit wem",
        ),
    )
    LOOK = dict.fromkeys(("audience", "themes", "settings", "cross_cutting", "service_fields", "money", "languages"), "chips")
    HELP = {
        "audience": "whole-family", "origin": "target", "generations": "generations",
        "additional": "additional", "registration": "linger", "themes": "themes", "settings": "settings",
        "cross_cutting": "cross-cutting", "service_fields": "fields-of-service", "money": "money",
        "low_threshold": "daily", "special_needs": "marks", "tuned_with": "tuned", "venue": "outside",
        "partner": "external", "carried_by": "counselling", "volunteers": "helpers",
    }  # fmt: skip
    AUDIENCE = {"tuned_with": HOUSE, "freelance_contract": HOUSE}
    audience = forms.MultipleChoiceField(label="Für wen", choices=Offer.Audience, required=False, widget=forms.CheckboxSelectMultiple)
    themes = TermField("Themen", List.THEME, help_text="Vorgeschlagen sind die Themen der Bedarfe, auf die das Angebot antwortet.")
    settings = TermField("Lebensbereiche, die besser werden", List.SETTING)
    cross_cutting = TermField("Querschnittsanforderungen", List.CROSS_CUTTING)
    service_fields = TermField("Leistungsfeld", List.SERVICE_FIELD)
    money = TermField("Wer gibt Geld dazu?", List.FUNDING_SOURCE)

    class Meta:
        model = Offer
        fields = [
            "audience", "origin", "generations", "additional", *ACCESS, "low_threshold", "family_orientation", "closeness", "special_needs",
            "venue", "partner", "carried_by", "led_by", "tuned_with", "volunteers", "volunteers_suitable", "freelance_contract",
        ]  # fmt: skip
        localized_fields = "__all__"
        field_classes = {"venue": RoomChoices}
        widgets: dict[str, Any] = {"origin": forms.RadioSelect, "generations": forms.RadioSelect, "registration": forms.RadioSelect}
        widgets |= {name: forms.Textarea(attrs={"rows": 2}) for name in ("low_threshold", "family_orientation", "closeness", "special_needs")}
        help_texts = {
            **HELPS,
            "low_threshold": "Zum Beispiel: ohne Anmeldung, kostenlos, die Kinder dürfen mit.",
            "family_orientation": "Zum Beispiel: Uhrzeit nach den Wünschen der Eltern, Geschwister willkommen.",
            "closeness": "Zum Beispiel: fünf Minuten zu Fuß, hält am Bus.",
            "special_needs": "Zum Beispiel: leichte Sprache, stufenlos, mit Übersetzung.",
            "led_by": "Wer hier steht, findet die Termine auf der eigenen Startseite und trägt die Teilnahmen selbst ein.",
            "tuned_with": "Mit wem haben Sie Thema und Zeit abgesprochen? Zum Beispiel: Familienzentrum Nord, im Januar.",
            "volunteers": "Wie viele helfen mit? Nur die Zahl, keine Namen.",
            "volunteers_suitable": LAWFUL,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer, today = self.instance, self.request.access.today
        self.start_access()
        self.fields["generations"].choices = [("", "nicht festgelegt"), *Offer.Generations.choices]
        venues = rows(self.request, Room.objects.in_use(today) | Room.objects.filter(pk=offer.venue_id))
        posts = rows(self.request, Post.objects.on(today) | Post.objects.filter(pk=offer.carried_by_id))
        for name, choices in (("venue", venues), ("partner", rows(self.request, Partner)), ("carried_by", posts)):
            self.fields[name].queryset = choices.filter(site=offer.site_id)
            self.fields[name].empty_label = "keine Angabe"
        house = Membership.objects.on(today).filter(place=offer.site_id, role__in=TEAM).values("user")
        self.fields["led_by"].queryset = User.objects.filter(Q(pk__in=house) | Q(pk=offer.led_by_id)).order_by("name")
        self.fields["led_by"].empty_label = "keine Angabe"
        for name, text in self._written():
            self.fields[name].help_text = f"Aus dem Verzeichnis oder als Text: Ihre Wahl ersetzt „{getattr(offer, text)}“."
        if not self.initial["themes"]:  # family education answers the themes of the families (R043)
            known = {value for value, _ in self.fields["themes"].choices}
            self.initial["themes"] = sorted({link.need.theme_id for link in offer.need_links.select_related("need")} & known)

    def _written(self) -> list[tuple[str, str]]:
        """What stands as text until it is chosen from the register: the choice, its text."""
        offer = self.instance
        found = [("venue", "room")] if offer.room else []
        return found + ([("partner", "executor_name")] if offer.executor_name and offer.executor != Offer.Executor.FREELANCER else [])

    def clean(self):
        data = super().clean() or {}
        for name, text in self._written():
            if data.get(name):  # the choice says it better; the entry keeps what was written
                self.initial[text], data[text] = getattr(self.instance, text), ""
                self.changed_data.append(text)
                setattr(self.instance, text, "")
        return data
