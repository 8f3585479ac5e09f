"""Views of partners: the directory, one partner with the cooperations, the forms, the picture of the network."""

from django.db.models import Prefetch, Q
from django.shortcuts import render

from sites.core import navigation
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.journal import subject_of
from sites.core.lists import choice, page, word
from sites.core.places import site_within
from sites.forms.partners import AgreementForm, CooperationForm, PartnerFilter, PartnerForm
from sites.models import Agreement, Cooperation, Document, Partner
from sites.pages import network as pictures
from sites.rules.cooperations import DUE, due, with_agreements
from sites.services.partners import file_agreement, note_stage


def _rights(request, site) -> dict:
    """What the buttons of these pages ask."""
    reach = request.access.reach
    return {
        "site": site,
        "may_change": site.pk in reach("partners.change").places,
        "may_count": site.pk in reach("referrals.change").places,
    }


def _cooperations(request):
    return with_agreements(rows(request, Cooperation), request.access.today)


@allow("partners.view", reads=("sites.view",))
def partner_list(request, site):
    """The directory of a site: who, what families find there, how far the cooperation is, until when it is agreed."""
    site, q = site_within(request, "partners.view", site), word(request)
    chosen = {
        "kind": choice(request, "kind", Partner.Kind.values),
        "stage": choice(request, "stage", Cooperation.Stage.values),
        "due": choice(request, "due", DUE),
    }
    partners = rows(request, Partner).filter(site=site)
    if q:
        partners = partners.filter(Q(name__icontains=q) | Q(text__icontains=q) | Q(contact__icontains=q) | Q(languages__icontains=q))
    if chosen["kind"]:
        partners = partners.filter(kind=chosen["kind"])
    if chosen["stage"]:
        partners = partners.filter(pk__in=rows(request, Cooperation).filter(site=site, stage=chosen["stage"]).values("partner"))
    if chosen["due"]:
        partners = partners.filter(pk__in=_cooperations(request).filter(due(chosen["due"]), site=site).values("partner"))
    found = page(request, partners.prefetch_related(Prefetch("cooperations", _cooperations(request))))
    form = PartnerFilter(initial={"q": q, **chosen}, auto_id="filter_%s")
    tabs = navigation.PARTNER_TABS.at(request.access, site.pk, navigation.PARTNERS)
    context = {**_rights(request, site), "tabs": tabs, "page": found, "form": form, "filtered": bool(q or any(chosen.values()))}
    return render(request, "sites/partner_list.html", context)


@allow("partners.view", reads=("documents.view", "sites.view"))
def partner_detail(request, pk):
    """The card for a family, and behind it the cooperations with their agreements and papers."""
    partner = fetch(request, rows(request, Partner).select_related("site"), pk=pk)
    agreements = Prefetch("agreements", rows(request, Agreement).select_related("document"))
    cooperations = list(_cooperations(request).filter(partner=partner).prefetch_related(agreements))
    for cooperation in cooperations:
        for agreement in cooperation.agreements.all():
            agreement.over_words = ", ausgelaufen" if agreement.ends and agreement.ends < request.access.today else ""
    context = {
        **_rights(request, partner.site),
        "partner": partner,
        "cooperations": cooperations,
        "documents": list(rows(request, Document).filter(subject=subject_of(partner))[:20]),
        "subject": subject_of(partner),
        "today": request.access.today,
        "crumbs": [navigation.PARTNERS.crumb(partner.site_id), (partner.name, "")],
    }
    return render(request, "sites/partner_detail.html", context)


@allow("partners.view", reads=("sites.view",))
def network(request, site):
    """The house in its network: who is how close, what is agreed, how it grew."""
    site = site_within(request, "partners.view", site)
    partners = list(rows(request, Partner).filter(site=site).prefetch_related(Prefetch("cooperations", _cooperations(request))))
    context = {
        **_rights(request, site),
        "tabs": navigation.PARTNER_TABS.at(request.access, site.pk, navigation.NETWORK),
        "picture": pictures.draw(partners),
        "networks": pictures.memberships(partners),
        "natures": Cooperation.Nature.labels,
        "years": pictures.development([row for partner in partners for row in partner.cooperations.all()], request.access.today),
        "any": bool(partners),
    }
    return render(request, "sites/network.html", context)


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
        note="Es liegt schon ein Papier vor. Ein neues tritt an seine Stelle; das alte bleibt bei den Unterlagen." if row.document_id else "",
        agreement=row,
    )
