"""Forms of a site: its beginning and its master data."""

from django import forms

from sites.core.access import rows
from sites.core.days import not_over
from sites.core.forms import Form, ModelForm, postcode
from sites.forms.choosing import ProviderField
from sites.forms.providers import check_new_provider
from sites.models import Area, Kita, Municipality, Provider, Site, SiteKita, SocialCentre


class MasterDataForm(ModelForm):
    """Master data of a site: the planner changes all, the head what families and partners need."""

    UNGUARDED = ("directions",)
    PLANNER_ONLY = ("name", "street", "postcode", "planning_area", "social_centre", "coordinator_fte")
    HELP = {"vision": "vision", "planning_area": "cooperation", "social_centre": "centre"}
    AUDIENCE = {
        "vision": "Sichtbar für alle, die den Standort sehen dürfen.",
        "directions": "Steht auf der Familienseite, sichtbar für alle.",
        "contact": "Steht auf der Familienseite, sichtbar für alle.",
    }

    class Meta:
        model = Site
        fields = (
            "name",
            "street",
            "postcode",
            "phone",
            "email",
            "contact",
            "directions",
            "vision",
            "planning_area",
            "social_centre",
            "coordinator_fte",
        )
        localized_fields = "__all__"
        widgets = {"vision": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, all_fields: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if all_fields:
            self.fields["planning_area"].empty_label, self.fields["social_centre"].empty_label = "keiner", "keines"
            self.fields["planning_area"].queryset = Area.objects.filter(county=self.instance.county_id)
            self.fields["social_centre"].queryset = SocialCentre.objects.filter(county=self.instance.county_id).order_by("name")
        else:
            for name in self.PLANNER_ONLY:
                del self.fields[name]

    def clean_postcode(self):
        return postcode(self.cleaned_data["postcode"])


NO_KITA = "Ein Standort braucht mindestens eine Kita. Bitte wählen Sie eine oder legen Sie eine neue an."


class SiteCreateForm(Form):
    """A new site: existing Kitas without a site, or a new Kita of a known or a new provider."""

    name = forms.CharField(label="Name des Standorts", max_length=100, help_text="Meist der Name der Kita, beim Verbund ein eigener.")
    municipality = forms.ModelChoiceField(Municipality.objects.none(), label="Gemeinde", empty_label="Bitte wählen")
    kitas = forms.ModelMultipleChoiceField(
        Kita.objects.none(), label="Kitas, die schon angelegt sind", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Es stehen die Kitas hier, die zu keinem Standort gehören.",
    )  # fmt: skip
    new_kita = forms.CharField(label="Oder eine neue Kita anlegen: ihr Name", max_length=100, required=False)
    provider = ProviderField(label="Träger der neuen Kita", required=False)
    new_provider = forms.CharField(label="Oder einen neuen Träger anlegen: sein Name", max_length=120, required=False)
    kind = forms.ChoiceField(label="Art des neuen Trägers", choices=[("", "Bitte wählen"), *Provider.Kind.choices], required=False)
    HELP = {"kitas": "sitecreate-kitas"}
    NEEDED = {
        **dict.fromkeys(("kitas", "new_kita"), "eine von beiden Angaben ist nötig"),
        **dict.fromkeys(("provider", "new_provider"), "für eine neue Kita nötig"),
        "kind": "für einen neuen Träger nötig",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        self.fields["municipality"].queryset = rows(self.request, Municipality.objects.on(today))
        taken = SiteKita.objects.filter(not_over(today)).values("kita")
        self.fields["kitas"].queryset = rows(self.request, Kita).filter(merged_into__isnull=True).exclude(pk__in=taken).select_related("municipality")
        self.fields["kitas"].label_from_instance = lambda kita: f"{kita.name}, {kita.municipality.name}"
        if not self.fields["kitas"].queryset.exists():
            del self.fields["kitas"]
            self.fields["new_kita"].label, self.fields["new_kita"].required = "Name der Kita", True
            self.fields["new_kita"].error_messages["required"] = NO_KITA
        self.fields["provider"].queryset = Provider.objects.filter(
            merged_into__isnull=True
        )  # a public register: a provider may run Kitas in several counties

    def clean(self):
        data = self.cleaned_data
        if not data.get("kitas") and not data.get("new_kita") and "new_kita" not in self.errors:
            self.add_error("new_kita", NO_KITA)
        if data.get("new_kita") and not data.get("provider") and not data.get("new_provider"):
            self.add_error("provider", "Eine neue Kita braucht einen Träger. Bitte wählen Sie ihn oder legen Sie ihn neu an.")
        if data.get("provider") and data.get("new_provider"):
            self.add_error("new_provider", "Bitte wählen Sie einen Träger oder legen Sie einen neuen an, nicht beides.")
        check_new_provider(self, data.get("new_provider") or "")
        return data
