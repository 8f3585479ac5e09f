"""The Stammblatt: organisation forms and phases over time, people, facilitation, names, vision, and what puts wrong entries right."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.models import Report
from sites.core.roles import Role
from sites.models import Entry, FormerName, Membership, OrganisationForm, SiteForm, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, german, text, url


def sheet(client, site) -> str:
    answer = client.get(url("site_master", site.pk))
    assert answer.status_code == 200
    return text(answer)


def section(page: str, heading: str, following: str) -> str:
    """What stands between two headings."""
    return page.split("Stammblatt, Stand")[1].split(f" {heading} ", 1)[1].split(f" {following} ")[0]


# Organisation forms ---------------------------------------------------------------------------------------------------


def record_forms(client, site, forms, **changes):
    data = {"site_forms": forms, "leading": "", "starts": german(timezone.localdate()), "reason": "Beratung findet jetzt im Haus statt.", **changes}
    return client.post(url("form_record", site.pk), data, follow=True)


@pytest.mark.req("R064.H", "R064.K", "R072")
def test_four_forms_are_offered_none_is_prescribed_and_where_they_come_from(world, client_of):
    form = text(client_of("head").get(url("form_record", world.own.pk)))
    for label in ("Unter einem Dach", "Lotse", "Galerie", "Verbundmodell"):
        assert label in form
    assert "1.3" in form and "Es wird kein bestimmter Organisationstyp verbindlich vorgegeben" in form
    assert "orientieren sich an den Familienzentren in Nordrhein-Westfalen (Fußnote 5)" in form  # R072


@pytest.mark.req("R064.H", "R064.K")
@pytest.mark.parametrize("form", OrganisationForm.values)
def test_every_form_can_be_chosen_from_a_day_on_and_the_history_stays(world, client_of, form):
    with as_owner():
        SiteForm.objects.filter(site=world.own).update(form="one_roof" if form == "gallery" else "gallery")
    before = "Unter einem Dach" if form == "gallery" else "Galerie"
    page = text(record_forms(client_of("head"), world.own, [form]))
    yesterday = timezone.localdate() - timedelta(days=1)
    shown = section(page, "Organisationsform", "Phasen")
    assert OrganisationForm(form).label in shown and "Beratung findet jetzt im Haus statt." in shown
    assert before in shown and f"ab 1. Januar 2023 bis {yesterday.day}." in shown
    assert entries("forms")[0].note == "Beratung findet jetzt im Haus statt."


@pytest.mark.req("R065.H", "R065.C")
def test_several_forms_at_a_time_are_a_mixture_and_one_may_lead(world, client_of):
    page = text(record_forms(client_of("head"), world.own, ["gallery", "guide"], leading="guide"))
    assert "Mischform aus Lotse und Galerie" in page and "Lotse führend" in page
    assert "Mischform aus Lotse und Galerie" in text(client_of("social_planner").get(reverse("reporting:site_list")))
    refused = record_forms(client_of("head"), world.own, ["gallery", "guide"], leading="one_roof")
    assert refused.status_code == 422 and "Die führende Form ist oben nicht angekreuzt" in text(refused)
    same = record_forms(client_of("head"), world.own, ["gallery", "guide"], leading="guide")
    assert same.status_code == 422 and "Genau das gilt schon" in text(same)


@pytest.mark.req("R070.H")
@pytest.mark.parametrize("form", OrganisationForm.values)
def test_in_every_form_a_site_composes_freely(world, client_of, form):
    with as_owner():
        SiteForm.objects.filter(site=world.own).update(form=form)
    client = client_of("coordinator")
    assert "sind Beispiele; die Zusammenstellung „richtet sich nach den örtlichen Bedarfen“" in text(
        client_of("head").get(url("form_record", world.own.pk))
    )
    partner = client.post(
        url("partner_create", world.own.pk), {"name": "Imkerverein Ilmtal", "kind": "other", "text": "Bienen und Kinder"}, follow=True
    )
    assert partner.status_code == 200 and "„Imkerverein Ilmtal“ ist gespeichert." in text(partner)  # no list of the form says no
    with as_owner():
        make.make_offer(world.own, "Bienenstunde", types=["encounter"])
    assert "Bienenstunde" in text(client.get(reverse("offers:offer_list", args=[world.own.pk])))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site_forms": []}, "Bitte wählen Sie mindestens eine Organisationsform"),
        ({"site_forms": ["villa"]}, "Diese Auswahl gibt es nicht"),
        ({"starts": "1.1.0202"}, "Bitte prüfen Sie das Jahr"),
        (
            {"starts": "1.1.2022"},
            "Ab 01.01.2023 ist schon „Galerie“ eingetragen. Bitte wählen Sie einen Tag ab dann oder berichtigen Sie diese Angabe im Verlauf.",
        ),
        ({"reason": ""}, "Bitte füllen Sie „Begründung“ aus"),
    ],
)
def test_a_form_that_cannot_be_is_refused(world, client_of, changes, words):
    answer = record_forms(client_of("head"), world.own, changes.pop("site_forms", ["guide"]), **changes)
    assert answer.status_code == 422 and words in text(answer)
    with as_owner():
        assert SiteForm.objects.get(site=world.own).form == "gallery" and not Entry.objects.exists()


@pytest.mark.req("R321.H")
def test_a_form_that_was_written_down_wrongly_is_put_right(world, client_of):
    with as_owner():
        row = SiteForm.objects.get(site=world.own)
    client, address = client_of("social_planner"), url("form_correct", row.pk)
    assert client.post(address, {"starts": "1.1.2023", "ends": "1.1.2022", "note": "x"}).status_code == 422
    client.post(address, {"starts": "1.3.2023", "ends": "", "reason": "", "note": "Falscher Monat"})
    assert anew(row).starts == date(2023, 3, 1) and entries("corrected")[0].note == "Falscher Monat"


# Phases ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def phases(world) -> list[SitePhase]:
    """On the way in 2022, a ThEKiZ since 2023."""
    with as_owner():
        own = {"site": world.own, "county": world.county}
        early = SitePhase.objects.create(phase="on_the_way", starts=date(2022, 1, 1), ends=date(2022, 12, 31), **own)
        return [early, SitePhase.objects.get(site=world.own, phase="established")]


def correct_phase(client, phase, **changes):
    data = {"starts": german(phase.starts), "ends": "", "resting_on": "JHA, 12.8.2022, 2022/29", "note": "Tippfehler im Jahr", **changes}
    return client.post(url("phase_correct", phase.pk), data, follow=True)


@pytest.mark.req("R321.H")
def test_a_phase_with_wrong_days_is_corrected_and_a_gap_is_told(world, client_of, phases):
    client = client_of("social_planner")
    assert f'href="{url("phase_correct", phases[1].pk)}"' in client.get(url("site_master", world.own.pk)).content.decode()
    page = text(correct_phase(client, phases[1], starts="1.2.2023"))
    assert "Die Phase „ThEKiZ“ ist berichtigt." in page and "Vom 01.01.2023 bis 31.01.2023 steht jetzt keine Phase." in page
    assert "ab 1. Februar 2023 · JHA, 12.8.2022, 2022/29" in page
    (entry,) = entries("corrected")
    assert entry.note == "Tippfehler im Jahr" and entry.details["before"]["starts"] == "2023-01-01"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"starts": "1.6.2022"},
            "In dieser Zeit steht schon „Auf dem Weg zum ThEKiZ“ (01.01.2022 bis 31.12.2022). Zwei Phasen zugleich gibt es nicht.",
        ),
        ({"ends": "1.1.2022"}, "Das Ende liegt vor dem Beginn"),
        ({"starts": "1.1.0202"}, "Bitte prüfen Sie das Jahr"),
        ({"note": ""}, "Bitte füllen Sie „Was war falsch?“ aus"),
    ],
)
def test_a_wrong_correction_of_a_phase_is_refused(world, client_of, phases, changes, words):
    answer = correct_phase(client_of("social_planner"), phases[1], **changes)
    assert answer.status_code == 422 and words in text(answer) and "JHA, 12.8.2022, 2022/29" in answer.content.decode()
    assert anew(phases[1]).starts == date(2023, 1, 1) and not entries("corrected")


# People ---------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R012.H")
def test_head_and_deputy_stand_with_their_days_and_a_change_is_a_reason_for_more_facilitation(world, client_of):
    today = timezone.localdate()
    with as_owner():
        make.make_post(world.own, "Ines Brandt", function="head", fte=None, starts=date(2019, 1, 1), ends=today - timedelta(days=61))
        make.make_post(world.own, "Torsten Lehmann", function="deputy_head", fte=None, starts=date(2023, 3, 1))
    assert "Leitungswechsel" not in sheet(client_of("social_planner"), world.own)
    with as_owner():
        make.make_post(world.own, "Astrid Kästner", function="head", fte=None, starts=today - timedelta(days=60))
    page = sheet(client_of("social_planner"), world.own)
    team = section(page, "Leitung, Koordination, Team", "Kita, Träger, Betriebserlaubnis")
    assert "Astrid Kästner Leitung" in team and "Torsten Lehmann stellvertretende Leitung ab 1. März 2023" in team
    assert "Früher Ines Brandt, Leitung, 1. Januar 2019 bis" in team
    assert "Ein Leitungswechsel ist ein Anlass für mehr Prozessbegleitung" in team


@pytest.mark.req("R012.D1")
def test_the_role_of_the_head_has_days_and_releases_the_report(world, client_of):
    today = timezone.localdate()
    with as_owner():
        colleague = make.make_user("Astrid Kästner", "kaestner@kita.example")
        report = make.make_report(world.own, 2025, ready=True)
    data = {"email": colleague.email, "name": colleague.name, "role": "head", "starts": german(today), "ends": german(today + timedelta(days=90))}
    client_of("social_planner").post(url("member_give", world.own.pk), data)
    step, client = reverse("reporting:report_step", args=[report.pk, "submit"]), client_of("coordinator")
    client.post(step)
    assert anew(report).state == Report.State.DRAFT  # the coordinator writes, the head releases
    client.force_login(colleague)
    with as_owner():
        given = Membership.objects.get(user=colleague)
    client.post(url("membership_accept", given.pk))
    assert client.post(step).status_code == 302 and anew(report).state == Report.State.SUBMITTED
    with as_owner():
        Membership.objects.filter(user=colleague).update(starts=today - timedelta(days=9), ends=today - timedelta(days=1))
    assert client.get(url("site_master", world.own.pk)).status_code == 403  # the day after the last is over


@pytest.mark.req("R014.H")
def test_professionals_stand_with_name_and_function_and_may_have_an_account(world, client_of):
    data = {"function": "professional", "name": "Dirk Thieme", "starts": "1.8.2025"}
    page = text(client_of("head").post(url("post_create", world.own.pk), data, follow=True))
    assert "Dirk Thieme pädagogische Fachkraft ab 1. August 2025" in page  # nobody needs an account to belong to the team
    with as_owner():
        partner = make.make_partner(world.own)
        assert not Membership.objects.filter(user__name="Dirk Thieme").exists()
    client = client_of("professional")  # with one, they contribute what they see
    assert "Dirk Thieme" in sheet(client, world.own)
    with as_owner():
        theme = make.term("theme", "parenting")
    counted = client.post(reverse("offers:referral_count", args=[world.own.pk]), {"theme": theme.pk, "partner": partner.pk}, follow=True)
    assert f"Gezählt: {theme.label}, {partner.name}." in text(counted)
    assert client.get(reverse("planning:wish_list", args=[world.own.pk])).status_code == 200


@pytest.fixture
def helper(world):
    with as_owner():
        person = make.make_user("Petra Lang", "lang@begleitung.example")
        make.make_contract(world.own, person, starts=date(2026, 1, 1), ends=timezone.localdate() + timedelta(days=100))
        return person


@pytest.mark.req("R016.H1", "R016.D1")
def test_the_facilitation_stands_with_its_days_and_reaches_exactly_the_contracted_sites(world, client_of, helper):
    shown = section(sheet(client_of("head"), world.own), "Prozessbegleitung", "Räume")
    assert "Petra Lang ab 1. Januar 2026 bis" in shown
    with as_owner():
        later = make.make_user("Anna Neu", "neu@begleitung.example")
        make.make_contract(world.own, later, starts=date(2026, 5, 1))
    both = section(sheet(client_of("head"), world.own), "Prozessbegleitung", "Räume")
    assert both.index("Petra Lang") < both.index("Anna Neu")  # in the order in which they began
    client = client_of("head")
    client.force_login(helper)
    assert [site.name for site in client.get(reverse("reporting:site_list")).context["page"].rows] == ["Kita Lindenhof"]
    reached = {name: client.get(url("site_master", site.pk)).status_code for name, site in world.sites.items()}
    assert reached == {"own": 200, "sister": 404, "sibling": 404, "foreign": 404}
    with as_owner():
        Membership.objects.filter(user=helper).update(ends=timezone.localdate() - timedelta(days=1))
    assert client.get(url("site_master", world.own.pk)).status_code == 403
    assert "Petra Lang" not in sheet(client_of("head"), world.own)


@pytest.mark.req("R007.H", "R007.K")
@pytest.mark.parametrize("where", ["county", "provider", "other_county", "other_provider"])
def test_a_kita_advisor_who_also_facilitates_is_shown_as_such(world, client_of, helper, where):
    """The advisor's membership lies at county or provider, which a head does not reach: that it is one person is said all the same."""
    both, reader = "Prozessbegleitung und Kita-Fachberatung in einer Person", client_of("head")
    page = sheet(reader, world.own)
    assert (
        both not in page and "„von der Fachberatung für Kindertageseinrichtungen zu unterscheiden“" in page and "„in jedem Fall kooperieren“" in page
    )
    with as_owner():
        make.give(helper, Role.SPECIALIST_ADVISOR, getattr(world, where))
    advises_here = where in {"county", "provider"}
    assert (both in sheet(reader, world.own)) is advises_here
    for role in ("head", "social_planner", "provider"):
        people = text(client_of(role).get(url("member_list", world.own.pk)))
        assert ("zugleich Kita-Fachberatung" in people) is advises_here
    with as_owner():
        Membership.objects.filter(user=helper, role=Role.SPECIALIST_ADVISOR).update(ends=timezone.localdate() - timedelta(days=1))
    assert both not in sheet(reader, world.own)


