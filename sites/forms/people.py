"""Forms of who may do what: roles, deputies, accounts."""

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from sites.core.forms import Form
from sites.core.navigation import first_page, first_pages
from sites.core.roles import Role


class RoleForm(Form):
    """Give a role: at once when the address has an account, else by invitation."""

    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, help_text="Mit Konto gilt die Rolle sofort, sonst geht eine Einladung hinaus.")
    name = forms.CharField(label="Name", max_length=120, help_text="Vor- und Nachname, so wie sie im Protokoll stehen sollen.")
    role = forms.ChoiceField(label="Rolle", widget=forms.RadioSelect)
    starts = forms.DateField(label="ab", localize=True)
    ends = forms.DateField(label="bis", required=False, localize=True, help_text="Der Zugang endet an diesem Tag um 24 Uhr. Leer heißt: ohne Ende.")

    purpose = forms.ChoiceField(
        label="Worum geht es zuerst?", required=False, help_text="Die E-Mail nennt es, und die erste Anmeldung führt dorthin.",
    )  # fmt: skip

    def __init__(self, *args, roles: list[Role], kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind
        pages = {page.view: page.label for role in roles for page in first_pages(role, kind)}
        self.fields["purpose"].choices = [("", "nichts Bestimmtes"), *pages.items()]
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0].value)

    def clean(self):
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Das Ende liegt vor dem Beginn. Bitte geben Sie einen späteren Tag an.")
        if ends and ends < timezone.localdate():
            self.add_error("ends", "Das Ende liegt in der Vergangenheit. Bitte geben Sie einen Tag ab heute an.")
        role, purpose = self.cleaned_data.get("role"), self.cleaned_data.get("purpose")
        if role and purpose and first_page(Role(role), self.kind, purpose) is None:
            self.add_error("purpose", f"Diese Seite gibt es für die Rolle {Role(role).label} nicht. Bitte wählen Sie eine andere.")
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


class AddressForm(Form):
    """To whom an open invitation goes."""

    email = forms.EmailField(label="E-Mail-Adresse", max_length=254, help_text="Dorthin geht ein neuer Link; der bisherige gilt dann nicht mehr.")
    name = forms.CharField(label="Name", max_length=120)


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
