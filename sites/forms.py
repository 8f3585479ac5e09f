"""The only place for what all forms share, and the forms of who and where."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone

from sites.access import Role, rows
from sites.models import County, Kita, Municipality, OrganisationForm, Phase, Provider, Site, SiteKita, SocialCentre
from sites.services import DOCUMENT_BYTES

MESSAGES = {
    forms.DateField: {"invalid": "Bitte als Datum eingeben, zum Beispiel 3.4.2026."},
    forms.TimeField: {"invalid": "Bitte als Uhrzeit eingeben, zum Beispiel 9:30."},
    forms.EmailField: {"invalid": "Bitte als E-Mail-Adresse eingeben, zum Beispiel name@beispiel.de."},
    forms.IntegerField: {"invalid": "Bitte als ganze Zahl eingeben, zum Beispiel 12."},
    forms.DecimalField: {"invalid": "Bitte als Zahl eingeben, zum Beispiel 0,5."},
    forms.ChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht. Bitte wählen Sie neu."},
    forms.ModelChoiceField: {"invalid_choice": "Diese Auswahl gibt es nicht (mehr). Bitte wählen Sie neu."},
}


class Speaking:
    """Errors that name the field, what is wrong and what is right; help texts with their paragraph; the audience at the field.

    HELP = {"needs_text": ("3.1", "Grundlage …")} shows "Was die Fachlichen Empfehlungen dazu sagen".
    AUDIENCE = {"note": "Sichtbar für Team und Leitung."} is printed under the field.
    """

    HELP: dict[str, tuple[str, str]] = {}
    AUDIENCE: dict[str, str] = {}

    def __init__(self, *args, request=None, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # the form beside brings them
            field.error_messages["required"] = f"Bitte füllen Sie „{field.label or name}“ aus."
            for kind, messages in MESSAGES.items():
                if isinstance(field, kind):
                    field.error_messages.update(messages)
            if isinstance(field, forms.DateField):
                field.widget.attrs.setdefault("placeholder", "TT.MM.JJJJ")
            field.recommendation, field.audience = self.HELP.get(name), self.AUDIENCE.get(name, "")


class Form(Speaking, forms.Form):
    pass


class ModelForm(Speaking, forms.ModelForm):
    def validate_constraints(self):
        """Also the constraints that join fields of the form with the place the view has set: the database would refuse them later."""
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as error:
            self._update_errors(error)


def page_with_form(request, template: str, form, **context):
    """The page of a form: 200 when it is fresh, 422 with every entered text when it is refused."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound and form.errors else 200)


def not_in_future(day):
    """For facts: what has not happened yet cannot be logged."""
    if day and day > timezone.localdate():
        raise ValidationError("Das Datum liegt in der Zukunft. Bitte geben Sie ein, wann es war.")
    return day


# Who --------------------------------------------------------------------------------------------------------------


class RoleForm(Form):
    """Give a role: at once when the address has an account, else by invitation."""

    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, help_text="Mit Konto gilt die Rolle sofort, sonst geht eine Einladung hinaus.")
    name = forms.CharField(label="Name", max_length=120, help_text="Vor- und Nachname, so wie sie im Protokoll stehen sollen.")
    role = forms.ChoiceField(label="Rolle", widget=forms.RadioSelect)
    starts = forms.DateField(label="ab", localize=True)
    ends = forms.DateField(label="bis", required=False, localize=True, help_text="Der Zugang endet an diesem Tag um 24 Uhr. Leer heißt: ohne Ende.")

    def __init__(self, *args, roles: list[Role], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0].value)

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn. Bitte geben Sie einen späteren Tag an.")
        if ends and ends < timezone.localdate():
            self.add_error("ends", "Das Ende liegt in der Vergangenheit. Bitte geben Sie einen Tag ab heute an.")
        return self.cleaned_data


class EndForm(Form):
    ends = forms.DateField(label="Letzter Tag", localize=True, help_text="Der Zugang endet an diesem Tag um 24 Uhr, auch der von Vertretungen.")

    def clean_ends(self):
        if self.cleaned_data["ends"] < timezone.localdate():
            raise ValidationError("Der Tag liegt in der Vergangenheit. Bitte geben Sie heute oder einen späteren Tag an.")
        return self.cleaned_data["ends"]


