"""The only place for the forms of the single house: posts, rooms, profile of a year, organisation forms, corrections."""

from typing import Any

from django import forms

from sites.core.access import rows
from sites.core.forms import Form, ModelForm, Part
from sites.models import Cooperation, Membership, OrganisationForm, Post, Room, SiteForm, SitePhase, SiteProfile

TEAM = "Sichtbar für Ämter, Träger, Team und Prozessbegleitung."
PROFILE = "Sichtbar für Ämter, Träger, Team, Prozessbegleitung und Elternvertretung. Bitte keine Namen von Familien."
LOGGED = "Steht im Protokoll, sichtbar für Ämter, Träger, Leitung und Koordination."


class _Days(ModelForm):
    """Something that holds from a day to a day."""

    PLAUSIBLE = ("starts", "ends")

    def clean(self):
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Tage.")
        return data


# Posts ------------------------------------------------------------------------------------------------------------

FUNCTION = (
    "„In engmaschiger Abstimmung und Vernetzung mit der Leitung übernimmt eine pädagogische Fachkraft inhaltliche, organisatorische und "
    "koordinierende Aufgaben im Rahmen von ThEKiZ.“ Bezugspädagog*innen und Elternbegleiter*innen führen einzelne Formate durch (Anhang 3)."
)
FTE = "„Für diese Koordination ThEKiZ werden zusätzliche personelle Ressourcen in einem Umfang von bis zu einer Vollzeitstelle pro ThEKiZ empfohlen.“"
FTE_REASON = "„Der Umfang der Aufgaben und Stundenkontingente richtet sich nach der Zielstellung in der Einrichtungskonzeption.“"
RELEASE = "„… idealerweise aus Kita-Leitung und Fachkräften der Einrichtung (sofern hierfür eine Freistellung zur Verfügung steht)“"


