"""The concept of a house in versions: written, laid before the parents' council, heard, released."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from processes.forms.concepts import ConceptForm, ConceptHearForm, ConceptReleaseForm
from processes.models import Concept
from processes.pages.concept_detail import concept_detail_page
from processes.pages.concept_list import before_release, concept_list_page
from processes.services.concepts import hear_concept, move_concept, release_concept, save_concept
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.journal import changes_of
from sites.core.navigation import CONCEPT
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.services.records import document_response

DONE = {"ask": "Die Fassung liegt der Elternvertretung vor. Sie hat eine Nachricht.", "take_back": "Die Fassung ist wieder ein Entwurf."}
IN_WORK = "Es gibt schon eine Fassung, an der gearbeitet wird. Sie wird hier weitergeschrieben."
UNHEARD = (
    "Der Elternbeirat ist noch nicht gehört. Vor wichtigen Entscheidungen ist er zu hören (§ 12 Abs. 2 Nr. 1 ThürKigaG; Fachliche Empfehlungen "
    "2021, 3.1). Die Freigabe ist trotzdem möglich; im Protokoll steht, dass die Anhörung fehlt."
)


@allow("concepts.view", reads=("sites.view",))
def concept_list(request, site):
    """All versions, and what is open before the next release."""
    return render_page(request, "processes/concept_list.html", concept_list_page(request, site))


@allow("concepts.view", reads=("sites.view", "documents.view", "posts.view"))
def concept_detail(request, pk):
    """One version, with the words that changed."""
    return render_page(request, "processes/concept_detail.html", concept_detail_page(request, pk))


@allow("concepts.view")
def concept_paper(request, pk):
    """The whole concept as a file, for whoever reads the version: parents' representatives reach no other document of the house."""
    concept = fetch(request, rows(request, Concept).select_related("document"), pk=pk, document__isnull=False)
    try:
        return document_response(concept.document)
    except FileNotFoundError:
        raise Http404 from None


@allow("concepts.change", "GET", "POST", reads=("sites.view", "documents.view"))
def concept_create(request, site):
    """Begin a version with the text of the last one; while one is in work there is no second."""
    place = site_within(request, "concepts.change", site)
    last = rows(request, Concept).filter(site=place).first()
    if last and last.state != Concept.State.RELEASED and request.method == "GET":
        messages.info(request, IN_WORK)
        return redirect(last.get_absolute_url())
    initial = {"philosophy": last.philosophy, "participation": last.participation} if last else {}
    concept = Concept(site=place, version=last.version + 1 if last else 1, begun_on=request.access.today)
    lead = "Sie beginnt mit dem Text der Fassung davor, die bis zur Freigabe gilt." if last else "Was heißt ThEKiZ für Ihr Haus?"
    return _concept_form(request, concept, initial, title=f"Fassung {concept.version} beginnen", lead=lead)


@allow("concepts.change", "GET", "POST", reads=("sites.view", "documents.view"))
def concept_edit(request, pk):
    """Write on at a draft; what lies with the parents is taken back first."""
    waiting = rows(request, Concept).select_related("site", "document")
    concept = fetch(request, waiting, pk=pk, state=Concept.State.DRAFT, lock=request.method == "POST")
    removal = Removal(concept, to=CONCEPT.url(concept.site_id))
    return _concept_form(request, concept, {}, title=f"Fassung {concept.version} ändern", removal=removal)


def _concept_form(request, concept: Concept, initial: dict, **shown):
    def save(form: ConceptForm) -> Concept:
        changes = {name: pair for name, pair in changes_of(form).items() if name != "upload"}
        return save_concept(access=request.access, concept=form.save(commit=False), upload=form.cleaned_data["upload"], changes=changes)

    return form_page(
        request,
        ConceptForm(*posted(request), instance=concept, request=request, initial=initial),
        save=save,
        done=lambda saved: f"{saved} ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[CONCEPT.crumb(concept.site_id), *([(f"Fassung {concept.version}", concept.get_absolute_url())] if concept.pk else [])],
        pre=concept.site.name,
        submit="Fassung speichern",
        audience="concepts.internal",
        **shown,
    )


@allow("concepts.change", "POST", reads=("documents.view", "members.view"))
def concept_step(request, pk, name):
    """Lay a version before the parents' council, or take it back."""
    if name not in DONE:
        raise Http404
    concept = fetch(request, Concept, pk=pk)
    carry_out(request, lambda: move_concept(access=request.access, concept=concept, name=name), lambda _: DONE[name])
    return redirect(concept.get_absolute_url())


@allow("concepts.hear", "GET", "POST", reads=("sites.view",))
def concept_hear(request, pk):
    """What the parents' council says: by its representatives themselves, or written down by the house on their behalf."""
    waiting = rows(request, Concept).select_related("site")
    concept = fetch(request, waiting, pk=pk, state=Concept.State.HEARING, lock=request.method == "POST")
    own = request.user.name if concept.site_id not in request.access.reach("concepts.change").places else ""
    initial = {} if concept.stance else {"heard_on": request.access.today, "heard_from": own}
    return form_page(
        request,
        ConceptHearForm(*posted(request), instance=concept, request=request, initial=initial),
        save=lambda form: hear_concept(access=request.access, concept=form.instance),
        done="Danke, das ist festgehalten. Bis zur Freigabe lässt es sich ändern.",
        to=concept.get_absolute_url(),
        crumbs=[CONCEPT.crumb(concept.site_id), (f"Fassung {concept.version}", concept.get_absolute_url())],
        title="Was sagt der Elternbeirat?",
        pre=concept.site.name,
        lead=f"„{concept.changes}“",
        submit="Stellungnahme abgeben",
        note="Danach entscheidet die Leitung und antwortet.",
        audience="concepts.view",
    )


@allow("concepts.release", "GET", "POST", reads=("sites.view", "documents.view"))
def concept_release(request, pk):
    """From today on a version holds; what is missing is said before, and blocks nothing."""
    waiting = rows(request, Concept).exclude(state=Concept.State.RELEASED).select_related("site")
    concept = fetch(request, waiting, pk=pk, lock=request.method == "POST")
    return form_page(
        request,
        ConceptReleaseForm(*posted(request), instance=concept, request=request),
        save=lambda form: release_concept(access=request.access, concept=form.instance),
        done=lambda saved: f"Fassung {saved.version} gilt ab heute.",
        to=concept.get_absolute_url(),
        crumbs=[CONCEPT.crumb(concept.site_id), (f"Fassung {concept.version}", concept.get_absolute_url())],
        title="Fassung freigeben",
        pre=concept.site.name,
        lead="Sie gilt ab heute und bleibt dann, wie sie ist; Neues kommt in die nächste Fassung.",
        submit="Fassung freigeben",
        audience="concepts.view",
        template="processes/concept_release.html",
        todo=before_release(concept),
        unheard="" if concept.stance else UNHEARD,
    )
