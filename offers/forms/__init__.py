"""The forms of what happens, cut by noun; one import path."""

from offers.forms.classification import ClassificationForm
from offers.forms.counts import OutcomeForm
from offers.forms.offers import NeedChoices, OfferFilter, OfferForm
from offers.forms.sessions import FiguresForm, SessionsForm
from offers.forms.wishes import WishForm

__all__ = [
    "ClassificationForm",
    "FiguresForm",
    "NeedChoices",
    "OfferFilter",
    "OfferForm",
    "OutcomeForm",
    "SessionsForm",
    "WishForm",
]
