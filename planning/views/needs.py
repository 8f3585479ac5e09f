"""Needs of a house and of its county: what answers them, what is released."""

from django.http import Http404
from django.utils import timezone

from planning.forms.needs import NeedForm
from planning.models import Contribution, Method, Need, SurveyAnswer, Wish
from planning.pages.need_list import need_list as need_list_page
from planning.pages.need_map import need_book
from planning.pages.need_map import need_map as need_map_page
from planning.pages.thread_line import strand_of_need, thread_line
from planning.services.contributions import take_up_contribution
from planning.services.wishes import take_up
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.navigation import NEEDS
from sites.core.pages import render_page
from sites.core.places import place_within, site_within
from sites.core.removal import Removal
from sites.core.sheets import KINDS, content_of, file_answer, file_name


@allow("needs.view", reads=("goals.view", "sites.view", "wishes.view", "offers.view"))
def need_list(request, site):
    """The needs of a site with what answers them; urgent ones first, then the newest. Offices read the released ones without small numbers."""
    return render_page(request, "planning/need_list.html", need_list_page(request, site))


@allow("needs.change", "GET", "POST", reads=("sites.view", "assessments.view", "wishes.change", "surveys.words", "contributions.answer"))
def need_create(request, site):
    """Write down a need with its source; perhaps what a family wished or wrote, what the team brings in, what an assessment shows."""
    site = site_within(request, "needs.change", site)
    wish = rows(request, Wish).filter(site=site, need=None, pk=number_in(request, "wish")).first()  # type: ignore[misc]  # None finds nothing
    initial = {"found_on": request.access.today, "assessment": number_in(request, "assessment")}
    if wish:
        initial |= {"found_on": timezone.localdate(wish.created), "text": wish.text, "method": Method.OTHER}
    if number := number_in(request, "answer"):  # a sentence of a survey, typed once
        answer = rows(request, SurveyAnswer).filter(site=site, pk=number).select_related("question__survey").first()
        if answer:
            initial |= {"text": answer.words, "method": Method.SURVEY, "assessment": answer.question.survey.assessment_id}
    brought_in = rows(request, Contribution).filter(site=site, need=None).select_related("author")
    contribution = brought_in.filter(pk=number_in(request, "contribution")).first()  # type: ignore[misc]  # None finds nothing
    if contribution:
        initial |= {"found_on": contribution.written_on, "text": contribution.text, "method": Method.OTHER}
    lead = "Was fehlt Familien, Kindern, dem Team oder im Wohngebiet? Mit Quelle und Tag."
    return _need_form(
        request, Need(site=site), initial, wish, contribution, title="Bedarf festhalten", lead=lead, template="planning/need_create.html"
    )


@allow("needs.change", "GET", "POST", reads=("sites.view", "assessments.view", "goals.view", "offers.view", "evidence.view"))
def need_edit(request, pk):
    """Change a need, or mark it as done."""
    need = fetch(request, rows(request, Need).select_related("site"), pk=pk, lock=request.method == "POST")
    lead = "Ist er erledigt, tragen Sie den Tag ein. Er bleibt in der Liste der erledigten."
    line = thread_line(request.access, strand_of_need(request, need.pk), "need")
    return _need_form(request, need, {}, title="Bedarf ändern", lead=lead, template="planning/thread_form.html", thread_line=line)


def _need_form(request, need: Need, initial: dict, wish: Wish | None = None, contribution: Contribution | None = None, **shown):
    def save(form: NeedForm) -> None:
        row = keep(request, form, f"Bedarf „{form.instance}“")
        if wish:
            take_up(access=request.access, wish=wish, need=row)
        if contribution:
            take_up_contribution(access=request.access, contribution=contribution, need=row)

    return form_page(
        request,
        NeedForm(*posted(request), instance=need, request=request, initial=initial),
        save=save,
        done="Bedarf ist gespeichert.",
        crumbs=[NEEDS.crumb(need.site_id)],
        pre=need.site.name,
        submit="Bedarf speichern",
        audience="needs.view",
        removal=Removal(need),
        wish=wish,
        contribution=contribution,
        **shown,
    )


@allow("needs.view", reads=("sites.view",))
def need_map(request, county):
    """Needs without offer and offers without need by municipality and theme (UF21), and the needs that sites have released."""
    return render_page(request, "planning/need_map.html", need_map_page(request, county))


@allow("needs.view", reads=("sites.view",))
def need_export(request, county, kind):
    """The map and its needs as a file, as the filters of the page leave them."""
    place = place_within(request, county, "county")
    if kind not in KINDS:
        raise Http404
    return file_answer(kind, file_name("bedarfe-und-luecken", place.label, request.access.today), content_of(kind, need_book(request, place.pk)))
