"""The people of the demo world with their roles: the accounts of the log-in page, then a head, a coordinator and offices everywhere."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from sites.core.roles import Role
from sites.models import Membership, User
from thekiz.demo.accounts import ACCOUNTS, PASSWORD
from thekiz.demo.world.base import World, at, plain
from thekiz.demo.world.houses import SOZIALWERK
from thekiz.demo.world.names import FACILITATORS, FIRST, LAST

BEGIN, STANDS_IN = date(2019, 1, 1), timedelta(days=33)


class Register:
    """Makes people and memberships, each kind saved at once; all have the same password, hashed once."""

    def __init__(self, world: World):
        self.world = world
        self.hash = make_password(PASSWORD, salt=f"thekizdemo{world.seed}")
        self.users: list[User] = []
        self.roles: list[tuple[User, Role, int, str, date, date | None]] = []
        names = [f"{first} {last}" for first in FIRST for last in LAST]
        world.dice("people").shuffle(names)
        taken = {account.person for account in ACCOUNTS} | set(FACILITATORS)
        self.names = [name for name in names if name not in taken]

    def person(self, name: str = "", email: str = "") -> User:
        name = name or self.names.pop()
        user = User(name=name, email=email or f"{plain(name)}@haus.example", password=self.hash, is_active=True, date_joined=at(self.world.ago(400)))
        self.users.append(user)
        return user

    def give(self, user: User, role: Role, place: int, kind: str, starts: date, ends: date | None = None) -> User:
        self.roles.append((user, role, place, kind, starts, ends))
        return user

    def save(self) -> None:
        User.objects.bulk_create(self.users)
        Membership.objects.bulk_create(
            Membership(user=user, role=role, place_id=place, place_kind=kind, starts=starts, ends=ends, accepted=starts)
            for user, role, place, kind, starts, ends in self.roles
        )


def populate(world: World) -> None:
    register = Register(world)
    for account in ACCOUNTS:
        world.accounts[account.key] = register.person(account.person, account.email)
    seat(world, register)
    for short, county in world.counties.items():
        for role in (Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE):
            if (short, role) not in world.officials:
                world.officials[short, role] = register.give(register.person(), role, county.pk, "county", BEGIN)
    for provider in world.providers.values():
        if provider.name != SOZIALWERK:
            world.providers_people[provider.pk] = register.give(register.person(), Role.PROVIDER, provider.pk, "provider", BEGIN)
    for house in world.houses:
        for role, starts in ((Role.HEAD, house.phases[0][1]), (Role.COORDINATOR, house.since)):
            if role not in house.people and (role == Role.HEAD or house.running):
                house.people[role] = register.give(register.person(), role, house.site.pk, "site", starts)
        house.site.contact = house.people.get(Role.COORDINATOR, house.head).name
    for name in FACILITATORS:
        world.accounts[name] = register.person(name, f"{plain(name)}@begleitung.example")
    register.save()
    offer_a_role(world)
    type(world.houses[0].site).objects.bulk_update([house.site for house in world.houses], ["contact"])


def offer_a_role(world: World) -> None:
    """One role that waits for an answer: the professional is to stand in for the coordinator of the same house."""
    person, giver, house = world.accounts["fachkraft"], world.accounts["leitung"], world.house("Kita Lindenhof")
    held = Membership.objects.get(user=world.accounts["koordination"], role=Role.COORDINATOR, place=house.site.pk)
    starts, ends = world.today + timedelta(days=12), world.today + STANDS_IN
    waiting = Membership.objects.create(
        user=person, role=Role.COORDINATOR, place_id=house.site.pk, place_kind="site", starts=starts, ends=ends, given_by=giver, deputy_for=held
    )
    text = f"{person.name} zur Vertretung als {Role.COORDINATOR.label} ab {starts:%d.%m.%Y} eingetragen, wartet auf Annahme"
    world.tell(waiting, world.ago(2), giver, Role.HEAD, "given", text)


def seat(world: World, register: Register) -> None:
    """Give the accounts their places."""
    for account in ACCOUNTS:
        user = world.accounts[account.key]
        if account.place == "state":
            register.give(user, account.role, world.state.pk, "state", BEGIN)
        elif account.place in world.counties:
            register.give(user, account.role, world.counties[account.place].pk, "county", BEGIN)
            world.officials[account.place, account.role] = user
        elif account.place in world.providers:
            register.give(user, account.role, world.providers[account.place].pk, "provider", BEGIN)
            world.providers_people[world.providers[account.place].pk] = user
        elif account.place:
            house = world.house(account.place)
            house.people[account.role] = register.give(user, account.role, house.site.pk, "site", house.phases[0][1])
    advises_for_a_while = world.accounts["leitung"]  # a second role, so that one sees how to switch
    register.give(advises_for_a_while, Role.SPECIALIST_ADVISOR, world.counties["IK"].pk, "county", world.ago(40), world.today + STANDS_IN)
