"""Views of staying in touch: contacts and topics without a name, families of a week, the list to print, ways to the families, consents."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.outreach import ConsentNoteForm, ContactChannelForm, OutreachWeekForm
from offers.models import ConsentNote, ContactChannel, OutreachCount, OutreachWeek, TopicCount
from offers.pages.crisis import AUDIENCE
from offers.pages.outreach_count import outreach_page
from offers.pages.tick_list import tick_list_page
from offers.rules.crises import monday_of, topics
from offers.services.outreach import count_contact, count_topic, take_back
from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import carry_out, form_page, offer_undo, posted
from sites.core.lists import number, number_in
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

GONE = "Das gibt es nicht (mehr). Bitte wählen Sie neu."


def way(site, name="", anchor=""):
    """The way to a page below the crisis page of a house."""
    label, url = navigation.CRISIS.crumb(site)
    return [(label, url + anchor), *([(name, "")] if name else [])]


# Counting -------------------------------------------------------------------------------------------------------------


@allow("outreach.count", "GET", "POST", reads=("sites.view",))
def outreach_count(request, site):
    """One tap: a contact by its channel, or a topic that came up. Below, the weeks."""
    site, problem = site_within(request, "outreach.count", site), ""
    if request.method == "POST":
        try:
            row, label, undo = _count(request, site)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            back = "crisis" if request.POST.get("back") == "crisis" else ""
            offer_undo(request, f"Gezählt: {label}.", f"{reverse(undo, args=[row.pk])}?seen={row.number}&back={back}")
            return redirect("offers:crisis" if back else "offers:outreach_count", site.pk)
    return render_page(request, "offers/outreach_count.html", outreach_page(request, site, problem), status=422 if problem else 200)


def _count(request, site):
    week = monday_of(request.access.today)
    channels, channel = dict(OutreachCount.Channel.choices), request.POST.get("channel", "")
    if channel in channels:
        return count_contact(site=site, week=week, channel=channel), channels[channel], "offers:outreach_undo"
    wanted = number(request.POST.get("topic", ""))
    topic = next((topic for topic in topics(request.access.today) if topic.pk == wanted), None)
    if topic is None:
        raise ValidationError(GONE)
    return count_topic(site=site, week=week, topic=topic), topic.label, "offers:topic_undo"


@allow("outreach.count", "POST", reads=("sites.view",))
def outreach_undo(request, pk):
    """One contact fewer: as if it had never been tapped."""
    return _undo(request, fetch(request, OutreachCount, pk=pk, lock=True), "Ein Kontakt ist zurückgenommen.")


@allow("outreach.count", "POST", reads=("sites.view",))
def topic_undo(request, pk):
    """A topic once less."""
    return _undo(request, fetch(request, TopicCount, pk=pk, lock=True), "Ein Thema ist zurückgenommen.")


def _undo(request, row, done: str):
    seen = number_in(request, "seen")
    carry_out(request, lambda: take_back(row=row, seen=seen), done)
    return redirect("offers:crisis" if request.GET.get("back") == "crisis" else "offers:outreach_count", row.site_id)


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def week_edit(request, site):
    """How many families were reached this week, of how many; last week's number of families stands there already."""
    site = site_within(request, "outreach.change", site)
    week, weeks = monday_of(request.access.today), rows(request, OutreachWeek).filter(site=site)
    known = (weeks.select_for_update(of=("self",)) if request.method == "POST" else weeks).filter(week=week).first()
    last = None if known else weeks.first()
    row = known or OutreachWeek(site=site, week=week)
    return form_page(
        request,
        OutreachWeekForm(*posted(request), instance=row, request=request, initial={"families": last.families} if last else None),
        save=lambda form: keep(request, form, f"Erreichte Familien der Woche ab {week:%d.%m.%Y}"),
        done="Die Zahl der erreichten Familien ist gespeichert.",
        crumbs=way(site.pk),
        title="Erreichte Familien",
        pre=f"{site.name}, Woche {week.isocalendar().week}",
        lead="Familien, nicht Kontakte: jede zählt in der Woche einmal. Welche es sind, steht nur auf der Abhakliste im Haus.",
        audience=AUDIENCE,
        removal=Removal(row, name=f"Die Zahl der Woche ab {week:%d.%m.%Y}"),
    )


@allow("outreach.view", reads=("sites.view",))
def tick_list(request, site):
    """A list to print and to write on by hand: who was reached. It is stored nowhere, so nothing is read from it."""
    return render_page(request, "offers/tick_list.html", tick_list_page(request, site_within(request, "outreach.view", site)))


# Ways to the families -------------------------------------------------------------------------------------------------


@allow("outreach.change", "GET", "POST", reads=("sites.view",))
def channel_create(request, site):
    """Enter a way to the families."""
    site = site_within(request, "outreach.change", site)
    return _channel(request, ContactChannel(site=site), "Weg zu den Familien eintragen", site.name)


@allow("outreach.change", "GET", "POST", reads=("sites.view", "offers.change"))
def channel_edit(request, pk):
    """Answer the four questions, or change them."""
    row = fetch(request, rows(request, ContactChannel).select_related("site"), pk=pk, lock=request.method == "POST")
    return _channel(request, row, "Weg zu den Familien ändern", row.site.name)


def _channel(request, row, title, name):
    return form_page(
        request,
        ContactChannelForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Weg „{form.instance.title}“"),
        done=lambda row: f"Der Weg „{row.title}“ ist gespeichert.",
        warning=lambda row: "Er ist noch nicht auf Datenschutz geprüft. Bis dahin bitte nichts Persönliches darüber." if row.is_unchecked else "",
        crumbs=way(row.site_id),
        title=title,
        pre=name,
        lead="Ein Hinweis, kein Verbot. Fragen beantwortet die Datenschutzbeauftragte Ihres Trägers.",
        audience=AUDIENCE,
        removal=Removal(row),
    )


# Consents -------------------------------------------------------------------------------------------------------------


@allow("outreach.change", "GET", "POST", reads=("sites.view", "offers.view"))
def consent_create(request, site):
    """Say for what there are consents on paper, how many, and who keeps them."""
    site = site_within(request, "outreach.change", site)
    return _consent(request, ConsentNote(site=site), "Einwilligungen eintragen", site.name)


@allow("outreach.change", "GET", "POST", reads=("sites.view", "offers.view"))
def consent_edit(request, pk):
    """Change the number, or who keeps the papers."""
    row = fetch(request, rows(request, ConsentNote).select_related("site"), pk=pk, lock=request.method == "POST")
    return _consent(request, row, "Einwilligungen ändern", row.site.name)


def _consent(request, row, title, name):
    return form_page(
        request,
        ConsentNoteForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Einwilligungen „{form.instance.purpose}“"),
        done="Die Einwilligungen sind eingetragen.",
        to=reverse("offers:consent_list", args=[row.site_id]),
        crumbs=[*way(row.site_id), ("Einwilligungen", reverse("offers:consent_list", args=[row.site_id]))],
        title=title,
        pre=name,
        lead="Wofür, wie viele, wer hebt sie auf. Nie, von wem: die Zettel bleiben im Haus.",
        audience=AUDIENCE,
        removal=Removal(row),
    )
