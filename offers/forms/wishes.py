"""The forms of the idea box of a family page: what families say, and the code that leads to the answer."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sites.core.forms import Form


class WishForm(Form):
    """An idea, a concern, or what a family can offer, without a name; `website` is left empty by people."""

    refused = _("Das ist noch nicht gesendet")
    kind = forms.ChoiceField(
        label=_("Was möchten Sie uns sagen?"), initial="idea", required=False, widget=forms.RadioSelect,
        choices=[("idea", _("Ich habe eine Idee")), ("concern", _("Ich habe eine Sorge oder ein Problem")), ("offer", _("Ich kann etwas anbieten"))],
    )  # fmt: skip
    text = forms.CharField(
        label=_("Ihre Idee oder Ihr Wunsch"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("Zum Beispiel: ein Treff am Samstag, eine Krabbelgruppe, ein Garten für alle. Schreiben Sie gern in Ihrer Sprache."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Nur wenn Sie etwas anbieten: Wie erreichen wir Sie?"), max_length=120, required=False,
        help_text=_("Telefon oder E-Mail. Wir löschen es, sobald wir geantwortet haben, spätestens nach 90 Tagen."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    AUDIENCE = {"text": _("Das Team des Hauses liest Ihre Idee. Es weiß nicht, von wem sie ist. Bitte schreiben Sie keine Namen.")}
    NEEDED = {"kind": ""}

    def clean(self):
        data = super().clean()
        data["kind"] = data.get("kind") or "idea"
        if data.get("contact") and data["kind"] != "offer":  # guard: contact-of-ideas -> if False:
            self.add_error("contact", gettext("Einen Kontakt brauchen wir nur, wenn Sie etwas anbieten. Bitte leeren Sie das Feld."))
        return data


class CodeForm(Form):
    """The code that was given after sending."""

    refused = _("Das ist noch nicht gesendet")
    code = forms.CharField(label=_("Ihr Code"), max_length=40, help_text=_("Zum Beispiel: ab3k-9mzt-4hwx."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="off", autocapitalize="none", dir="ltr")