class PostForm(_Days):
    """Who holds which function; no account is needed for it. `concept`: the version of the concept that the profile names (R159)."""

    LAYOUT = (
        Part(("function", "name", "qualification", "starts", "ends"), "Wer, was, von wann bis wann"),
        Part(("fte", "fte_reason", "release_hours"), "Umfang"),
    )

    HELP = {"function": ("2.5", FUNCTION), "fte": ("2.5", FTE), "fte_reason": ("2.5", FTE_REASON), "release_hours": ("3.1", RELEASE)}
    AUDIENCE = {"name": TEAM}

    class Meta:
        model = Post
        fields = ["function", "name", "fte", "fte_reason", "qualification", "release_hours", "starts", "ends"]
        localized_fields = "__all__"
        help_texts = {
            "name": "Ein Konto ist dafür nicht nötig.",
            "fte": "Vollzeitäquivalente: 1 ist eine volle Stelle, 0,5 eine halbe.",
            "fte_reason": "Zum Beispiel: Elterncafé, Netzwerk und Sprechstunde; Konzeption vom März 2026, Abschnitt 4.",
            "ends": "Letzter Tag in dieser Funktion. Leer heißt: ohne Ende.",
        }
        error_messages = {
            "fte": {
                "min_value": "Bitte geben Sie mindestens 0,05 an, oder lassen Sie das Feld leer.",
                "max_value": "Bitte geben Sie höchstens 5 an.",
            },
            "release_hours": {"min_value": "Bitte geben Sie mindestens 0 an.", "max_value": "Bitte geben Sie höchstens 200 an."},
        }

    def __init__(self, *args, concept: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if concept:
            self.fields["fte_reason"].help_text = f"Welche Aufgaben gehören dazu? Ihre Konzeption: {concept}."


# Rooms ------------------------------------------------------------------------------------------------------------

WITHIN = "„Die variable Nutzung von Räumen im Rahmen der Betriebserlaubnis ist dabei möglich.“"
BEYOND = (
    "„Weitere räumliche Ressourcen können auf der Basis von Kooperationsbeziehungen im Sozialraum erschlossen werden. Diese zusätzlichen Räume sind "
    "nicht Bestandteil der Betriebserlaubnis der Kindertageseinrichtung.“"
)
EQUIPMENT = "„Die sächliche Ausstattung der Räume ist in Bezug auf die jeweiligen Bedarfe für Begegnung und Angebote zu planen.“"
NEVER_COVERED = "Ein Raum außerhalb der Kita gehört nie zur Betriebserlaubnis. Bitte nehmen Sie dieses Häkchen weg oder das bei „außerhalb der Kita“."
NOT_OUTSIDE = "Eine Kooperation gehört zu einem Raum außerhalb. Bitte setzen Sie das Häkchen „außerhalb der Kita“ oder wählen Sie „keine“."
KNOWN_ROOM = "Diesen Raum gibt es schon, vielleicht unter „Früher genutzt“. Bitte geben Sie einen anderen Namen an."


class RoomForm(ModelForm):
    """A room, in the Kita or outside of it."""

    PLAUSIBLE = ("closed_on",)
    LAYOUT = (
        Part(("name", "external", "covered", "cooperation", "address"), "Welcher Raum, und wo"),
        Part(("capacity", "uses", "accessible", "equipment", "closed_on"), "Was er bietet"),
    )

    HELP = {"covered": ("2.5", WITHIN), "external": ("2.5", BEYOND), "equipment": ("2.5", EQUIPMENT)}
    AUDIENCE = {"name": TEAM}

    class Meta:
        model = Room
        fields = ["name", "covered", "external", "cooperation", "address", "capacity", "uses", "accessible", "equipment", "closed_on"]
        localized_fields = "__all__"
        widgets = {"equipment": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "cooperation": "Nur für Räume außerhalb der Kita.",
            "uses": "Zum Beispiel: Elterncafé am Dienstag, Beratung, Bewegung.",
            "closed_on": "Ab diesem Tag steht der Raum unter „Früher genutzt“ und wird nicht mehr angeboten.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cooperation"].queryset = rows(self.request, Cooperation).filter(site=self.instance.site_id).select_related("partner")
        self.fields["cooperation"].empty_label = "keine"
        if not self.instance.pk:
            del self.fields["closed_on"]

    def clean_name(self):
        name, others = self.cleaned_data["name"], rows(self.request, Room).filter(site=self.instance.site_id).exclude(pk=self.instance.pk)
        if others.filter(name=name).exists():
            raise forms.ValidationError(KNOWN_ROOM)
        return name

    def clean(self):
        super().clean()
        if self.cleaned_data.get("external") and self.cleaned_data.get("covered"):
            self.add_error("covered", NEVER_COVERED)
        if self.cleaned_data.get("cooperation") and not self.cleaned_data.get("external"):
            self.add_error("cooperation", NOT_OUTSIDE)
        return self.cleaned_data


# Profile of a year ------------------------------------------------------------------------------------------------

OWN_PRIORITIES = "„Jedes ThEKiZ setzt auf Grundlage der spezifischen Bedarfe und Bedingungen vor Ort andere Schwerpunkte.“"
THREE_FIELDS = (
    "Die Fachlichen Empfehlungen nennen zwei Leistungsfelder, die ein ThEKiZ vertieft, und sprechen dann von dreien: Das erste ist der "
    "Grundauftrag jeder Kita. „Diese drei Leistungsfelder werden in einem ThEKiZ wirkungsorientiert umgesetzt.“ Ihre Ziele und Indikatoren "
    "stehen im Roten Faden."
)
START = (
    "„Kindertageseinrichtungen mit täglichem Zugang und direkter Verbindung zu Familien sind daher der optimale Ausgangspunkt zur Etablierung "
    "von ThEKiZ.“ Fußnote 3 nennt dazu die Betreuungsquote der 3- bis 6-jährigen Kinder in Thüringen: 95,8 % (Stand März 2019, Thüringer "
    "Landesamt für Statistik)."
)
FAMILY = (
    "„Als Familie ist das zu fassen, was die Beteiligten als Familie verstehen.“ Das Thüringer Familienförderungssicherungsgesetz vom "
    "18. Dezember 2018 (§ 2) meint eine „vom gewählten Lebensmodell unabhängige Gemeinschaft, in der Menschen Verantwortung füreinander "
    "übernehmen und füreinander da sind, unabhängig von einer Eheschließung oder der Form, in der sie zusammenleben, sowie der sexuellen "
    "Orientierung.“ „Familie ist der Lebensmittelpunkt für Kinder und somit deren erster Bildungsort.“"
)
MARKS = (
    "Die Angebote gehen über das Regelangebot hinaus: „Sie sind gekennzeichnet durch niedrigschwellige Zugänge, Familienorientierung, Wohnortnähe "
    "und einer Ausrichtung am besonderen Bedarf aller Familien des Sozialraums.“"
)
ANCHORED = (
    "„Das Ziel ist es, gelebte Partizipation und Empowerment von Kita-Leitung, pädagogischen Fachkräften, Kindern und Familien in der "
    "Einrichtung umzusetzen und in der Konzeption zu verankern.“"
)
CONCEPT = (
    "„Dabei arbeiten die Einrichtungen nach einem integrierten Gesamtkonzept und betrachten das Kind im System seiner Lebenswelt und seinem "
    "familiären Kontext.“ „Der Thüringer Bildungsplan ist gemäß § 7 Abs. 1 ThürKigaG (Ziele und Aufgaben der Kindertageseinrichtungen) "
    "Grundlage für die pädagogische Arbeit der Kindertageseinrichtungen“ (1.6)."
)


class ProfileForm(ModelForm):
    """What a site sets itself for a year, along the fields of service and the four marks of its offers."""

    LAYOUT = (
        Part(("priorities",), "Schwerpunkte"),
        Part(("base_mandate", "education_partnership", "learning_partnership"), "Drei Leistungsfelder"),
        Part(("low_threshold", "family_orientation", "closeness", "special_needs"), "Vier Merkmale der Angebote"),
        Part(("participation", "concept"), "Konzeption"),
    )

    FEATURES = ("low_threshold", "family_orientation", "closeness", "special_needs")
    HELP = {
        "priorities": ("1.2", OWN_PRIORITIES),
        "base_mandate": ("1.2", THREE_FIELDS),
        "education_partnership": ("1.2", START),
        "low_threshold": ("1.2", MARKS),
        "family_orientation": ("1.4", FAMILY),
        "participation": ("1.2", ANCHORED),
        "concept": ("Präambel", CONCEPT),
    }
    AUDIENCE = {"priorities": PROFILE}

    class Meta:
        model = SiteProfile
        fields = [
            "priorities", "base_mandate", "education_partnership", "learning_partnership",
            "low_threshold", "family_orientation", "closeness", "special_needs", "participation", "concept",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": lines})
            for name, lines in {
                "priorities": 4, "base_mandate": 3, "education_partnership": 3, "learning_partnership": 3, "low_threshold": 2,
                "family_orientation": 2, "closeness": 2, "special_needs": 2, "participation": 3,
            }.items()
        }  # fmt: skip
        help_texts = {
            "base_mandate": "Der Grundauftrag jeder Kita. Die beiden nächsten Felder vertieft das ThEKiZ.",
            "low_threshold": "Zum Beispiel: ohne Anmeldung, kostenfrei, die Tür steht offen.",
            "closeness": "Zum Beispiel: zehn Minuten zu Fuß, mit Kinderwagen gut zu erreichen.",
            "concept": "Zum Beispiel: Fassung 4 vom 12. März 2026, Abschnitt 5 „Familien“.",
        }


# Organisation forms and corrections -------------------------------------------------------------------------------

FORMS = (
    "„Es wird kein bestimmter Organisationstyp verbindlich vorgegeben, sondern der Gestaltung nach den Bedingungen vor Ort Raum gegeben. … "
    "Mischungen aus unterschiedlichen Modellen sind ebenfalls möglich.“ Die Angebote der Abbildungen sind Beispiele; die Zusammenstellung „richtet "
    "sich nach den örtlichen Bedarfen“. Die Modelle orientieren sich an den Familienzentren in Nordrhein-Westfalen (Fußnote 5)."
)
NO_FORM = "Bitte wählen Sie mindestens eine Organisationsform. Mehrere zusammen sind eine Mischform."


class FormsForm(Form):
    """Which organisation forms a site has from a day on, and which of them leads."""

    PLAUSIBLE = ("starts",)
    site_forms = forms.MultipleChoiceField(label="Organisationsform", choices=OrganisationForm, widget=forms.CheckboxSelectMultiple)
    leading = forms.ChoiceField(label="Führende Form", required=False, help_text="Nur bei einer Mischform nötig.")
    starts = forms.DateField(label="gilt ab", localize=True)
    reason = forms.CharField(label="Begründung", max_length=300, help_text="Zum Beispiel: Beratung findet jetzt auch im Haus statt.")
    HELP = {"site_forms": ("1.3", FORMS)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leading"].choices = [("", "keine"), *OrganisationForm.choices]
        self.fields["site_forms"].error_messages["required"] = NO_FORM

    def clean(self):
        chosen, leading = self.cleaned_data.get("site_forms") or [], self.cleaned_data.get("leading", "")
        if len(chosen) == 1:
            self.cleaned_data["leading"] = chosen[0]
        elif chosen and leading and leading not in chosen:
            self.add_error("leading", "Die führende Form ist oben nicht angekreuzt. Bitte kreuzen Sie sie an oder wählen Sie eine andere.")
        return self.cleaned_data


class _Correction(_Days):
    """Other days for something that was written down wrongly; why is kept in the log."""

    note = forms.CharField(label="Was war falsch?", max_length=300)
    AUDIENCE = {"note": LOGGED}

    def _post_clean(self):
        """The row stays as it is until the service has looked at its neighbours."""


class FormCorrection(_Correction):
    mistake = forms.BooleanField(label="Die ganze Angabe war ein Irrtum und gilt nicht", required=False)

    class Meta:
        model = SiteForm
        fields = ["starts", "ends", "reason"]
        localized_fields = "__all__"


class PhaseCorrection(_Correction):
    """Phases follow decisions: their days can be put right, but none is removed (R203)."""

    class Meta:
        model = SitePhase
        fields = ["starts", "ends", "resting_on"]
        localized_fields = "__all__"
        help_texts = {"ends": "Leer heißt: gilt weiter."}


class MembershipCorrection(_Correction):
    mistake = forms.BooleanField(
        label="Die Rolle war ein Irrtum und gilt nicht",
        required=False,
        help_text="Der Zugang endet sofort. Ein einzelner vergangener Tag bleibt mit Ihrer Begründung stehen; die Tage oben zählen dann nicht.",
    )

    class Meta:
        model = Membership
        fields = ["starts", "ends"]
        localized_fields = "__all__"
        help_texts = {"ends": "Der Zugang endet an diesem Tag um 24 Uhr. Leer heißt: ohne Ende."}
