"""Views of partners: the directory, one partner with the cooperations, the forms, the picture of the network."""

from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice, word
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal
from sites.forms.partners import AgreementForm, CooperationForm, PartnerForm
from sites.models import Agreement, Cooperation, Partner
from sites.pages.network import network_page
from sites.pages.partner_detail import partner_detail_page
from sites.pages.partner_list import partner_list_page
from sites.services.partners import file_agreement, note_stage


@allow("partners.view", reads=("sites.view",))
def partner_list(request, site):
    """The directory of a site."""
    return render_page(request, "sites/partner_list.html", partner_list_page(request, site))


@allow("partners.view", reads=("documents.view", "sites.view"))
def partner_detail(request, pk):
    """One partner: the card for a family, and behind it the cooperations."""
    return render_page(request, "sites/partner_detail.html", partner_detail_page(request, pk))


@allow("partners.view", reads=("sites.view",))
def network(request, site):
    """The house in its network."""
    return render_page(request, "sites/network.html", network_page(request, site))


# Forms ------------------------------------------------------------------------------------------------------------


@allow("partners.change", "GET", "POST", reads=("sites.view",))
def partner_create(request, site):
    """Write a partner into the directory."""
    site = site_within(request, "partners.change", site)
    initial = {"name": word(request, "name"), "kind": choice(request, "kind", Partner.Kind.values)}
    return _partner_form(request, Partner(site=site), "Partner*in eintragen", initial)


@allow("partners.change", "GET", "POST", reads=("sites.view",))
def partner_edit(request, pk):
    """Change what stands in the directory."""
    partner = fetch(request, rows(request, Partner).select_related("site"), pk=pk, lock=request.method == "POST")
    return _partner_form(request, partner, "Angaben ändern", {})


def _partner_form(request, partner: Partner, title: str, initial: dict):
    known = [] if partner.pk is None else [(partner.name, partner.get_absolute_url())]
    return form_page(
        request,
        PartnerForm(*posted(request), instance=partner, request=request, initial=initial),
        save=lambda form: keep(request, form, f"Partner*in „{form.instance.name}“"),
        done=lambda saved: f"„{saved.name}“ ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[navigation.PARTNERS.crumb(partner.site_id), *known],
        title=title,
        pre=partner.site.name,
        lead="Name und Art genügen für den Anfang. Alles Weitere hilft Familien, dorthin zu finden.",
        audience="partners.view",
        removal=Removal(partner, to=navigation.PARTNERS.url(partner.site_id)),
    )


@allow("partners.change", "GET", "POST", reads=("sites.view",))
def cooperation_create(request, partner):
    """Begin a cooperation, be it only an idea."""
    partner = fetch(request, rows(request, Partner).select_related("site"), pk=partner)
    return _cooperation_form(request, Cooperation(partner=partner, site=partner.site), "Kooperation eintragen")


@allow("partners.change", "GET", "POST", reads=("sites.view",))
def cooperation_edit(request, pk):
    """Go a step, change the next one, or end it."""
    row = fetch(request, rows(request, Cooperation).select_related("partner", "site"), pk=pk, lock=request.method == "POST")
    return _cooperation_form(request, row, "Kooperation ändern")


def _cooperation_form(request, row: Cooperation, title: str):
    return form_page(
        request,
        CooperationForm(*posted(request), instance=row, request=request),
        save=lambda form: _save_cooperation(request, form),
        done="Die Kooperation ist gespeichert.",
        crumbs=_partner_crumbs(row.partner),
        title=title,
        pre=row.partner.name,
        lead="Worum geht es, wie weit sind Sie, was kommt als Nächstes?",
        submit="Kooperation speichern",
        audience="partners.view",
        removal=Removal(row),
    )


def _save_cooperation(request, form: CooperationForm) -> Cooperation:
    """A step along the way (R178) is a line of its own in the journal."""
    before, created = form.initial.get("stage") or Cooperation.Stage.IDENTIFIED, form.instance._state.adding
    others = set(form.changed_data) - {"stage"}
    saved = keep(request, form, f"Kooperation „{form.instance}“" if created or others else "")
    if not created and "stage" in form.changed_data:
        note_stage(access=request.access, cooperation=saved, before=before)
    return saved


def _partner_crumbs(partner: Partner) -> list[tuple[str, str]]:
    return [navigation.PARTNERS.crumb(partner.site_id), (partner.name, partner.get_absolute_url())]


@allow("partners.change", "GET", "POST", reads=("sites.view", "documents.change"))
def agreement_create(request, cooperation):
    """Write down what was agreed, with the signed paper."""
    cooperation = fetch(request, rows(request, Cooperation).select_related("partner", "site"), pk=cooperation)
    row = Agreement(cooperation=cooperation, site=cooperation.site)
    return _agreement_form(request, row, "Vereinbarung eintragen", {"title": cooperation.subject_text, "starts": request.access.today})


@allow("partners.change", "GET", "POST", reads=("sites.view", "documents.change"))
def agreement_edit(request, pk):
    """Correct an agreement, or add its paper."""
    known = rows(request, Agreement).select_related("cooperation__partner", "site", "document")
    return _agreement_form(request, fetch(request, known, pk=pk, lock=request.method == "POST"), "Vereinbarung ändern", {})


def _agreement_form(request, row: Agreement, title: str, initial: dict):
    cooperation, partner = row.cooperation, row.cooperation.partner

    def save(form):
        saved = keep(request, form, f"Vereinbarung „{form.instance.title}“")
        if form.cleaned_data["upload"]:
            file_agreement(access=request.access, agreement=saved, upload=form.cleaned_data["upload"])
        return saved

    return form_page(
        request,
        AgreementForm(*posted(request), instance=row, request=request, initial=initial),
        save=save,
        done="Die Vereinbarung ist gespeichert.",
        crumbs=_partner_crumbs(partner),
        title=title,
        pre=f"{partner.name} · {cooperation.subject_text}",
        lead="Wer hat was bis wann zugesagt? Vor dem Ende und vor dem letzten Kündigungstag erinnert die Startseite.",
        submit="Vereinbarung speichern",
        audience="partners.view",
        removal=Removal(row),
        note="Es liegt schon ein Papier vor. Ein neues tritt an seine Stelle; das alte bleibt bei den Unterlagen." if row.document_id else "",
        agreement=row,
    )
