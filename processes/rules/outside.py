"""Whether who facilitates comes from outside, as the recommendations want it (R118): said, never refused."""

from datetime import date

from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet, Value

from processes.models import Contract, Facilitator
from sites.core.roles import HOUSE, Role
from sites.models import SiteKita

INSIDE = ", ".join(f"'{role}'" for role in sorted({*HOUSE, Role.PROVIDER}))
#: Person, day, place: these memberships may lie beyond the wall.
REACHES = "EXISTS (SELECT FROM (VALUES (%(expressions)s)) AS asked (person, day, place), thekiz_reach(asked.person, asked.day) held"
REACHES += f" WHERE asked.place = ANY (held.places) AND held.role IN ({INSIDE}))"


def with_inside(contracts: QuerySet[Contract], today: date) -> QuerySet[Contract]:
    """Contracts that know whether their person has a role in the house or at its provider, or is employed there after the pool."""
    works = Func(F("facilitator"), Value(today), F("site"), template=REACHES, output_field=BooleanField())
    providers = SiteKita.objects.on(today).filter(site=OuterRef(OuterRef("site"))).values("kita__provider")
    employed = Facilitator.objects.filter(account=OuterRef("facilitator"), provider__in=providers)
    return contracts.annotate(works_inside=works, is_employed=Exists(employed))


def inside_warning(contract: Contract) -> str:
    """What speaks against the view from outside; of a contract of `with_inside`."""
    if not (vars(contract)["works_inside"] or vars(contract)["is_employed"]):
        return ""
    return (
        f"{contract.facilitator.name} gehört zum Haus oder zu seinem Träger. Die Fachlichen Empfehlungen wünschen eine Fachkraft von außen "
        "(Abschnitt 2.4)."
    )
