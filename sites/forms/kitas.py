"""Forms of Kitas: master data with the operating permit, change of provider, entered twice, Kitas of a site."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from sites.core.access import rows
from sites.core.days import overlapping
from sites.core.forms import Form, ModelForm, postcode
from sites.forms.choosing import ProviderField
from sites.models import FormerProvider, Kita, Municipality, Provider, SiteKita
from sites.services.site_kitas import kitas_on, other_days

DAY = timedelta(days=1)


type Choices = Iterable[tuple[str, str]]


class KitaFilterForm(Form):
    WITHOUT = (("site", "ohne Standort"), ("permit", "ohne Betriebserlaubnis"))
    q = forms.CharField(label="Name, Ort oder Schlüssel", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    municipality = forms.ChoiceField(label="Gemeinde", required=False)
    provider = forms.ChoiceField(label="Träger", required=False)
    without = forms.ChoiceField(label="Auswahl", required=False, choices=[("", "Alle"), *WITHOUT])

    def __init__(self, *args: Any, municipalities: Choices, providers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", "Alle"), *municipalities]
        self.fields["provider"].choices = [("", "Alle"), *providers]


class TownField(forms.ModelChoiceField):
    """Municipalities of several counties: the name alone may be there twice."""

    def label_from_instance(self, town):
        return f"{town.name}, {town.county.name}"


class KitaForm(ModelForm):
    """Master data and operating permit of a Kita; its provider changes by a form of its own, which keeps the days."""

    municipality = TownField(Municipality.objects.none(), label="Gemeinde", empty_label="Bitte wählen")
    provider = ProviderField(label="Träger")
    HELP = {"permit_number": "permit", "permit_rooms": "rooms"}
    AUDIENCE = {"permit_number": "Sichtbar für Träger, Leitung und Team der Kita und für die Ämter des Landkreises."}
    PAST = PLAUSIBLE = ("permit_date",)

    class Meta:
        model = Kita
        fields = (
            "name", "provider", "municipality", "street", "postcode", "phone", "email", "places", "key",
            "permit_number", "permit_date", "permit_holder", "permit_rooms",
        )  # fmt: skip
        localized_fields = "__all__"
        widgets = {"permit_rooms": forms.Textarea}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        registers = self.request.access.holds("sites.register")
        towns = Municipality.objects.on(self.request.access.today).select_related("county").order_by("county__sort_key", "sort_key")
        self.fields["permit_rooms"].help_text = "Zum Beispiel: Haus 1 mit acht Gruppenräumen, Turnraum und Garten."
        if self.instance.pk:
            towns = towns.filter(county=self.instance.county_id)
            del self.fields["provider"]
        else:
            towns = towns.filter(pk__in=rows(self.request, Municipality)) if registers else towns
            #: a public register: a provider may run Kitas in several counties
            providers = Provider.objects.all() if registers else rows(self.request, Provider)
            self.fields["provider"].offer(providers, self.request.access.reach("sites.permit").places)
        self.fields["municipality"].queryset = towns
        if not registers:
            del self.fields["key"]  # the county's own

    def clean_postcode(self):
        return postcode(self.cleaned_data["postcode"])

    def clean(self):
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        name, town = data.get("name"), data.get("municipality")
        if name and town:
            self.instance.county_id = town.county_id
            same = Kita.objects.filter(municipality=town, name__iexact=name, merged_into__isnull=True).exclude(pk=self.instance.pk)
            key = data.get("key", self.instance.key)
            if any(not key or not row.key or row.key == key for row in same):  # the same name with different keys is two
                self.add_error("name", "Diese Kita gibt es in der Gemeinde schon. Bitte geben Sie einen Namen an, der sie unterscheidet.")
        if data.get("key"):
            same = Kita.objects.filter(county=self.instance.county_id, key=data["key"], merged_into__isnull=True).exclude(pk=self.instance.pk)
            if taken := same.first():
                self.add_error("key", f"Diesen Schlüssel hat schon {taken.name}. Ist es dieselbe Kita, führen Sie die beiden zusammen.")
        return data


class ProviderChangeForm(Form):
    """Another provider runs the Kita; `correct`: the last change was written down wrongly."""

    provider = ProviderField(label="Neuer Träger")
    day = forms.DateField(label="Er führt die Kita ab", localize=True, help_text="Der Tag kann heute sein oder in der Vergangenheit liegen.")
    HELP = {"day": "change"}
    PAST = PLAUSIBLE = ("day",)

    def __init__(self, *args, kita: Kita, last: FormerProvider | None, correct: bool, **kwargs):
        """`last`: the last change of provider, if there was one."""
        stored = {"provider": kita.provider_id, "day": last.ends + DAY if last else None}
        super().__init__(*args, edits=kita, stored=stored, initial=stored if correct else None, **kwargs)
        self.kita, self.correct = kita, correct
        self.fields["provider"].offer(Provider.objects.all(), [kita.county_id])

    def clean_provider(self):
        provider = self.cleaned_data["provider"]
        if provider == self.kita.provider and not self.correct:
            raise forms.ValidationError(f"{provider} führt die Kita schon. Bitte wählen Sie den Träger, der sie übernimmt.")
        return provider


class MergeForm(Form):
    """Which of two rows of the same Kita stays."""

    stays = forms.TypedChoiceField(label="Welcher Eintrag bleibt?", coerce=int, widget=forms.RadioSelect, empty_value=None)

    def __init__(self, *args, pair: tuple[Kita, Kita], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [(kita.pk, f"{kita.name}, {kita.municipality.name} ({kita.provider.name})") for kita in pair]


# Kitas of a site --------------------------------------------------------------------------------------------------


class SiteKitaForm(Form):
    """A Kita joins a site; Kitas of several providers may form a Verbund."""

    kita = forms.ModelChoiceField(Kita.objects.none(), label="Kita", empty_label="Bitte wählen")
    day = forms.DateField(label="Gehört zum Standort ab", localize=True)
    leading = forms.BooleanField(label="Sie ist federführend und spricht für den Verbund", required=False)
    HELP = {"kita": "verbund"}
    PLAUSIBLE = ("day",)

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        known = Kita.objects.filter(county=site.county_id, merged_into__isnull=True)
        self.fields["kita"].queryset = known.select_related("municipality")
        self.fields["kita"].label_from_instance = lambda kita: f"{kita.name}, {kita.municipality.name}"

    def clean(self):
        data = self.cleaned_data
        if data.get("kita") and data.get("day"):
            refuse_two_sites(self, "kita", data["kita"], data["day"], None)
        if data.get("leading") and data.get("day") and data["day"] > self.request.access.today:
            self.add_error("leading", f"Die Kita gehört erst ab dem {data['day']:%d.%m.%Y} dazu. Bitte wählen Sie sie dann als federführend.")
        return data


def refuse_two_sites(form, field: str, kita: Kita, starts, ends, *, but: int | None = None) -> None:
    """A Kita belongs to one site at a time: the sentence names the other one and its days; the database has the last word."""
    links = SiteKita.objects.filter(overlapping(starts, ends), kita=kita).exclude(pk__in=[but] if but else [])
    if other := links.select_related("site").first():
        until = f"bis {other.ends:%d.%m.%Y}" if other.ends else "ohne Ende"
        text = f"{kita.name} gehört vom {other.starts:%d.%m.%Y} {until} zum Standort {other.site.name}. Bitte beenden Sie zuerst diese Zuordnung."
        form.add_error(field, text)


class SiteKitaDaysForm(Form):
    """The last day of a Kita at a site, or its days as they really were. What is left of a Verbund is said, and saved with the reason."""

    starts = forms.DateField(label="Erster Tag", localize=True)
    ends = forms.DateField(label="Letzter Tag", localize=True, required=False)
    reason = forms.CharField(label="Begründung", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    HELP = {"reason": "verbund"}
    NEEDED = {"reason": "nötig, wenn danach nur eine Kita bleibt"}
    PLAUSIBLE = ("starts", "ends")

    def __init__(self, *args, link: SiteKita, corrected: bool, **kwargs):
        super().__init__(*args, initial={"starts": link.starts, "ends": link.ends}, edits=link, **kwargs)
        self.link, self.others, self.corrected = link, other_days(link), corrected
        if corrected:
            self.fields["ends"].help_text = "Leer heißt: Die Kita gehört weiter dazu."
            self.fields["reason"].label, self.fields["reason"].required = "Was war falsch eingetragen?", True
            self.fields["reason"].error_messages["required"] = "Bitte schreiben Sie, was falsch eingetragen war."
            self.fields["reason"].recommendation = None  # that is no Verbund that ends
        else:
            del self.fields["starts"]
            self.fields["ends"].required = True

    def clean(self):
        data = self.cleaned_data
        starts, ends = data.get("starts", self.link.starts), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", f"Die Kita gehört erst seit dem {starts:%d.%m.%Y} zum Standort. Bitte geben Sie einen späteren Tag an.")
        elif starts and not self.errors:
            refuse_two_sites(self, "starts" if self.corrected else "ends", self.link.kita, starts, ends, but=self.link.pk)
        if not self.corrected and ends and self.leaves_one(ends) and not data.get("reason"):
            text = "Danach hat der Verbund nur noch eine Kita; zu einem Verbund gehören mehrere (1.3). Bitte schreiben Sie, warum."
            self.add_error("reason", text)
        return data

    def leaves_one(self, ends) -> bool:
        return kitas_on(self.others, ends + DAY) == 1
