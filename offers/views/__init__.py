"""Views of what happens, cut by noun; one import path."""

from offers.views.families import family_list, family_page
from offers.views.offers import offer_create, offer_detail, offer_edit, offer_list
from offers.views.sessions import session_cancel, session_create, session_log, session_undo

__all__ = [
    "family_list",
    "family_page",
    "offer_create",
    "offer_detail",
    "offer_edit",
    "offer_list",
    "session_cancel",
    "session_create",
    "session_log",
    "session_undo",
]
