"""Forms of a provider: its beginning, its data in the register, and the person who is the first to reach it."""

from django import forms

from sites.core.access import rows
from sites.core.forms import Form, ModelForm
from sites.models import County, Provider
from sites.rules.names import near


def namesake(name: str) -> Provider | None:
    """The provider that is called so, perhaps written otherwise."""
    known = Provider.objects.filter(merged_into__isnull=True).select_related("county").order_by("pk") if name else ()
    return next((one for one in known if near(one.name) == near(name)), None)


def ask_about_namesake(form: Form, name: str) -> None:
    """Ask once about a new provider whose name another one bears."""
    if known := namesake(name):
        question = (
            f"Einen Träger „{known.name}“ ({known.county.name}) gibt es schon. Bitte wählen Sie ihn oder bestätigen Sie, dass es ein anderer ist."
        )
        form.ask(question, "Ja, das ist ein anderer Träger.")


def check_new_provider(form: Form, name: str) -> None:
    """Of a provider that is made along with a site: its kind is said, and nobody makes it a second time unasked."""
    if name and not form.cleaned_data.get("kind") and "kind" not in form.errors:
        form.add_error("kind", "Bitte wählen Sie, was für ein Träger das ist.")
    ask_about_namesake(form, name)


class ProviderForm(Form):
    """A new provider; its first person is invited with it, because nobody else reaches the new place."""

    county = forms.ModelChoiceField(County.objects.none(), label="Sitz", empty_label=None)
    name = forms.CharField(label="Name des Trägers", max_length=120)
    kind = forms.ChoiceField(label="Art", choices=Provider.Kind, widget=forms.RadioSelect)
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
        if data.get("name") and Provider.objects.filter(county=data.get("county"), name__iexact=data["name"], merged_into__isnull=True).exists():
            self.add_error("name", "Diesen Träger gibt es schon. Sie finden ihn in der Liste der Träger.")
        else:
            ask_about_namesake(self, data.get("name") or "")
        if data.get("contact_email") and not data.get("contact"):
            self.add_error("contact", "Bitte geben Sie auch den Namen der Ansprechperson an.")
        if data.get("contact") and not data.get("contact_email") and "contact_email" not in self.errors:
            self.add_error("contact_email", "Bitte geben Sie auch die E-Mail-Adresse der Ansprechperson an.")
        return data


class ProviderEditForm(ModelForm):
    """Name and contacts of a provider."""

    AUDIENCE = {"email": "Sichtbar für die Ämter des Landkreises.", "phone": "Sichtbar für die Ämter des Landkreises."}

    class Meta:
        model = Provider
        fields = ("name", "kind", "email", "phone")
        widgets = {"kind": forms.RadioSelect}

    def clean_name(self):
        same = Provider.objects.filter(county=self.instance.county_id, name__iexact=self.cleaned_data["name"], merged_into__isnull=True)
        same = same.exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError("Diesen Träger gibt es im Landkreis schon.")
        return self.cleaned_data["name"]


class FirstPersonForm(Form):
    """The person who gets access to a provider that nobody reaches."""

    name = forms.CharField(label="Name", max_length=120, help_text="Vor- und Nachname, so wie sie im Protokoll stehen sollen.")
    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, help_text="Dorthin geht die Einladung mit der Rolle „Träger“.")


class ProviderMergeForm(Form):
    """Which of two rows of the same provider stays."""

    stays = forms.TypedChoiceField(label="Welcher Eintrag bleibt?", coerce=int, widget=forms.RadioSelect, empty_value=None)

    def __init__(self, *args, pair: tuple[Provider, Provider], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stays"].choices = [(provider.pk, f"{provider.name} ({provider.get_kind_display()})") for provider in pair]
