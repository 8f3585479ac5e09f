"""The forms of the two doors: a Kita's interest, its confirmation, and the planner's invitation."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from planning.models import Application
from sites.core.access import rows
from sites.core.days import not_over
from sites.core.forms import Form
from sites.forms.choosing import ProviderField
from sites.forms.providers import check_new_provider, namesake
from sites.models import Kita, Municipality, Provider, Site, SiteKita

OFFICES = "Sichtbar für Sozialplanung, Jugendamt und Kita-Fachberatung Ihres Landkreises oder Ihrer Stadt."

NEW_SITE, NEW_KITA, NEW_PROVIDER = (f"für {what} nötig" for what in ("einen neuen Standort", "eine neue Kita", "einen neuen Träger"))


def municipalities_by_county() -> list:
    """Every municipality of today under its county, in German order; one query."""
    found = Municipality.objects.on(timezone.localdate()).order_by("county__sort_key", "sort_key").values_list("pk", "name", "county__name")
    return [("", "Bitte wählen"), *((county, [(pk, name) for pk, name, _ in group]) for county, group in groupby(found, key=lambda row: row[2]))]


class InterestForm(Form):
    """A Kita's own door, without an account; `website` is left empty by people."""

    refused = "Das ist noch nicht gesendet"
    kita_name = forms.CharField(label="Name Ihrer Kita", max_length=100)
    municipality = forms.TypedChoiceField(label="Gemeinde", coerce=int, help_text="Die Gemeinden stehen unter ihrem Landkreis.")
    provider_name = forms.CharField(label="Träger", max_length=120)
    contact = forms.CharField(label="Ihr Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-Mail-Adresse", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}), help_text="Dorthin geht die Einladung."
    )
    phone = forms.CharField(label="Telefon", max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"}))
    message = forms.CharField(
        label="Was bewegt Sie?", max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Ein paar Sätze genügen. Bitte keine Namen von Familien.",
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    HELP = {"message": "impulse"}
    AUDIENCE = {"message": OFFICES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = municipalities_by_county()


class HouseForm(Form):
    """Which Kita: one that is known, or a new one of a known or a new provider. What is chosen from a list goes before what is typed."""

    name = forms.CharField(label="Name des Standorts", max_length=100, help_text="Meist der Name der Kita, beim Verbund ein eigener.")
    kita = forms.ModelChoiceField(
        Kita.objects.none(), label="Kita, die schon angelegt ist", required=False, empty_label="neu anlegen",
        help_text="Zur Wahl stehen die Kitas, die zu keinem Standort gehören.",
    )  # fmt: skip
    new_kita = forms.CharField(label="Name der neuen Kita", max_length=100, required=False, help_text="Gilt, wenn oben „neu anlegen“ steht.")
    provider = ProviderField(label="Träger der neuen Kita", required=False)
    new_provider = forms.CharField(label="Name des neuen Trägers", max_length=120, required=False, help_text="Gilt, wenn oben kein Träger steht.")
    kind = forms.ChoiceField(label="Art des neuen Trägers", choices=[("", "Bitte wählen"), *Provider.Kind.choices], required=False)
    NEEDED = {"kita": "", **dict.fromkeys(("new_kita", "provider"), NEW_KITA), **dict.fromkeys(("new_provider", "kind"), NEW_PROVIDER)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        taken = SiteKita.objects.filter(not_over(today)).values("kita")
        self.fields["kita"].queryset = rows(self.request, Kita).filter(merged_into__isnull=True).exclude(pk__in=taken)
        self.fields["provider"].queryset = Provider.objects.filter(
            merged_into__isnull=True
        )  # a public register: a provider may run Kitas in several counties

    def clean(self):
        data = self.cleaned_data
        if self.asks_for_kita(data) and not data.get("kita") and "kita" not in self.errors:
            if not data.get("new_kita"):
                self.add_error("new_kita", "Ein Standort braucht eine Kita. Bitte wählen Sie eine aus oder geben Sie den Namen der neuen an.")
            if not data.get("provider") and not data.get("new_provider") and "provider" not in self.errors:
                self.add_error("provider", "Eine neue Kita braucht einen Träger. Bitte wählen Sie ihn aus oder geben Sie den Namen des neuen an.")
            if not data.get("provider"):
                check_new_provider(self, data.get("new_provider") or "")
        return data

    def asks_for_kita(self, data) -> bool:
        return True

    def house(self) -> dict:
        """What the service needs to find or register the Kita."""
        return {name: self.cleaned_data[name] for name in ("kita", "new_kita", "provider", "new_provider", "kind")}


class ConfirmForm(HouseForm):
    """Confirm an interest: prefilled with what the Kita wrote."""

    def __init__(self, *args, interest, **kwargs):
        super().__init__(*args, **kwargs)
        known = namesake(interest.provider_name)
        kita = self.fields["kita"].queryset.filter(name__iexact=interest.kita_name, municipality=interest.municipality_id).first()
        self.initial = {
            "name": interest.kita_name,
            "kita": kita,
            "new_kita": interest.kita_name,
            "provider": known,
            "new_provider": "" if known else interest.provider_name,
            **self.initial,
        }


class DeclineForm(Form):
    note = forms.CharField(label="Warum nicht?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    AUDIENCE = {"note": "Steht in der E-Mail an die Kita und ist sichtbar für Sozialplanung, Jugendamt und Kita-Fachberatung."}


class InviteForm(HouseForm):
    """The administration's door: a site that is there, or a new one; its head is invited."""

    site = forms.ModelChoiceField(
        Site.objects.none(), label="Standort, der schon angelegt ist", required=False, empty_label="neu anlegen",
        help_text="Zur Wahl stehen die Standorte ohne laufenden Antrag. Dann entfallen die Angaben zur Kita.",
    )  # fmt: skip
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label="Gemeinde der neuen Kita", required=False, empty_label="Bitte wählen")
    contact = forms.CharField(label="Name der Leitung", max_length=120, required=False)
    email = forms.EmailField(
        label="E-Mail-Adresse der Leitung", max_length=254, required=False, help_text="Sie bekommt eine Einladung mit der Rolle „Leitung“."
    )
    field_order = ["site", "name", "kita", "new_kita", "municipality", "provider", "new_provider", "kind", "contact", "email"]
    HELP = {"site": "impulse"}
    NEEDED = {**HouseForm.NEEDED, "site": "", **dict.fromkeys(("name", "contact", "email"), NEW_SITE), "municipality": NEW_KITA}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        running = Application.objects.filter(site=OuterRef("pk"), state__in=Application.PENDING)
        # guard: invite-site -> within = rows(self.request, Site)
        within = rows(self.request, Site).filter(pk__in=self.request.access.reach("applications.invite").places)
        self.fields["site"].queryset = within.filter(~Exists(running))
        self.fields["municipality"].queryset = rows(self.request, Municipality.objects.on(self.request.access.today))
        self.fields["name"].required = False
        self.fields["name"].help_text += " Gilt, wenn oben „neu anlegen“ steht; leer heißt: wie die gewählte Kita."

    def asks_for_kita(self, data) -> bool:
        return not data.get("site") and "site" not in self.errors

    def clean(self):
        data = super().clean() or {}
        if self.asks_for_kita(data):
            if not data.get("name") and data.get("kita"):
                data["name"] = data["kita"].name
            if not data.get("name"):
                self.add_error("name", "Bitte füllen Sie „Name des Standorts“ aus.")
            if not data.get("kita") and not data.get("municipality") and "municipality" not in self.errors:
                self.add_error("municipality", "Eine neue Kita braucht ihre Gemeinde. Bitte wählen Sie sie aus.")
            for name in ("contact", "email"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Ein neuer Standort braucht eine Leitung, die den Antrag schreibt. Bitte geben Sie Name und Adresse an.")
        elif bool(data.get("contact")) != bool(data.get("email")) and not {"contact", "email"} & set(self.errors):
            self.add_error("contact" if data.get("email") else "email", ValidationError("Zur Einladung gehören Name und E-Mail-Adresse."))
        return data