# Names, vision, budget ------------------------------------------------------------------------------------------------


@pytest.mark.req("R321.H")
def test_a_new_name_of_a_site_keeps_the_old_one(world, client_of):
    data = {"name": "ThEKiZ Lindenplatz", "postcode": "", "coordinator_fte": "0,5"}
    client_of("social_planner").post(url("site_edit", world.own.pk), data)
    page = sheet(client_of("head"), world.own)
    assert "ThEKiZ Lindenplatz" in page and "früherer Name Kita Lindenhof" in page
    client_of("social_planner").post(url("site_edit", world.own.pk), data | {"name": "ThEKiZ Am Lindenplatz"})
    with as_owner():  # a name of less than a day is a typing error, not a history
        assert [row.name for row in FormerName.objects.filter(subject=f"sites.site:{world.own.pk}")] == ["Kita Lindenhof"]


@pytest.mark.req("R082.H")
def test_a_site_writes_down_its_vision_beside_that_of_the_recommendations(world, client_of):
    head = client_of("head")
    form = text(head.get(url("site_edit", world.own.pk)))
    assert "Kindertageseinrichtung als zentraler Knotenpunkt eines familienunterstützenden Netzwerks in der Kommune" in form and "1.5" in form
    assert "Vision Noch nicht aufgeschrieben." in sheet(head, world.own)
    head.post(url("site_edit", world.own.pk), {"vision": "Ein Haus, in dem das halbe Dorf frühstückt."})
    assert "Vision Ein Haus, in dem das halbe Dorf frühstückt." in sheet(client_of("parent_representative"), world.own)
    too_long = head.post(url("site_edit", world.own.pk), {"vision": "x" * 2001})
    assert too_long.status_code == 422 and "höchstens 2.000" in text(too_long)
    with as_owner():
        partner = make.make_partner(world.own)
        make.make_cooperation(partner)
    assert "Die Kita als Knotenpunkt" in text(head.get(url("network", world.own.pk))) and partner.name in text(head.get(url("network", world.own.pk)))


