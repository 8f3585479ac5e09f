"""The form of the idea box of a family page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.core.forms import Form


class WishForm(Form):
    """What a family wishes, without a name; `website` is left empty by people."""

    refused = _("Das ist noch nicht gesendet")
    text = forms.CharField(
        label=_("Ihre Idee oder Ihr Wunsch"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Zum Beispiel: ein Treff am Samstag, eine Krabbelgruppe, ein Garten für alle. Schreiben Sie gern in Ihrer Sprache."),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    AUDIENCE = {"text": _("Das Team des Hauses liest Ihre Idee. Es weiß nicht, von wem sie ist. Bitte schreiben Sie keine Namen.")}
