"""The form of a commission of the youth welfare office for counselling after §§ 17 and 18 SGB VIII."""

from django import forms
from django.db.models import Q

from planning.forms.plans import PaperForm
from planning.models import Commission, LegalBasis
from sites.core.access import rows
from sites.models import Provider, Site

HOUSES = "Sichtbar für die Ämter des Landkreises; bei Angeboten nach §§ 17 und 18 auch für das Haus."


class CommissionForm(PaperForm):
    """Who is commissioned with what, where, from when to when."""

    AUDIENCE = {"subject": HOUSES, "upload": "Sichtbar für die Ämter des Landkreises."}
    NEEDED = {"provider": "nötig, wenn keine andere Stelle dasteht", "holder": "nötig, wenn kein Träger gewählt ist"}
    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(), label="Für welche Standorte?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Auswahl gilt der Auftrag für den ganzen Landkreis.",
    )  # fmt: skip
    sections = forms.MultipleChoiceField(label="Wofür nach dem SGB VIII", choices=Commission.Section.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Commission
        fields = ["legal_basis", "sections", "provider", "holder", "subject", "sites", "starts", "ends", "number"]
        help_texts = {
            "holder": "Wenn sie nicht im Register der Träger steht, zum Beispiel eine Beratungsstelle.",
            "subject": "Zum Beispiel: Beratung in Fragen von Trennung und Umgang im Familienraum.",
            "number": "Zum Beispiel: JHA 2026/47.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].error_messages["required"] = "Bitte wählen Sie § 17, § 18 oder beide."
        row, today = self.instance, self.request.access.today
        bases = LegalBasis.objects.filter(needs_commission=True)
        self.fields["legal_basis"].queryset = bases.filter(Q(pk__in=bases.on(today)) | Q(pk=row.legal_basis_id))
        self.fields["legal_basis"].empty_label = "Bitte wählen"
        here = Q(county=row.place_id) | Q(kitas__county=row.place_id) | Q(pk=row.provider_id)
        self.fields["provider"].queryset = Provider.objects.filter(here).order_by("sort_key", "pk").distinct()
        self.fields["provider"].empty_label = "keiner aus dem Register"
        self.fields["sites"].queryset = rows(self.request, Site).filter(county=row.place_id).order_by("sort_key", "pk")
        only = list(self.fields["legal_basis"].queryset[:2])
        if not row.pk and len(only) == 1:
            self.initial["legal_basis"] = only[0].pk
        if row.pk:
            self.initial["sites"] = list(row.site_links.values_list("site_id", flat=True))

    def clean_holder(self):
        return " ".join(self.cleaned_data["holder"].split())

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "provider" in data and "holder" in data:
            if data["provider"] and data["holder"]:
                self.add_error("holder", "Oben ist schon ein Träger gewählt. Bitte lassen Sie eines von beiden leer.")
            elif not data["provider"] and not data["holder"]:
                self.add_error("provider", "Wen beauftragt das Jugendamt? Bitte wählen Sie einen Träger oder schreiben Sie eine andere Stelle.")
        return data