@pytest.mark.parametrize("number", [3, 30])
def test_the_sheet_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_kita_link(world.own, make.make_kita(world.town, world.provider, f"Kita {one}"))
            make.make_post(world.own, f"Fachkraft {one}", function="professional", fte=None)
            make.give(make.make_user(f"Begleitung {one}"), Role.FACILITATOR, world.own)
    client = client_of("head")
    with own_queries() as seen:
        client.get(url("site_master", world.own.pk))
    assert seen.count <= 12, [query["sql"][:100] for query in seen.captured_queries]


# Roles that were given wrongly ----------------------------------------------------------------------------------------


@pytest.fixture
def colleague(world) -> Membership:
    with as_owner():
        return make.give(make.make_user("Conni Kollege", "conni@hier.example"), Role.COORDINATOR, world.own, starts=date(2025, 1, 1))


def correct_member(client, membership, **changes):
    data = {"starts": "1.1.2025", "ends": "", "note": "Falscher Monat", **changes}
    return client.post(url("member_correct", membership.pk), data, follow=True)


@pytest.mark.req("R321.H")
def test_a_membership_with_wrong_days_is_corrected_with_an_entry(world, client_of, colleague):
    client = client_of("head")
    people = client.get(url("member_list", world.own.pk)).content.decode()
    assert f'href="{url("member_correct", colleague.pk)}"' in people
    page = text(correct_member(client, colleague, starts="1.3.2025", ends="30.6.2025"))
    assert "Berichtigt: Conni Kollege, Koordination." in page
    assert (anew(colleague).starts, anew(colleague).ends) == (date(2025, 3, 1), date(2025, 6, 30))
    (entry,) = entries("corrected")
    assert entry.note == "Falscher Monat" and "01.03.2025 bis 30.06.2025 statt ab 01.01.2025" in entry.text
    assert "Conni Kollege" not in text(client.get(url("member_list", world.own.pk)))  # over; still to be found and corrected
    past = client.get(url("member_list", world.own.pk), {"show": "past"})
    assert "Conni Kollege" in text(past) and f'href="{url("member_correct", colleague.pk)}"' in past.content.decode()
    assert url("member_end", colleague.pk) not in past.content.decode()


