"""Views of what happens, cut by noun; one import path."""

from offers.views.classification import coverage, offer_classify, offer_nearby
from offers.views.counts import referral_count, referral_outcomes, referral_undo, support_count, support_undo
from offers.views.families import family_list, family_page
from offers.views.offers import offer_create, offer_detail, offer_edit, offer_list
from offers.views.sessions import session_cancel, session_create, session_log, session_undo
from offers.views.wishes import wish_form

__all__ = [
    "coverage",
    "family_list",
    "family_page",
    "offer_classify",
    "offer_create",
    "offer_detail",
    "offer_edit",
    "offer_list",
    "offer_nearby",
    "referral_count",
    "referral_outcomes",
    "referral_undo",
    "session_cancel",
    "session_create",
    "session_log",
    "session_undo",
    "support_count",
    "support_undo",
    "wish_form",
]
