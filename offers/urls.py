"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody."""

from django.urls import include, path

from offers.views import classification, counts, evidence, families, gaps, lists, offers, sessions, wishes

app_name = "offers"
inside = [
    path("site/<int:site>/", offers.offer_list, name="offer_list"),
    path("new/<int:site>/", offers.offer_create, name="offer_create"),
    path("<int:pk>/", offers.offer_detail, name="offer_detail"),
    path("<int:pk>/edit/", offers.offer_edit, name="offer_edit"),
    path("site/<int:site>/coverage/", classification.coverage, name="coverage"),
    path("site/<int:site>/nearby/", classification.offer_nearby, name="offer_nearby"),
    path("site/<int:site>/gaps/", gaps.gap_list, name="gap_list"),
    path("site/<int:site>/evidence/", evidence.evidence_list, name="evidence_list"),
    path("site/<int:site>/evidence/new/", evidence.evidence_create, name="evidence_create"),
    path("evidence/<int:pk>/", evidence.evidence_detail, name="evidence_detail"),
    path("evidence/<int:pk>/edit/", evidence.evidence_edit, name="evidence_edit"),
    path("evidence/<int:pk>/use/", evidence.evidence_use, name="evidence_use"),
    path("site/<int:site>/names/", lists.named_list_list, name="named_list_list"),
    path("<int:offer>/names/new/", lists.named_list_create, name="named_list_create"),
    path("names/<int:pk>/edit/", lists.named_list_edit, name="named_list_edit"),
    path("<int:pk>/classify/", offers.offer_classify, name="offer_classify"),
    path("<int:pk>/dates/", sessions.session_create, name="session_create"),
    path("sessions/<int:pk>/", sessions.session_log, name="session_log"),
    path("sessions/<int:pk>/edit/", sessions.session_edit, name="session_edit"),
    path("sessions/<int:pk>/undo/", sessions.session_undo, name="session_undo"),
    path("sessions/<int:pk>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("site/<int:site>/referrals/", counts.referral_count, name="referral_count"),
    path("site/<int:site>/referrals/outcomes/", counts.referral_outcomes, name="referral_outcomes"),
    path("referrals/<int:pk>/undo/", counts.referral_undo, name="referral_undo"),
    path("site/<int:site>/support/", counts.support_count, name="support_count"),
    path("support/<int:pk>/undo/", counts.support_undo, name="support_undo"),
]
for_families = [
    path("", families.family_list, name="family_list"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
]
urlpatterns = [path("offers/", include(inside)), path("familien/", include(for_families))]
