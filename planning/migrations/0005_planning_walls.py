"""The second wall around plans, bodies, assessments, money, inquiries and tables on their way in."""

from django.db import migrations

from sites.core.wall import Wall

#: What public bodies decide and publish: sites read on which plan and resolution they rest, writing is walled.
OFFICIAL = ("resolution", "plan", "plangoal", "planentry", "representative", "deadline", "fundingrule", "socialfigure")
AT_PLACE = ("body", "bodymember", "meeting", "agendaitem", "strategy", "strategytarget", "assessment", "assessmentresult", "importrun")
AT_SITE = ("wish", "funding", "cost", "criterionnote")
TWO_SIDES = ("inquiry", "inquirymessage")

#: The public wish of a family (R050): insert only, at a site with a public page; returns the number.
WISH = """
CREATE FUNCTION thekiz_wish(slug text, wish text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO planning_wish (site_id, text, created) SELECT s.place_id, left($2, 1000), now() FROM sites_site s WHERE s.slug = $1 RETURNING id
$$;
REVOKE ALL ON FUNCTION thekiz_wish(text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_wish(text, text) TO thekiz_app;
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_planning"), ("sites", "0004_registry_walls")]
    operations = [
        *(Wall(f"planning_{table}", "place_id", public=True) for table in OFFICIAL),
        *(Wall(f"planning_{table}", "place_id") for table in AT_PLACE),
        *(Wall(f"planning_{table}", "site_id") for table in AT_SITE),
        *(Wall(f"planning_{table}", "site_id", "office_id") for table in TWO_SIDES),
        migrations.RunSQL(
            "REVOKE DELETE ON planning_resolution, planning_inquiry FROM thekiz_app; REVOKE UPDATE, DELETE ON planning_inquirymessage FROM thekiz_app",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(WISH, "DROP FUNCTION thekiz_wish(text, text)"),
    ]