@pytest.mark.guard("mistake-with-deputy")
@pytest.mark.req("R321.H")
def test_a_role_that_was_a_mistake_gives_no_access_and_the_entry_stays(world, client_of, colleague):
    correct_member(client_of("head"), colleague, mistake="on", note="Falsche Person")
    row, yesterday = anew(colleague), timezone.localdate() - timedelta(days=1)
    assert row.starts == row.ends == date(2025, 1, 1)
    (entry,) = entries("corrected")
    assert "Conni Kollege: Koordination ab 01.01.2025 war ein Irrtum" in entry.text and entry.note == "Falsche Person"
    with as_owner():
        coming = make.give(make.make_user("Morgen Neu"), Role.COORDINATOR, world.own, starts=timezone.localdate() + timedelta(days=5))
        deputised = Membership.objects.get(user=world.people["coordinator"], place_id=world.own.pk)
        deputy = make.give(make.make_user("Vera Vertretung"), Role.COORDINATOR, world.own)
        Membership.objects.filter(pk=deputy.pk).update(deputy_for=deputised)
    correct_member(client_of("head"), coming, mistake="on")
    assert anew(coming).starts == anew(coming).ends == yesterday  # never had access, and never will
    answer = correct_member(client_of("head"), deputised, mistake="on")
    assert answer.status_code == 422 and "hängt eine Vertretung" in text(answer)
    later = deputy.starts + timedelta(days=1)
    answer = correct_member(client_of("head"), deputised, starts=f"{later:%d.%m.%Y}")
    assert answer.status_code == 422 and f"Eine Vertretung beginnt schon am {deputy.starts:%d.%m.%Y}. Bitte berichtigen" in text(answer)
    assert correct_member(client_of("head"), deputised, starts=f"{deputy.starts:%d.%m.%Y}").status_code == 200  # on the same day


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "1.1.2024"}, "Das Ende liegt vor dem Beginn"),
        ({"starts": "1.1.0202"}, "Bitte prüfen Sie das Jahr"),
        ({"starts": "gestern"}, "Bitte als Datum eingeben"),
        ({"note": ""}, "Bitte füllen Sie „Was war falsch?“ aus"),
        ({"starts": "1.6.2023"}, "Diese Person hat die Rolle in diesem Zeitraum schon"),
    ],
)
def test_a_wrong_correction_of_a_membership_is_refused(world, client_of, colleague, changes, words):
    with as_owner():
        make.give(colleague.user, Role.COORDINATOR, world.own, ends=date(2023, 12, 31))
    answer = correct_member(client_of("head"), colleague, **changes)
    assert answer.status_code == 422 and words in text(answer)
    assert anew(colleague).starts == date(2025, 1, 1) and not entries("corrected")


def test_nobody_corrects_the_own_role_or_one_that_others_give(world, client_of):
    with as_owner():
        own = Membership.objects.get(user=world.people["head"])
        parent = Membership.objects.get(user=world.people["facilitator"])
    for membership, words in (
        (own, "Die eigene Zugehörigkeit kann nur jemand anderes"),
        (parent, "Die Rolle „Prozessbegleitung“ vergeben und beenden hier andere. Wer"),
    ):
        answer = correct_member(client_of("head"), membership)
        assert answer.status_code == 422 and words in text(answer)
    assert not entries("corrected")