class DeputyForm(Form):
    email = forms.EmailField(label="E-Mail-Adresse der Vertretung", max_length=254, help_text="Die Person braucht schon ein Konto.")
    starts = forms.DateField(label="ab", localize=True)
    ends = forms.DateField(label="bis", localize=True, help_text="Der Zugang endet an diesem Tag um 24 Uhr.")

    clean = RoleForm.clean


class AccountForm(Form):
    """Name and password of somebody who was invited and has no account yet."""

    name = forms.CharField(label="Ihr Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Passwort", strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), help_text=""
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean_password(self):
        password_validation.validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


class SearchForm(Form):
    q = forms.CharField(label="Wort im Protokoll", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))


# Documents, comments, feedback ------------------------------------------------------------------------------------


class DocumentForm(Form):
    title = forms.CharField(label="Bezeichnung", max_length=120, help_text="Zum Beispiel: Beschluss des Jugendhilfeausschusses vom 12. November.")
    upload = forms.FileField(
        label="Datei",
        max_length=160,
        help_text="PDF, PNG oder JPEG, höchstens 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > DOCUMENT_BYTES:
            raise ValidationError(f"Die Datei ist {upload.size / 1_048_576:.0f} MB groß. Erlaubt sind höchstens 20 MB.")
        return upload


class CommentForm(Form):
    """A remark; who may read it is chosen with its place (the site or its county) and printed under the field."""

    CASE, OFFICES = "case", "offices"
    EVERYBODY = "alle am Antrag Beteiligten: Ämter, Träger, Leitung und Koordination"
    text = forms.CharField(label="Kommentar", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    audience = forms.ChoiceField(label="Wer liest mit?", widget=forms.RadioSelect, initial=CASE)
    AUDIENCE = {"text": "Sichtbar für die, die Sie darunter wählen. Bitte keine Namen von Familien oder Kindern."}

    def __init__(self, *args, offices: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if offices:
            self.fields["audience"].choices = [
                (self.CASE, self.EVERYBODY),
                (self.OFFICES, "nur Ämter: Sozialplanung, Jugendamt und Kita-Fachberatung"),
            ]
        else:
            del self.fields["audience"]
            self.fields["text"].audience = f"Sichtbar für {self.EVERYBODY}. Bitte keine Namen von Familien oder Kindern."

    def place_of(self, site) -> int:
        """Where the comment lies: its place is its audience."""
        return site.county_id if self.cleaned_data.get("audience") == self.OFFICES else site.pk


class FeedbackForm(Form):
    """Feedback without an account; `website` is left empty by people."""

    page = forms.CharField(label="Um welche Seite geht es?", max_length=300, required=False)
    message = forms.CharField(label="Was möchten Sie uns sagen?", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    contact = forms.CharField(
        label="Wie erreichen wir Sie?", max_length=200, required=False, help_text="E-Mail-Adresse oder Telefon, wenn Sie eine Antwort möchten."
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    AUDIENCE = {"message": "Sichtbar für die Landeskoordinations- und Fachstelle, die diese Anwendung betreut."}


class AnswerForm(Form):
    note = forms.CharField(label="Was wurde getan?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))


# Where ------------------------------------------------------------------------------------------------------------


class MasterDataForm(ModelForm):
    """Master data of a site: the planner changes all, the head what families and partners need."""

    PLANNER_ONLY = ("name", "street", "postcode", "social_centre", "coordinator_fte")
    AUDIENCE = {
        "vision": "Sichtbar für alle, die den Standort sehen dürfen.",
        "directions": "Steht auf der Familienseite, sichtbar für alle.",
        "contact": "Steht auf der Familienseite, sichtbar für alle.",
    }

    class Meta:
        model = Site
        fields = ("name", "street", "postcode", "phone", "email", "contact", "directions", "vision", "social_centre", "coordinator_fte")
        localized_fields = "__all__"
        widgets = {"directions": forms.Textarea(attrs={"rows": 3}), "vision": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, all_fields: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if all_fields:
            self.fields["social_centre"].empty_label = "keines"
            self.fields["social_centre"].queryset = SocialCentre.objects.filter(county=self.instance.county_id).order_by("name")
        else:
            for name in self.PLANNER_ONLY:
                del self.fields[name]

    def clean_postcode(self):
        postcode = self.cleaned_data["postcode"]
        if postcode and not (len(postcode) == 5 and postcode.isascii() and postcode.isdigit()):
            raise ValidationError("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 98693.")
        return postcode


class SiteFilterForm(Form):
    q = forms.CharField(label="Name oder Ort", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    phase = forms.ChoiceField(label="Phase", choices=[("", "Alle"), *Phase.choices], required=False)
    form = forms.ChoiceField(label="Form", choices=[("", "Alle"), *OrganisationForm.choices], required=False)
    provider = forms.ChoiceField(label="Träger", required=False)

    def __init__(self, *args, providers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = [("", "Alle"), *providers]


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
    provider = forms.ModelChoiceField(Provider.objects.none(), label="Träger der neuen Kita", required=False, empty_label="Bitte wählen")
    new_provider = forms.CharField(label="Oder einen neuen Träger anlegen: sein Name", max_length=120, required=False)
    kind = forms.ChoiceField(label="Art des neuen Trägers", choices=Provider.Kind, initial=Provider.Kind.INDEPENDENT, required=False)
    HELP = {
        "kitas": (
            "1.1",
            "Ein Thüringer Eltern-Kind-Zentrum ist eine Kindertageseinrichtung mit besonders ausgeprägter Familien- und Sozialraumorientierung.",
        )
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = self.request.access.today
        self.fields["municipality"].queryset = rows(self.request, Municipality)
        taken = SiteKita.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values("kita")
        self.fields["kitas"].queryset = rows(self.request, Kita).exclude(pk__in=taken).select_related("municipality")
        if not self.fields["kitas"].queryset.exists():
            del self.fields["kitas"]
            self.fields["new_kita"].label, self.fields["new_kita"].required = "Name der Kita", True
            self.fields["new_kita"].error_messages["required"] = NO_KITA
        self.fields["provider"].queryset = Provider.objects.all()  # a public register: a provider may run Kitas in several counties

    def clean(self):
        data = self.cleaned_data
        if not data.get("kitas") and not data.get("new_kita") and "new_kita" not in self.errors:
            self.add_error("new_kita", NO_KITA)
        if data.get("new_kita") and not data.get("provider") and not data.get("new_provider"):
            self.add_error("provider", "Eine neue Kita braucht einen Träger. Bitte wählen Sie ihn oder legen Sie ihn neu an.")
        if data.get("provider") and data.get("new_provider"):
            self.add_error("new_provider", "Bitte wählen Sie einen Träger oder legen Sie einen neuen an, nicht beides.")
        data["kind"] = data.get("kind") or Provider.Kind.INDEPENDENT
        return data


class ProviderForm(Form):
    """A new provider; its first person is invited with it, because nobody else reaches the new place."""

    county = forms.ModelChoiceField(County.objects.none(), label="Sitz", empty_label=None)
    name = forms.CharField(label="Name des Trägers", max_length=120)
    kind = forms.ChoiceField(label="Art", choices=Provider.Kind, initial=Provider.Kind.INDEPENDENT, widget=forms.RadioSelect)
    email = forms.EmailField(label="E-Mail des Trägers", required=False)
    phone = forms.CharField(label="Telefon", max_length=40, required=False)
    contact = forms.CharField(label="Ansprechperson, die Zugang bekommt", max_length=120, required=False)
    contact_email = forms.EmailField(
        label="E-Mail-Adresse der Ansprechperson", max_length=254, required=False, help_text="Sie bekommt eine Einladung mit der Rolle „Träger“."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = rows(self.request, County)

    def clean(self):
        data = self.cleaned_data
        if data.get("contact_email") and not data.get("contact"):
            self.add_error("contact", "Bitte geben Sie auch den Namen der Ansprechperson an.")
        if data.get("contact") and not data.get("contact_email") and "contact_email" not in self.errors:
            self.add_error("contact_email", "Bitte geben Sie auch die E-Mail-Adresse der Ansprechperson an.")
        return data
