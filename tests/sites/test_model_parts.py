"""The parts from which models are built run when the models are imported; here each is called by itself and shown as what it becomes."""

import pytest
from django.db import connection, models
from django.db.models import Q

from offers.models import Session
from planning.models import Goal
from planning.models.money import euros
from sites.models import SamePlace, child_of, ends_after_start, no_overlap, sort_key
from sites.models.people import role_fits_place
from sites.models.places import place_key

PARENT = SamePlace("offer", "site", name="session_offer_place")


def statement(constraint: SamePlace, model: type[models.Model], kind: str) -> str:
    with connection.schema_editor(collect_sql=True) as editor:
        return str(getattr(constraint, kind)(model, editor))


@pytest.mark.django_db
def test_a_child_points_at_its_parent_and_at_the_place_of_that():
    assert statement(PARENT, Session, "create_sql") == (
        'ALTER TABLE "offers_session" ADD CONSTRAINT "session_offer_place" FOREIGN KEY ("offer_id", "site_id")'
        ' REFERENCES "offers_offer" ("id", "site_id") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED'
    )
    assert statement(SamePlace("need", "site", to="id", name="other"), Goal, "create_sql") == (
        'ALTER TABLE "planning_goal" ADD CONSTRAINT "other" FOREIGN KEY ("need_id", "site_id")'
        ' REFERENCES "planning_need" ("id", "id") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED'
    )
    removed = 'SET CONSTRAINTS "session_offer_place" IMMEDIATE; ALTER TABLE "offers_session" DROP CONSTRAINT "session_offer_place"'
    assert statement(PARENT, Session, "remove_sql") == removed


@pytest.mark.django_db
def test_the_key_to_the_place_of_the_parent_comes_when_both_tables_stand():
    with connection.schema_editor(collect_sql=True) as editor:
        assert PARENT.constraint_sql(Session, editor) == ""
        (later,) = editor.deferred_sql
        assert "session_offer_place" in str(later)
        editor.deferred_sql.clear()


def test_a_key_to_the_place_of_the_parent_is_known_again():
    path, arguments, options = PARENT.deconstruct()
    assert (path, arguments, options) == ("sites.models.base.SamePlace", ("offer", "site"), {"name": "session_offer_place"})
    assert SamePlace("place", "kind", to="kind", name="other").deconstruct()[2] == {"name": "other", "to": "kind"}
    assert SamePlace("offer", "site", name="session_offer_place") == PARENT
    assert SamePlace("offer", "place", name="session_offer_place") != PARENT and PARENT != "session_offer_place"


def test_validities_of_the_same_thing_never_overlap():
    _, _, options = no_overlap("site", "form", name="siteform_overlap", message="Schon eingetragen.").deconstruct()
    (days, overlaps), *rest = options["expressions"]
    assert (str(days), overlaps) == ("Func(F(starts), F(ends), Value('[]'), function=daterange)", "&&")
    assert rest == [("site", "="), ("form", "=")]
    assert (options["name"], options["violation_error_message"]) == ("siteform_overlap", "Schon eingetragen.")


def test_nothing_ends_before_it_starts():
    constraint = ends_after_start("body_ends")
    assert constraint.condition == Q(ends__isnull=True) | Q(ends__gte=models.F("starts"))
    assert (constraint.name, constraint.violation_error_message) == ("body_ends", "Das Ende liegt vor dem Beginn.")


def test_names_are_sorted_as_german_readers_expect():
    field = sort_key("title")
    assert (str(field.expression), field.output_field.db_collation, field.db_persist) == ("Func(F(title), function=thekiz_sort)", "C", True)


def test_keys_to_a_place_and_to_a_parent():
    key, child = place_key("state"), child_of("sites.Site", related_name="offers", editable=False)
    assert key.primary_key and not key.editable and key.remote_field.on_delete is models.PROTECT
    assert (key.remote_field.related_name, child.remote_field.related_name) == ("state", "offers")
    assert not child.db_constraint and not child.editable and child.remote_field.on_delete is models.CASCADE


def test_an_amount_is_in_euros_and_cents_and_never_negative():
    field = euros("Betrag")
    assert (field.verbose_name, field.max_digits, field.decimal_places, field.null, field.blank) == ("Betrag", 10, 2, False, False)
    assert [validator.limit_value for validator in field._validators] == [0]
    assert euros("Ist", optional=True).null and euros("Ist", optional=True).blank


def test_a_role_lies_at_its_kind_of_place_only():
    condition = role_fits_place()
    assert condition.connector == "OR" and Q(role="ministry", place_kind__in=["state"]) in condition.children
    assert Q(role="specialist_advisor", place_kind__in=["county", "provider"]) in condition.children
    assert Q(role="head", place_kind__in=["site"]) in condition.children
