"""What the houses ask: a few threads with the county and the state office, some open, some answered."""

from planning.models import Inquiry, InquiryMessage
from sites.core.roles import Role
from thekiz.demo.world.base import World, at, words


def ask(world: World) -> None:
    for thread in words("asked")["threads"]:
        house, ago, kind = world.house(thread["house"]), thread["days"], thread["kind"]
        title, question, answer = thread["title"], thread["question"], thread["answer"]
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
        if answer:
            world.tell(inquiry, world.ago(ago - 4), answerer, role, "answer", "Anliegen beantwortet", hour=14)
