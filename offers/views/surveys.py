"""Surveys of a house: asked, printed, read, and answered to the families."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from offers.forms.surveys import ANSWERED, ConclusionForm, SheetForm, SurveyEndForm, SurveyForm, TranslationForm
from offers.pages.feedback_form import feedback_sheet_page
from offers.pages.survey_detail import survey_detail_page, survey_of, survey_words_page, why_not_published
from offers.pages.survey_form import language_options, last_sheet, proposed, question_rows, questions_of, template_options
from offers.pages.survey_list import survey_list_page
from offers.pages.survey_sheet import survey_sheet_page
from offers.rules.survey_templates import template_of
from offers.services.surveys import as_assessment, conclude, end_survey, new_sheet, save_survey, send_sheet, translate
from planning.models import Survey
from sites.core.access import allow
from sites.core.forms import carry_out, form_page, posted
from sites.core.languages import TRANSLATED
from sites.core.lists import choice
from sites.core.navigation import SURVEYS
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

SAID = {
    "again": "Dieser Bogen ist schon gezählt.",
    "closed": "Diese Umfrage nimmt keine Bögen mehr an.",
    "full": "Mehr Bögen nimmt diese Umfrage nicht.",
}


@allow("surveys.view", reads=("sites.view",))
def survey_list(request, site):
    """The surveys and votes of a site, the newest first."""
    return render_page(request, "row_list.html", survey_list_page(request, site))


@allow("surveys.view", reads=("sites.view", "needs.view"))
def survey_detail(request, pk):
    """What was heard, as far as it may be shown, and what follows from it."""
    return render_page(request, "offers/survey_detail.html", survey_detail_page(request, pk))


@allow("surveys.words", reads=("sites.view",))
def survey_words(request, pk):
    """Every sentence that families have written."""
    return render_page(request, "offers/survey_words.html", survey_words_page(request, pk))


@allow("surveys.change", "GET", "POST", reads=("sites.view",))
def survey_create(request, site):
    """Ask families something: with questions to begin with."""
    site = site_within(request, "surveys.change", site)
    name = choice(request, "template", {"offer", "crisis", "vote", "empty"}) or "needs"
    survey = Survey(site=site)
    form = SurveyForm(
        *posted(request), instance=survey, request=request, initial=proposed(name, request.access.today), questions=template_of(name).questions
    )
    return _survey_form(request, form, title="Umfrage anlegen", templates=template_options(name))


@allow("surveys.change", "GET", "POST", reads=("sites.view",))
def survey_edit(request, pk):
    """Change a survey that nobody has answered yet; of another one the end alone."""
    survey = survey_of(request, pk, lock=request.method == "POST")
    detail = reverse("offers:survey_detail", args=[survey.pk])
    crumbs = [SURVEYS.crumb(survey.site_id), (survey.title, detail)]
    last = last_sheet(request, survey)
    if last and "questions-TOTAL_FORMS" in request.POST:  # opened before the first answer
        return _survey_form(request, _too_late(request, survey), title="Umfrage ändern", crumbs=crumbs)
    if last:  # guard: answered-stays -> if False:
        return form_page(
            request,
            SurveyEndForm(*posted(request), instance=survey, request=request, last=last),
            save=lambda form: end_survey(access=request.access, survey=form.instance, closes=form.cleaned_data["closes"]),
            done="Das Ende ist gespeichert.",
            crumbs=crumbs,
            title="Umfrage ändern",
            pre=survey.title,
            why_not="Das Ergebnis ist schon veröffentlicht." if survey.published_on else "",
            audience="surveys.change",
        )
    form = SurveyForm(*posted(request), instance=survey, request=request, questions=questions_of(request, survey))
    return _survey_form(request, form, title="Umfrage ändern", crumbs=crumbs, removal=Removal(survey, to=SURVEYS.url(survey.site_id)))


def _too_late(request, survey: Survey) -> SurveyForm:
    """The whole form with all that was typed, and why it is not saved."""
    form = SurveyForm(request.POST, instance=survey, request=request, questions=questions_of(request, survey))
    form.full_clean()
    form.add_error(None, ANSWERED)
    form.is_overtaken = True
    return form


def _survey_form(request, form: SurveyForm, **shown: Any):
    return form_page(
        request,
        form,
        save=lambda form: save_survey(access=request.access, survey=form.instance, questions=form.questions()),
        done="Die Umfrage ist gespeichert. Hängen Sie den Aushang auf, dann kann es losgehen.",
        to=lambda survey: reverse("offers:survey_detail", args=[survey.pk]),
        submit="Umfrage speichern",
        pre=form.instance.site.name,
        lead="Höchstens fünf Fragen. Offen ist sie von selbst an den Tagen, die Sie eintragen.",
        audience="surveys.change",
        template="offers/survey_form.html",
        **{"crumbs": [SURVEYS.crumb(form.instance.site_id)], **shown},
    )


@allow("surveys.change", "GET", "POST", reads=("sites.view",))
def survey_translate(request, pk, code):
    """The texts of a survey in another language."""
    if code not in {language.code for language in TRANSLATED}:
        raise Http404
    survey = survey_of(request, pk, lock=request.method == "POST")
    form = TranslationForm(*posted(request), survey=survey, questions=list(question_rows(request, survey)), code=code, request=request)
    return form_page(
        request,
        form,
        save=lambda form: translate(access=request.access, survey=survey, code=code, texts=form.texts()),
        done="Die Texte sind gespeichert.",
        crumbs=[SURVEYS.crumb(survey.site_id), (survey.title, reverse("offers:survey_detail", args=[survey.pk]))],
        title="Texte in anderen Sprachen",
        pre=survey.title,
        lead="Was leer bleibt, steht auf der Seite auf Deutsch. Bitte lassen Sie die Texte von einem Menschen prüfen, der die Sprache spricht.",
        audience="surveys.change",
        template="offers/survey_translate.html",
        choices=language_options(survey, code),
    )


@allow("surveys.view", reads=("sites.view",))
def survey_sheet(request, pk):
    """The sheet on paper, or the notice for the door with the QR code: to be printed."""
    return render_page(request, "offers/survey_sheet.html", survey_sheet_page(request, pk))


@allow("surveys.change", "GET", "POST", reads=("sites.view",))
def survey_enter(request, pk):
    """Count a sheet that was filled in on paper."""
    survey = survey_of(request, pk)
    questions = questions_of(request, survey, for_families=True)

    def save(form: SheetForm) -> str:
        said = send_sheet(code=survey.code, sheet=new_sheet(), answers=form.answers(), day=request.access.today, way="paper")
        if said != "counted":
            raise ValidationError(SAID.get(said, "Das Haus hat noch keine Familienseite."))
        return said

    return form_page(
        request,
        SheetForm(*posted(request), questions=questions, request=request),
        save=save,
        done="Der Bogen ist gezählt. Gleich der nächste?",
        to=request.path,
        crumbs=[SURVEYS.crumb(survey.site_id), (survey.title, reverse("offers:survey_detail", args=[survey.pk]))],
        title="Bogen auf Papier eintragen",
        pre=survey.title,
        lead="Übertragen Sie, was angekreuzt ist. Danach kann niemand mehr sehen, welche Antworten zusammengehören; werfen Sie den Bogen bitte weg.",
        submit="Bogen zählen",
    )


@allow("surveys.change", "GET", "POST", reads=("sites.view",))
def survey_conclude(request, pk):
    """What the house has heard and what it does; published when the survey is over."""
    survey = survey_of(request, pk, lock=request.method == "POST")
    not_yet = why_not_published(survey, request.access.today)
    form = ConclusionForm(
        *posted(request), request=request, edits=survey, initial={"heard": survey.heard, "doing": survey.doing},
        may_publish=not not_yet and survey.published_on is None,
    )  # fmt: skip
    return form_page(
        request,
        form,
        save=lambda form: conclude(
            access=request.access, survey=survey, heard=form.cleaned_data["heard"], doing=form.cleaned_data["doing"],
            publish=form.cleaned_data.get("publish", False),
        ),
        done=lambda row: "Veröffentlicht. Familien lesen es jetzt." if row.published_on else "Ihre Antwort ist gespeichert.",
        crumbs=[SURVEYS.crumb(survey.site_id), (survey.title, reverse("offers:survey_detail", args=[survey.pk]))],
        title="Was folgt daraus?",
        pre=survey.title,
        lead="Wer fragt, schuldet eine Antwort. Zwei Sätze genügen.",
        note=not_yet and f"Veröffentlichen: {not_yet}",
        audience="surveys.view",
    )  # fmt: skip


@allow("surveys.change", "POST", reads=("sites.view", "assessments.change"))
def survey_assess(request, pk):
    """Make the survey a Bedarfserhebung, typed once."""
    survey = survey_of(request, pk, lock=True)
    made: list[Any] = []
    if carry_out(request, lambda: made.append(as_assessment(access=request.access, survey=survey)), "") and made:
        messages.success(request, "Die Bedarfserhebung ist angelegt. Ergänzen Sie, was fehlt.")
        return redirect("planning:assessment_detail", made[0].pk)
    return redirect("offers:survey_detail", survey.pk)


@allow("offers.view", reads=("sites.view",), group="surveys")
def feedback_sheet(request, pk):
    """What is pinned up after a date of an offer: to be printed."""
    return render_page(request, "offers/feedback_sheet.html", feedback_sheet_page(request, pk))
