"""The only place for the forms of partners: who they are, how far the cooperation is, what was signed."""

from django import forms
from django.core.exceptions import ValidationError

from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part
from sites.forms.records import PaperField
from sites.models import Agreement, Cooperation, Partner
from sites.rules.cooperations import DUE

HOUSE = "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung. Bitte keine Namen von Familien."
CARD = "Steht auf der Karte, die Sie Familien zeigen oder mitgeben."


class PartnerForm(ModelForm):
    """A partner with everything that a family needs to get there."""

    UNGUARDED = ("address", "hours")
    LOOK = {"services": "chips"}
    HELP = {"kind": "kinds", "services": "services"}
    AUDIENCE = {"services": CARD, "text": CARD, "contact": CARD, "languages": CARD}
    services = forms.MultipleChoiceField(
        label="Was Familien dort finden", choices=Partner.Service, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Partner
        fields = ["name", "kind", "services", "text", "contact", "phone", "email", "website", "address", "hours", "languages"]
        help_texts = {
            "name": "So, wie Familien die Stelle kennen.",
            "languages": "Zum Beispiel: Deutsch, Arabisch, Ukrainisch, Leichte Sprache.",
        }

    def clean_name(self):
        name = self.cleaned_data["name"]
        if rows(self.request, Partner).filter(site=self.instance.site_id, name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"„{name}“ steht schon im Verzeichnis. Bitte ergänzen Sie den Eintrag dort oder nehmen Sie einen genaueren Namen.")
        return name


class PartnerFilter(Form):
    """What narrows the directory."""

    q = forms.CharField(label="Wort", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="Art", required=False, choices=[("", "Alle"), *Partner.Kind.choices])
    stage = forms.ChoiceField(label="Wie weit", required=False, choices=[("", "Alle"), *Cooperation.Stage.choices])
    due = forms.ChoiceField(label="Vereinbarung", required=False, choices=[("", "Alle"), *DUE.items()])


class CooperationForm(ModelForm):
    """How far it is and what comes next. Only an ended one without its last day is refused."""

    LAYOUT = (Part(("subject_text", "stage", "nature", "beyond_law")), Part(("starts", "ends"), pair=True))

    HELP = {"stage": "stages", "nature": "natures", "beyond_law": "partners-beyond"}
    NEEDED = {"ends": "nötig, wenn sie beendet ist"}
    AUDIENCE = {"next_step": HOUSE}
    PERIOD = ("starts", "ends")

    class Meta:
        model = Cooperation
        fields = ["subject_text", "stage", "nature", "beyond_law", "starts", "ends", "next_step", "next_on"]
        widgets = {"stage": forms.RadioSelect, "nature": forms.RadioSelect}
        help_texts = {
            "subject_text": "Zum Beispiel: Sprechstunde der Erziehungsberatung, alle zwei Wochen im Familienraum.",
            "starts": "Ab wann Sie zusammenarbeiten. Leer lassen, solange es noch nicht läuft.",
        }

    def clean_subject_text(self):
        text = self.cleaned_data["subject_text"]
        same = rows(self.request, Cooperation).filter(partner=self.instance.partner_id, subject_text=text).exclude(pk=self.instance.pk)
        if same.exists():
            raise ValidationError("Diese Kooperation gibt es schon. Bitte ändern Sie die vorhandene oder schreiben Sie, worum es hier sonst geht.")
        return text

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("stage") == Cooperation.Stage.ENDED and not data.get("ends") and "ends" not in self.errors:
            self.add_error("ends", "Eine beendete Kooperation braucht ihren letzten Tag. Bitte tragen Sie ihn ein.")
        return data


class AgreementForm(ModelForm):
    """What was signed, by whom, until when, with the signed paper."""

    UNGUARDED = ("parties", "notice")
    LAYOUT = (Part(("title", "parties")), Part(("starts", "ends"), pair=True), Part(("notice_until", "notice", "upload")))

    upload = PaperField(label="Unterschriebenes Papier", required=False)
    HELP = {"title": "agreements"}
    AUDIENCE = {"parties": HOUSE, "upload": "Sichtbar für Ämter, Träger, Team und Prozessbegleitung, wie alle Dokumente des Standorts."}
    PERIOD = ("starts", "ends")

    class Meta:
        model = Agreement
        fields = ["title", "parties", "starts", "ends", "notice_until", "notice"]
        help_texts = {
            "title": "Zum Beispiel: Sprechstunde Erziehungsberatung in unserem Haus.",
            "parties": "Zum Beispiel: AWO Kreisverband (Träger) und Erziehungsberatungsstelle Ilmenau.",
            "notice_until": "Der letzte Tag, an dem gekündigt werden kann. Zwei Monate vorher erinnert die Startseite.",
        }

    def clean(self):
        super().clean()
        data = self.cleaned_data
        ends, notice = data.get("ends"), data.get("notice_until")
        if ends and notice and notice > ends:
            self.add_error("notice_until", f"Gekündigt werden kann nur, solange die Vereinbarung gilt, also bis zum {ends:%d.%m.%Y}.")
        return data
