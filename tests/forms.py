"""The registry of forms: which create, which edit, who sends them, and what has to be typed beyond what the page shows.

A route whose name ends with `_create` or `_edit` stands in it by itself; by hand come those that need more, or are called otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from planning.models import Application
from reporting.models import Report
from sites.core.wall import set_wall
from sites.models import Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.matrix import EXPECTED, routes
from tests.rights import Route

Typed = dict[str, Any]
Rows = dict[str, dict[str, Any]]


#: Days typed by two people, counted from today.
LATER, BEFORE = (1, 7), (-7, -1)


def on_day(number: int) -> str:
    """So many days from today, as it is typed."""
    return f"{timezone.localdate() + timedelta(days=number):%d.%m.%Y}"


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
TABLE = "AGS;Name\n16070999;Neuhausen\n"


def a_session_of_today(world: Any, rows: Rows) -> None:
    with as_owner():
        make.make_session(rows["own"]["offer"], timezone.localdate(), figures=(5, 5, 5), at=time())


@dataclass(frozen=True)
class Case:
    """One form; its name is that of its route, with the query when one address shows two forms.

    `at`: the row of the matrix it is opened at (None: the address has none); `role`: who sends it, else the first role that may.
    `given(world, rows)`: what has to stand before; `url(world, rows)`: its address where the matrix does not know it.
    `typed(world, rows)`: what is typed beyond what is required; `files()`: what is uploaded, made anew for each request.
    `change`: (field without its prefix, what the other person types, what I type; numbers are days from today), else the first field of words;
    `shown`: how the page words what the other person has stored when it is not written as it was typed.
    `decides`: what has to be different as well when my change follows the other one.
    `fresh`: nothing stands yet and the form has no marks; the first save makes the row, from then on it carries them.
    """

    at: str | None = "own"
    role: str = ""
    given: Callable[[Any, Rows], Any] | None = None
    url: Callable[[Any, Rows], str] | None = None
    typed: Callable[[Any, Rows], Typed] = lambda world, rows: {}
    files: Callable[[], Typed] = dict
    change: tuple[str, str | int, str | int] | None = None
    shown: str = ""
    decides: Callable[[Any, Rows], Typed] = lambda world, rows: {}
    fresh: bool = False


def at_county(**more: Any) -> Case:
    return Case(at="county", **more)


def anywhere(**more: Any) -> Case:
    return Case(at=None, **more)


#: A day of next September: no public holiday, and the summer holidays are over.
SCHOOL_DAY = f"15.09.{timezone.localdate().year + 1}"


def typing(**words: Any) -> Callable[[Any, Rows], Typed]:
    return lambda world, rows: words


def a_pdf() -> Typed:
    return {"upload": SimpleUploadedFile("papier.pdf", PDF, "application/pdf")}


def a_table() -> Typed:
    return {"upload": SimpleUploadedFile("gemeinden.csv", TABLE.encode(), "text/csv")}


# What has to stand before -----------------------------------------------------------------------------------------------


def a_date_to_come(world: Any, rows: Rows) -> None:
    own = rows["own"]["session"]
    type(own).objects.filter(pk=own.pk).update(held_on=timezone.localdate() + timedelta(days=7))


def a_kita_that_waits(world: Any, rows: Rows) -> None:
    site = make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Neuland")], "Kita Neuland", phase="interested")
    make.make_application(site, state="submitted", submitted=timezone.localdate())


def what_is_admitted(world: Any, rows: Rows) -> Typed:
    with as_owner():
        waiting = Application.objects.get(site__name="Kita Neuland")
    return {"chosen": [str(waiting.pk)], "departure_reason": "Die Gemeinde stimmt zu."}


def a_site_of_the_centre(world: Any, rows: Rows) -> None:
    world.own.social_centre = rows["county"]["centre"]
    world.own.save()


def a_draft(world: Any, rows: Rows) -> None:
    Report.objects.filter(pk=rows["own"]["report"].pk).update(state="draft")


def a_second_kita(world: Any, rows: Rows) -> None:
    kita = make.make_kita(world.town, world.provider, "Kita Zweitens")
    world.own.kita_links.create(kita=kita, county_id=world.own.county_id, starts=date(2023, 1, 1))


def an_own_comment(world: Any, rows: Rows) -> None:
    type(rows["own"]["comment"]).objects.filter(pk=rows["own"]["comment"].pk).update(person=world.people["head"])


def an_own_contribution(world: Any, rows: Rows) -> None:
    type(rows["own"]["contribution"]).objects.filter(pk=rows["own"]["contribution"].pk).update(author=world.people["head"])


def no_version_in_work(world: Any, rows: Rows) -> None:
    draft = rows["own"]["draft_concept"]
    type(draft).objects.filter(pk=draft.pk).update(state="released", released_on=timezone.localdate())


def a_version_in_work(world: Any, rows: Rows) -> None:
    draft = rows["own"]["draft_concept"]
    type(draft).objects.filter(pk=draft.pk).update(state="draft", released_on=None)


def no_round_in_work(world: Any, rows: Rows) -> None:
    row = rows["own"]["analysis"]
    type(row).objects.filter(pk=row.pk).update(state="closed", closed_on=timezone.localdate())


def a_round_in_work(world: Any, rows: Rows) -> None:
    row = rows["own"]["analysis"]
    type(row).objects.filter(pk=row.pk).update(state="open", closed_on=None)


def an_own_note_of_learning(world: Any, rows: Rows) -> None:
    type(rows["own"]["learning_note"]).objects.filter(pk=rows["own"]["learning_note"].pk).update(author=world.people["head"])


def an_own_strength(world: Any, rows: Rows) -> None:
    type(rows["own"]["strength"]).objects.filter(pk=rows["own"]["strength"].pk).update(person=world.people["head"])


def a_version_that_is_heard(world: Any, rows: Rows) -> None:
    type(rows["own"]["draft_concept"]).objects.filter(pk=rows["own"]["draft_concept"].pk).update(
        state="hearing", released_on=None, stance="agreed", heard_on=timezone.localdate(), heard_from="Nadine Fischer"
    )


def an_own_document(world: Any, rows: Rows) -> None:
    type(rows["own"]["document"]).objects.filter(pk=rows["own"]["document"].pk).update(created_by=world.people["head"])


def a_change_of_provider(world: Any, rows: Rows) -> None:
    kita = rows["county"]["kita"]
    kita.former_providers.create(county_id=kita.county_id, provider=world.provider, ends=timezone.localdate() - timedelta(days=30))


def a_family_page(world: Any, rows: Rows) -> str:
    set_wall([world.own.pk])
    page = publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    return reverse("offers:wish_form", args=[page.slug])


# Forms that create ------------------------------------------------------------------------------------------------------

CREATES: dict[str, Case] = {
    "planning:interest_form": anywhere(),
    "planning:plan_renew": at_county(),
    "sites:feedback": anywhere(),
    "sites:member_give": Case(),
    "sites:provider_invite": at_county(),
    "offers:session_create": Case(typed=typing(held_on=SCHOOL_DAY, starts_at="9:00", ends_at="10:00")),
    "offers:crisis_period_create": Case(typed=typing(hygiene="Abstand halten.")),
    "offers:duty_create": Case(typed=typing(weekday="2", starts_at="16:00", ends_at="18:00", who="head")),
    "offers:signup_create": Case(given=a_date_to_come),
    "offers:wish_form": anywhere(url=a_family_page),
    "planning:admission": at_county(given=a_kita_that_waits, typed=what_is_admitted),
    "planning:application_invite": anywhere(
        typed=lambda world, rows: {
            "name": "Kita Neu", "new_kita": "Kita Neu", "municipality": str(world.town.pk), "provider": str(world.provider.pk),
            "contact": "Ute Kern", "email": "neu@kita.example",
        }
    ),
    "planning:continuation": at_county(typed=lambda world, rows: {"continued": [str(world.own.pk)], "departure_reason": "Der Bedarf besteht."}),
    "planning:edition_create": anywhere(typed=typing(code="2031", published="01.01.2031", starts="01.01.2031")),
    "planning:import_create": at_county(typed=typing(kind="municipalities"), files=a_table),
    "planning:link_create": anywhere(typed=typing(url="https://neu.example/")),
    "planning:measure_create": Case(typed=typing(funding_year="2027")),
    "planning:phase_advance": Case(typed=typing(phase="consultation_site", departure_reason="Der Plan folgt.")),
    "planning:phase_record": Case(typed=typing(phase="consultation_site")),
    "planning:plan_create": at_county(typed=typing(kind="demand_plan", starts="01.01.2030")),
    "planning:commission_create": at_county(typed=typing(provider="", holder="Beratungsstelle am Markt", sections=["17"])),
    "planning:resolution_create": at_county(typed=typing(kind="other")),
    "processes:analysis_create": Case(given=no_round_in_work),
    "processes:finding_create": Case(given=a_round_in_work),
    "processes:concept_create": Case(given=no_version_in_work),
    "processes:centre_contract_create": at_county(
        given=a_site_of_the_centre, typed=lambda world, rows: {"email": world.people["nobody"].email, "hours_per_month": "10"}
    ),
    "processes:change_create": Case(typed=typing(trigger="head", starts="01.02.2026")),
    "processes:edition_create": at_county(typed=typing(starts="01.01.2020")),
    "processes:fee_create": at_county(typed=typing(starts="01.01.2026")),
    "processes:sitevisit_create": at_county(typed=lambda world, rows: {"site": str(world.own.pk)}),
    "processes:advice_create": at_county(),
    "processes:seat_create": at_county(),
    "processes:medium_create": Case(files=a_pdf),
    "processes:hours_create": Case(typed=typing(topic="Teamklausur")),
    "processes:contract_create": Case(typed=lambda world, rows: {"email": world.people["nobody"].email}),
    "processes:slot_create": Case(
        typed=lambda world, rows: {"day": on_day(30), "starts_at": "9:00", "ends_at": "11:00", "every": "1", "times": "1"}
    ),
    "processes:visit_create": Case(
        typed=lambda world, rows: {"role": "office", "kinds": ["tour"], "people": "3", "day": on_day(30), "starts_at": "9:00", "ends_at": "11:00"}
    ),
    "reporting:room_booking_create": Case(
        typed=lambda world, rows: {
            "room": str(rows["own"]["booking"].room_id), "day": on_day(3), "starts_at": "9:00", "ends_at": "11:00", "weeks": "1",
        }
    ),
    "reporting:handover_create": Case(role="head", typed=lambda world, rows: {
        "leaver": str(Membership.objects.get(place=world.own.pk, role="coordinator", user=world.people["coordinator"]).pk),
        "successor": str(world.people["professional"].pk), "leaves_on": on_day(7),
    }),
    "processes:visit_reply": Case(typed=typing(step="decline", answer="Fragen Sie das Nachbarhaus.")),
    "processes:training_create": at_county(
        role="social_planner",
        typed=lambda world, rows: {"closes_on": on_day(20), "held_on": on_day(40), "starts_at": "9:00", "ends_at": "15:30", "topics_until": ""},
    ),
    "processes:training_day_create": at_county(
        role="social_planner", typed=lambda world, rows: {"held_on": on_day(45), "starts_at": "9:00", "ends_at": "12:00"}
    ),
    "sites:document_add": Case(files=a_pdf),
    "sites:member_deputise": Case(
        role="head", typed=lambda world, rows: {"email": world.people["coordinator"].email, "ends": on_day(7)}
    ),
    "sites:kita_create": anywhere(typed=lambda world, rows: {"provider": world.provider.name}),
    "sites:municipality_create": at_county(typed=typing(ags="16070999")),
    "sites:site_create": anywhere(typed=lambda world, rows: {"kitas": [str(rows["county"]["kita"].pk)]}),
    "sites:site_kita_add": Case(typed=lambda world, rows: {"kita": str(rows["county"]["kita"].pk)}),
}  # fmt: skip

# Forms that change what stands ------------------------------------------------------------------------------------------

EDITS: dict[str, Case] = {
    "offers:offer_classify": Case(),
    "offers:basic_edit": Case(fresh=True),
    "offers:week_edit": Case(fresh=True, typed=typing(reached="20", families="44"), change=("reached", "21", "22")),
    "offers:duty_edit": Case(change=("starts_at", "08:15", "08:20")),
    "offers:session_log": Case(),
    "offers:session_edit": Case(change=("starts_at", "09:15", "09:20")),
    "sites:comment_edit": Case(role="head", given=an_own_comment),
    "sites:document_edit": Case(role="head", given=an_own_document),
    "sites:form_correct": Case(),
    "sites:phase_correct": Case(),
    "offers:week_log": Case(given=a_session_of_today, change=("children", "1", "2")),
    "offers:referral_outcomes": Case(change=("arrived", "1", "2")),
    "planning:deadline_edit": at_county(change=("report", "31.03.2028", "30.06.2028")),
    "planning:plan_goal_edit": at_county(change=("title", "Von der anderen Person", "Von mir selbst")),
    "planning:representative_end": at_county(change=("ends", *LATER)),
    "planning:application_number": Case(),
    "planning:statement_edit": Case(fresh=True),
    "planning:wish_answer": Case(),
    "planning:contribution_answer": Case(),
    "planning:contribution_edit": Case(role="head", given=an_own_contribution),
    "processes:advice_edit": at_county(change=("words", "Von der anderen Person", "Von mir selbst")),
    "processes:seat_edit": at_county(),
    "processes:sitevisit_edit": at_county(),
    "processes:concept_edit": Case(given=a_version_in_work),
    "processes:meeting_run": Case(role="head"),
    "processes:learning_edit": Case(role="head", given=an_own_note_of_learning),
    **{f"processes:{name}_edit": Case(given=a_round_in_work) for name in ("analysis", "part", "finding")},
    "processes:rating_edit": Case(given=a_round_in_work, change=("offers-words", "Von der anderen Person", "Von mir selbst")),
    "processes:strength_edit": Case(role="head", given=an_own_strength),
    "processes:team_count_edit": Case(change=("people", "13", "14")),
    "processes:task_edit": Case(change=("begun_on", "01.02.2026", "01.03.2026")),
    "processes:concept_hear": Case(
        role="head",
        given=a_version_that_is_heard,
        url=lambda world, rows: reverse("processes:concept_hear", args=[rows["own"]["draft_concept"].pk]),
    ),
    "processes:slot_edit": Case(change=("starts_at", "08:15", "08:20")),
    "processes:visit_record": Case(),
    "offers:survey_conclude": Case(),
    "offers:survey_translate": Case(),
    "processes:training_edit": at_county(role="social_planner", change=("title", "Von der anderen Person", "Von mir selbst")),
    "processes:training_day_edit": at_county(role="social_planner", change=("starts_at", "08:15", "08:20")),
    "planning:value_edit": Case(change=("value", "13", "14")),
    "planning:term_edit": at_county(change=("text", "Von der anderen Person", "Von mir selbst")),
    "processes:contract_explain": Case(fresh=True),
    "reporting:chapter_edit": Case(given=a_draft),
    "sites:form_record": Case(typed=typing(leading=""), change=("site_forms", "guide", "one_roof"), shown="Lotse"),
    "sites:kita_provider": at_county(
        typed=lambda world, rows: {"provider": str(world.provider.pk)}, change=("day", *BEFORE),
        decides=lambda world, rows: {"provider": str(world.other_provider.pk)},
    ),
    "sites:kita_provider?correct=1": at_county(given=a_change_of_provider, change=("day", *BEFORE)),
    "sites:invitation_correct": Case(role="head", change=("name", "Von der anderen Person", "Von mir selbst")),
    "sites:member_correct": Case(role="head", change=("ends", *LATER)),
    "sites:member_end": Case(role="head", change=("ends", *LATER)),
    "sites:profile_edit": Case(fresh=True),
    "sites:site_kita_correct": Case(change=("starts", "01.12.2022", "01.11.2022")),
    "sites:site_kita_end": Case(given=a_second_kita, typed=typing(reason="Der Verbund endet."), change=("ends", *LATER)),
}  # fmt: skip
#: Routes with a page and a POST that are neither, each with its reason.
WITHOUT = {
    "offers:crisis_offer_end": "one day; what was taken back is no second time: tests/offers/test_signup_changes.py",
    "offers:outreach_count": "one button per channel and topic that counts one more: tests/offers/test_outreach.py",
    "offers:session_call_off": "one reason; a date that has fallen away stays so, and is made up for once: tests/offers/test_series.py",
    "offers:referral_count": "one button per partner that counts one more; its number makes a double click one: tests/offers/test_counts.py",
    "offers:support_count": "one button per kind that counts one more: tests/offers/test_counts.py",
    "offers:family_offer": "a place at a date, without an account; who is quicker than people is refused: tests/offers/test_signups.py",
    "offers:place_cancel": "one button behind a secret link, twice is once: tests/offers/test_signups.py",
    "planning:decision_signatory": "one choice from the planners of a county: tests/reporting/test_letters.py",
    "planning:interest_step": "one button of a flow; of two tabs one wins",
    "offers:feedback_form": "its sheet counts once, without a cookie: tests/offers/test_feedback.py",
    "offers:survey_answer": "its sheet counts once, without a cookie: tests/offers/test_survey_answer.py",
    "offers:survey_enter": "one sheet of paper after the other: tests/offers/test_surveys.py",
    "offers:wish_look": "shows what a code leads to, and changes nothing: tests/offers/test_wishes.py",
    "processes:proposal_decline": "one sentence; declined once: tests/processes/test_changes.py",
    "processes:request_propose": "one choice from the pool; a later one replaces it: tests/processes/test_pool.py",
    "processes:consultation_house": "a request without an account; who is quicker than people is refused: tests/processes/test_consultation.py",
    "processes:visit_feedback": "three questions, answered once: tests/processes/test_consultation_answers.py",
    "processes:visit_status": "buttons behind a secret link, twice is once: tests/processes/test_consultation_answers.py",
    "planning:body_shares": "ticks of a list, as often as one likes: tests/planning/test_steering.py",
    "planning:meeting_cancel": "called off once: tests/planning/test_meetings.py",
    "processes:meeting_agenda": "takes up what is not there yet, never twice: tests/processes/test_meetings.py",
    "processes:meeting_attend": "one choice for each member, by the key of the member: tests/processes/test_meetings.py",
    "processes:meeting_close": "closed once, of two tabs one wins: tests/processes/test_meetings.py",
    "reporting:practice_take": "a draft of an offer, once a house: tests/reporting/test_practice_detail.py",
    "processes:hours_log": "the line of the start page; the same line sent twice is one: tests/processes/test_book.py",
    "processes:hours_correct": "a figure that stands already is refused: tests/processes/test_book_months.py",
    "processes:month_close": "a month is closed once, and is said to be closed: tests/processes/test_book_months.py",
    "processes:concept_release": "released once: tests/processes/test_concepts.py",
    "sites:invitation_accept": "a link that works once: tests/sites/test_invitations.py",
    "sites:kita_merge_with": "a decision between two rows, which are one afterwards: tests/sites/test_kitas.py",
    "sites:provider_merge_with": "a decision between two rows, which are one afterwards: tests/sites/test_provider_merge.py",
    "planning:import_columns": "says what stands in a file that is read anew with it: tests/planning/test_import_shapes.py",
    "sites:municipality_merge": "a merger that stands is no second one and changes nothing: tests/sites/test_municipalities.py",
    "processes:training_cancel": "called off once; what is off stays so: tests/processes/test_training_places.py",
    "processes:training_register": "a second place is refused in words: tests/processes/test_training_places.py",
    "processes:training_topic": "one more topic each time, at most a hundred: tests/processes/test_training_places.py",
    "processes:training_feedback": "filled in once: tests/processes/test_training_places.py",
    "processes:training_attendance": "a box for each person, with its marks: tests/processes/test_trainings.py",
    "processes:open_training": "a place for a name and an address; the same address is one place: tests/processes/test_training_places.py",
    "processes:training_place_leave": "one button behind a secret link, twice is once: tests/processes/test_training_places.py",
    "processes:training_place_feedback": "filled in once: tests/processes/test_training_places.py",
    "processes:training_place_topic": "one more topic each time, at most a hundred: tests/processes/test_training_places.py",
    "sites:resume": "gives back what was typed before the log-in and is sent on to the form itself",
}


def plain_forms(ending: str) -> dict[str, Case]:
    """Forms that say by the name of their route what they do, and need nothing beyond what their page asks for."""
    named = {name for name, view in routes().items() if {"GET", "POST"} <= set(view.methods) and name.endswith(ending)}
    return {name: Case(at=first_row(EXPECTED[name])) for name in named - set(CREATES) - set(EDITS) - set(WITHOUT)}


def first_row(route: Route) -> str | None:
    return route.rows[0] if route.row else None


CREATES |= plain_forms("_create")
EDITS |= plain_forms("_edit")
FORMS = CREATES | EDITS


def route_of(name: str) -> str:
    return name.partition("?")[0]
