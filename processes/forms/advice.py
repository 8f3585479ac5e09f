"""The forms of the offices: a contact of advice, a seat in a body, a visit."""

from typing import Any

from django import forms

from planning.models import Term
from processes.models import AdviceContact, BodySeat, SiteVisit
from sites.core.forms import Form, ModelForm, Part
from sites.models import County, Place, Site, User

NO_ACCOUNT = "Zu dieser Adresse gibt es kein Konto. Lassen Sie das Feld leer, dann wird der Kontakt ohne Konto gezählt."


def topics_on(day: Any, chosen: int | None = None) -> Any:
    """The topics of today, and the one that stands already."""
    listed = Term.objects.filter(catalogue=Term.Catalogue.TRAINING_TOPIC)
    return listed.filter(pk__in=[*Term.objects.on(day).values_list("pk", flat=True).filter(catalogue=Term.Catalogue.TRAINING_TOPIC), chosen])


class SiteChoices(forms.ModelChoiceField):
    """Sites with their county: names come twice in the Land."""

    def label_from_instance(self, obj: Site) -> str:
        return f"{obj.name}, {obj.county.name}"


class AdviceForm(ModelForm):
    """A contact in a minute: when, how, about what, who asked."""

    PAST = ("held_on",)
    UNSPOKEN = ("asker", "topic")
    AUDIENCE = {"words": "Sichtbar für Ihre Stelle und, wenn Sie ein Konto angeben, für diese Person. Bitte keine Namen von Familien oder Kindern."}
    LAYOUT = (
        Part(("held_on", "channel"), pair=True),
        Part(("topic", "asker", "email")),
        Part(("county", "site"), pair=True),
        Part(("minutes", "words")),
    )
    field_order = ["held_on", "channel", "topic", "asker", "email", "county", "site", "minutes", "words"]
    email = forms.EmailField(
        label="E-Mail-Adresse des Kontos", max_length=254, required=False, help_text="Zum Beispiel der Prozessbegleitung: Sie liest den Kontakt mit."
    )
    site = SiteChoices(Site.objects.none(), label="Standort", required=False)

    class Meta:
        model = AdviceContact
        fields = ["held_on", "channel", "topic", "asker", "county", "site", "minutes", "words"]
        localized_fields = "__all__"

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = self.request.access.reach("visits.view").places
        counties = County.objects.filter(pk__in=reached).order_by("sort_key")
        self.fields["topic"].queryset = topics_on(self.request.access.today, self.instance.topic_id)
        self.fields["county"].queryset = counties
        self.fields["site"].queryset = Site.objects.filter(county__in=counties).select_related("county").order_by("sort_key")
        if place.kind == Place.Kind.COUNTY:
            self.fields["county"].queryset = counties.filter(pk=place.pk)
            self.fields["site"].queryset = self.fields["site"].queryset.filter(county=place.pk)
        if self.instance.pk and self.instance.person_id:
            self.initial.setdefault("email", self.instance.person.email)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        site, email = data.get("site"), data.get("email")
        if site:
            if data.get("county") and data["county"] != site.county:
                self.add_error("site", f"Dieser Standort liegt in {site.county.name}.")
            data["county"] = site.county
        found = User.objects.filter(email=email.strip().lower(), is_active=True).first() if email else None
        if email and found is None:
            self.add_error("email", NO_ACCOUNT)
        self.instance.person = found
        return data


class AdviceFilter(Form):
    """The year of the contacts."""

    year = forms.ChoiceField(label="Jahr", required=False)

    def __init__(self, *args: Any, years: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]


class SeatForm(ModelForm):
    """In which body somebody sits for the office."""

    UNGUARDED = ("person",)
    PERIOD = ("starts", "ends")
    LAYOUT = (Part(("name", "organisation", "person")), Part(("starts", "ends"), pair=True), Part(("note",)))

    class Meta:
        model = BodySeat
        fields = ["name", "organisation", "person", "starts", "ends", "note"]
        localized_fields = "__all__"


class VisitForm(ModelForm):
    """A visit; what was seen is read by the house once it is released."""

    PAST = ("visited_on",)
    UNGUARDED = ("visitor",)
    AUDIENCE = {
        "notes": "Sichtbar für Fachstelle ThEKiZ und Ämter des Landkreises; für das Haus, sobald Sie es freigeben. Bitte keine Namen von Familien."
    }
    LAYOUT = (Part(("site",)), Part(("visited_on", "channel"), pair=True), Part(("visitor", "notes", "release")))
    field_order = ["site", "visited_on", "channel", "visitor", "notes", "release"]
    release = forms.BooleanField(label="Leitung und Koordination des Hauses lesen mit", required=False)

    class Meta:
        model = SiteVisit
        fields = ["site", "visited_on", "channel", "visitor", "notes"]
        localized_fields = "__all__"
        widgets = {"notes": forms.Textarea(attrs={"rows": 6}), "channel": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(county=self.instance.county_id).order_by("sort_key")
        if self.instance.pk:
            self.initial.setdefault("release", self.instance.is_released)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.house = data.get("site") if data.get("release") else None
        return data
