"""A house takes a practice example over: a draft of an offer of its own, and what it does differently (R276)."""

from datetime import date

from django.db import transaction

from offers.models import Offer, OfferStep
from offers.services.offers import complete_offer
from offers.services.planning import take_step
from planning.models import Goal, Need, Term
from processes.models import PracticeUse, PublishedExample
from sites.core.access import Access
from sites.core.days import date_figures
from sites.core.journal import record
from sites.models import Site


@transaction.atomic
def take_over(
    *, access: Access, example: PublishedExample, site: Site, need: Need | None, goal: Goal | None, first: date | None, changed: str
) -> Offer:
    """Title, description, kind, themes and action field come along; families see nothing until the house says so."""
    offer = Offer(
        site=site,
        title=example.title[:80],
        text=example.lead,
        types=example.types,
        action_field_id=example.action_field_id,
        goal=goal,
        intended={"held_on": date_figures(first)} if first else {},
    )
    offer.save()
    offer.terms.set(Term.objects.on(access.today).filter(catalogue=Term.Catalogue.THEME, code__in=example.themes))
    complete_offer(access=access, offer=offer, needs=[need] if need else [], created=True)
    take_step(access=access, offer=offer, stage=OfferStep.Stage.IDEA)
    use, created = PracticeUse.objects.get_or_create(site=site, example_id=example.pk, defaults={"used_on": access.today, "changed": changed})
    if changed and not created:
        use.changed = changed
        use.save(update_fields=["changed"])
    record(access, use, "taken_over", text=f"Praxisbeispiel „{example.title}“ als Angebot übernommen", place=site.pk, internal=True)
    return offer
