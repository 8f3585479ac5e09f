"""The forms of a crisis: its time, an offer out of a format, how the house can be reached, and what the state office keeps."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from offers.models import CrisisFormat, CrisisPeriod, Offer, PhoneHour, Reachability
from offers.rules.concerned import YES, families_at, told
from offers.rules.crises import carried_on, running_offers
from offers.rules.dates import planned_since
from planning.models import Link
from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part
from sites.models import Partner

TO_ALL = "Sichtbar für alle, auch auf der Familienseite."


class CrisisPeriodForm(ModelForm):
    """From when contacts are restricted, by which ordinance, and what to keep to in a few sentences."""

    LAYOUT = (Part(("title", "text")), Part(("starts", "ends"), pair=True), Part(("ordinance", "hygiene")))
    PLAUSIBLE = ("starts", "ends")
    AUDIENCE = {"text": TO_ALL, "hygiene": "Steht an jedem Termin dieser Zeit und auf der Familienseite."}

    class Meta:
        model = CrisisPeriod
        fields = ["title", "text", "starts", "ends", "ordinance", "hygiene"]
        localized_fields = "__all__"
        help_texts = {
            "title": "Zum Beispiel: Kontakte sind beschränkt.",
            "ends": "Leer, solange niemand es weiß.",
            "ordinance": "Aus der Liste, die die Fachstelle ThEKiZ pflegt.",
            "hygiene": "Zum Beispiel: Draußen höchstens zehn Personen, drinnen nur eins zu eins mit Maske.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ordinances = Link.objects.filter(ordinance=True, gone=False) | Link.objects.filter(pk=self.instance.ordinance_id)
        self.fields["ordinance"].queryset, self.fields["ordinance"].empty_label = ordinances.distinct(), "noch keine"
        if self.instance._state.adding:
            self.initial["starts"] = self.request.access.today


class CrisisOfferForm(ModelForm):
    """An offer out of a format: all it needs is filled in; with a partner where the format works with one alone (R330)."""

    LAYOUT = (Part(("title", "partner", "channel", "analogue_way")), Part(("starts", "ends"), pair=True), Part(("replaces",)))
    PLAUSIBLE = ("starts", "ends")
    replaces: Any = forms.ModelChoiceField(
        label="Führt es ein Angebot fort?",
        queryset=None,
        required=False,
        empty_label="nein, es ist neu",
        help_text="Dessen geplante Termine in der Krisenzeit finden dann in dieser Form statt.",
    )

    class Meta:
        model = Offer
        fields = ["title", "partner", "channel", "analogue_way", "starts", "ends"]
        localized_fields = "__all__"
        help_texts = {
            "channel": "Aus der Liste „Wege zu den Familien“. Ein ungeprüfter Weg gibt einen Hinweis.",
            "analogue_way": "Nicht alle Familien haben ein Gerät oder können damit umgehen.",
        }

    def __init__(self, *args, of: CrisisFormat, periods: list[CrisisPeriod], **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = periods
        site = self.instance.site_id
        if of.needs_partner:
            partner = self.fields["partner"]
            partner.queryset, partner.required = rows(self.request, Partner).filter(site=site), True
            partner.help_text = "Diese Form gibt es nur mit Kooperationspartner*innen. Neue tragen Sie unter „Partner*innen“ ein."
        else:
            del self.fields["partner"]
        if of.digital or of.needs_channel:
            self.fields["channel"].queryset = self.fields["channel"].queryset.filter(site=site)
            self.fields["channel"].empty_label = "noch keiner"
        else:
            del self.fields["channel"], self.fields["analogue_way"]
        self.fields["replaces"].queryset = running_offers(rows(self.request, Offer).filter(site=site), self.request.access.today)

    def clean(self):
        data, today = super().clean() or {}, self.request.access.today
        if data.get("replaces") and data.get("starts"):
            moving = carried_on(data["replaces"], self.periods, max(today, data["starts"]), data.get("ends"))
            if families := families_at(moving):
                self.ask(f"{told(families)} Die Plätze und die Warteliste gehen mit.", YES)
        return data


class FormatEndForm(Form):
    """From which day on an offer of a crisis takes place again as the one that it carries on."""

    PLAUSIBLE = ("since",)
    since = forms.DateField(label="Wieder wie vorher ab", help_text="Vorgeschlagen ist der Tag nach der Krisenzeit.")

    def __init__(self, *args, offer: Offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer

    def clean(self):
        data = super().clean() or {}
        if data.get("since") and (families := families_at(planned_since(self.offer, max(self.request.access.today, data["since"])))):
            self.ask(told(families), YES)
        return data


class CrisisFormatForm(ModelForm):
    """What the state office keeps of a format; its wording and its place in the list come from the recommendations."""

    LAYOUT = (
        Part(("title", "summary", "goals", "carried_by", "material")),
        Part(("hygiene_note", "consent_note", "privacy_note"), "Hinweise"),
        Part(("questions", "digital", "analogue_way", "needs_channel", "needs_consent", "needs_partner"), "Was dazu gehört"),
    )

    class Meta:
        model = CrisisFormat
        fields = [
            "title", "summary", "goals", "types", "carried_by", "material", "hygiene_note", "consent_note", "privacy_note", "questions", "digital",
            "analogue_way", "needs_channel", "needs_consent", "needs_partner",
        ]  # fmt: skip
        widgets: dict[str, Any] = {name: forms.Textarea(attrs={"rows": 2}) for name in ("hygiene_note", "consent_note", "privacy_note")}


class ReachabilityForm(ModelForm):
    """The number and the places at which families reach the house."""

    AUDIENCE = {"phone": TO_ALL, "text": TO_ALL}

    class Meta:
        model = Reachability
        fields = ["phone", "text"]
        help_texts = {"text": "Zum Beispiel: Infopoint vor der Kita, Di und Do 15 bis 17 Uhr."}


class PhoneHourForm(ModelForm):
    """One line of the duty roster; families see the hours, and in which function somebody answers."""

    LAYOUT = (Part(("weekday",)), Part(("starts_at", "ends_at"), pair=True), Part(("who",)), Part(("starts", "ends"), pair=True))
    PLAUSIBLE = ("starts", "ends")
    UNSPOKEN = ("who", "weekday")
    AUDIENCE = {"who": "Nur die Funktion, kein Name. Auf der Familienseite stehen die Zeiten."}

    class Meta:
        model = PhoneHour
        fields = ["weekday", "starts_at", "ends_at", "who", "starts", "ends"]
        localized_fields = "__all__"
        help_texts = {"ends": "Wechselt der Dienst, endet die eine Zeile, und die nächste beginnt."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["starts"] = self.request.access.today

    def clean(self):
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            raise ValidationError({"ends_at": "Das Ende liegt vor dem Beginn. Geht der Dienst über Mitternacht, legen Sie bitte zwei Zeilen an."})
        return data
