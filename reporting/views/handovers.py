"""A coordinator or head leaves: what is open in the name, who goes on, and where the new person begins."""

from django.shortcuts import redirect

from reporting.forms import HandoverForm
from reporting.models import Handover
from reporting.pages.handover_list import ROLES, handover_list_page
from reporting.rules.handover import holders
from reporting.services.handovers import arrive, hand_over, hand_over_again
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.navigation import HANDOVERS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.roles import HOUSE
from sites.rules.giving import reason_against

NOBODY = "Zurzeit hat hier niemand eine Rolle, die Sie beenden können. Wer das darf, steht auf der Seite „Rechte“."
READS = ("sites.view", "members.view")


@allow("handovers.view", reads=READS)
def handover_list(request, site):
    """What is open in the name of head and coordination, and what has passed on."""
    return render_page(request, "reporting/handover_list.html", handover_list_page(request, site))


@allow("handovers.change", "GET", "POST", reads=("sites.view", "members.change"))
def handover_create(request, site):
    """Hand over what is open in somebody's name; the role ends on the last day."""
    place, today = site_within(request, "handovers.change", site), request.access.today
    known = holders(place.pk, today, [role.value for role in HOUSE])
    leaving = [one for one in known if one.role in ROLES and not reason_against(request.access, one)]
    people = list({one.user_id: one.user for one in known}.values())

    def save(form):
        chosen = form.cleaned_data
        return hand_over(
            access=request.access,
            site=place,
            membership=form.leaving[chosen["leaver"]],
            successor=form.people[chosen["successor"]],
            leaves_on=chosen["leaves_on"],
            words=chosen["words"],
        )

    return form_page(
        request,
        HandoverForm(*posted(request), leaving=leaving, people=people, request=request),
        save=save,
        done=lambda one: f"Übergeben an {one.successor.name}: {len(one.passed)} offene Sachen. Auf der Startseite steht „Hier anfangen“.",
        crumbs=[(place.name, place.get_absolute_url()), HANDOVERS.crumb(place.pk)],
        title="Aufgaben übergeben",
        pre=place.name,
        lead="Alles, was im Namen der Person offen ist, geht auf einmal über. Der Zugang bleibt bis zum letzten Tag.",
        submit="Übergeben",
        why_not="" if leaving else NOBODY,
        audience="handovers.view",
    )


@allow("handovers.change", "POST", reads=READS)
def handover_again(request, pk):
    """Pass on what has come into the name since."""
    handover = fetch(request, rows(request, Handover), pk=pk)
    carry_out(request, lambda: hand_over_again(access=request.access, handover=handover), lambda number: f"Nachgereicht: {number}.")
    return redirect("reporting:handover_list", handover.site_id)


@allow("handovers.view", "POST", reads=READS)
def handover_done(request, pk):
    """The successor has read it."""
    handover = fetch(request, rows(request, Handover), pk=pk, lock=True)
    carry_out(request, lambda: arrive(access=request.access, handover=handover), "Schön, dass Sie da sind. Die Übergabe steht weiter im Haus.")
    return redirect("reporting:home")
