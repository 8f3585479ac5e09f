"""The only place for what forms without an account share: the one way to be reached, the fields that tell people from machines, the secret link."""

import hashlib
import hmac
import re
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sites.core.forms import Form
from sites.core.phones import is_phone

SIGNER = TimestampSigner(salt="signup")
QUICKEST, LONGEST = timedelta(seconds=2), timedelta(days=2)  # what people need at least; how long a page may stand open


class StrangerForm(Form):
    """A form without an account. `website` is left empty by people; `made` tells how long somebody took."""

    refused = _("Das ist noch nicht gesendet")
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    made = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("made", SIGNER.sign("x"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("website"):  # guard: honeypot -> if False:
            raise ValidationError(gettext("Das konnten wir nicht senden. Bitte rufen Sie uns an, dann tragen wir Sie ein."))
        made = data.get("made", "")
        if not _is_signed(made, LONGEST):
            typed: Any = self.data
            again = typed.copy()  # lists of answers stay lists
            again["made"] = SIGNER.sign("x")
            self.data = again
            raise ValidationError(gettext("Die Seite stand lange offen. Bitte senden Sie es noch einmal."))
        if _is_signed(made, QUICKEST):  # guard: too-quick -> if False:
            raise ValidationError(gettext("Das ging sehr schnell. Bitte senden Sie es noch einmal."))
        return data


def _is_signed(made: str, within: timedelta) -> bool:
    """Whether a form is ours and not older than this."""
    try:
        SIGNER.unsign(made, max_age=within)
    except BadSignature:
        return False
    return True


def contact_of(text: str) -> tuple[str, str]:
    """("anna@post.example", "") or ("", "036775551079"): what somebody can be reached by, written in one way."""
    typed = text.strip()
    if "@" in typed:
        try:
            validate_email(typed)
        except ValidationError:
            raise ValidationError(gettext("Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@beispiel.de")) from None
        return typed.lower(), ""
    digits = re.sub(r"\D", "", typed)
    if not is_phone(typed) or len(digits) < 5:  # no help line signs up
        raise ValidationError(gettext("Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer mit Vorwahl."))
    for abroad in ("0049", "49" if typed.startswith("+") else "0049"):
        if digits.startswith(abroad):
            return "", "0" + digits.removeprefix(abroad).removeprefix("0")
    return "", f"+{digits}" if typed.startswith("+") else digits


def secret_of(nonce: uuid.UUID, salt: str) -> str:
    """The secret of a link, made from the row and the installation's key: the row itself keeps only its hash."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{salt}:{nonce.hex}".encode(), hashlib.sha256).hexdigest()[:40]


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def unlisted(answer: HttpResponse) -> HttpResponse:
    """The secret stands in the address: nobody keeps the page, no search engine shows it. Other hosts do not learn of it anyway (settings)."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
