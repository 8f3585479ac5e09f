"""What the houses ask: a few threads with the county and the state office, some open, some answered."""

from planning.models import Inquiry, InquiryMessage
from sites.core.rights import Role
from thekiz.demo.world.base import World, at

#: house, days ago, kind, title, question, answer
THREADS = (
    ("Kita Lindenhof", 3, "question", "Dürfen wir das Elterncafé im Dezember in die Bibliothek verlegen?",
     "Unser Saal wird gestrichen. Die Bibliothek hätte am 9. und 16. Dezember Platz. Spricht aus Ihrer Sicht etwas dagegen?", ""),
    ("Kita Lindenhof", 41, "support", "Raum für das Vätertreffen am Samstag",
     "Für das Vätertreffen suchen wir samstags einen Raum im Wohngebiet. Kann der Landkreis mit der Schule sprechen?",
     "Die Turnhalle der Grundschule ist ab November jeden ersten Samstag frei. Frau Klein vom Schulamt gibt Ihnen den Schlüssel."),
    ("Kita Lindenhof", 18, "consultation", "Welche Konsultationseinrichtung arbeitet auch als Galerie?",
     "Wir möchten sehen, wie andere die Sprechstunden im Haus organisieren.", ""),
    ("Kita Wiesengrund", 25, "coordination", "Wie teilen wir eine halbe Stelle auf zwei Personen auf?",
     "Unsere Koordinatorin kommt aus der Elternzeit zurück und möchte mit einer Kollegin teilen.",
     "Das geht gut, wenn die Absprachen mit der Leitung feste Zeiten haben. Wir schicken Ihnen zwei Beispiele."),
)  # fmt: skip


def ask(world: World) -> None:
    for name, ago, kind, title, question, answer in THREADS:
        house = world.house(name)
        to_state = kind in {"consultation", "coordination", "information_event"}
        office = world.state.pk if to_state else house.county.pk
        answerer = world.accounts["landesstelle"] if to_state else world.official(house.county, Role.SOCIAL_PLANNER)
        role = Role.STATE_OFFICE if to_state else Role.SOCIAL_PLANNER
        inquiry = Inquiry.objects.create(
            site=house.site, office_id=office, kind=kind, title=title, site_name=f"{house.name}, {house.county.name}",
            begun=at(world.ago(ago), 9), **{"state": "answered" if answer else "open"},
        )  # fmt: skip
        own = {"inquiry": inquiry, "site": house.site, "office_id": office}
        asked = InquiryMessage(**own, text=question, person=house.coordinator, person_label=house.label(Role.COORDINATOR), at=at(world.ago(ago), 9))
        given = InquiryMessage(**own, text=answer, person=answerer, person_label=f"{answerer.name}, {role.label}", at=at(world.ago(ago - 4), 14))
        InquiryMessage.objects.bulk_create([asked, given] if answer else [asked])
        world.tell(inquiry, world.ago(ago), house.coordinator, Role.COORDINATOR, "asked", f"Anliegen „{title}“ gestellt", hour=9)
