"""On what assessment a site rests, told without its contents; and a ceiling for the public wish of families."""

from django.db import migrations

from sites.core.wall import PLACES

#: The newest assessment of needs of a site, or of its county where it covers the site (R028): day and level alone, for those who reach the site.
BASIS = f"""
CREATE FUNCTION thekiz_basis(site bigint, day date) RETURNS TABLE (held_on date, at_county boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.held_from, a.place_id = s.county_id FROM sites_site s
  JOIN planning_assessment a ON a.place_id = s.place_id
    OR (a.place_id = s.county_id AND (a.planning_area_id IS NULL OR a.planning_area_id = s.planning_area_id))
  WHERE s.place_id = $1 AND a.held_from <= $2 AND (s.place_id = ANY {PLACES} OR s.county_id = ANY {PLACES})
  ORDER BY a.held_from DESC, a.place_id = s.county_id LIMIT 1
$$;
REVOKE ALL ON FUNCTION thekiz_basis(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_basis(bigint, date) TO thekiz_app;
"""
#: Machines find forms: a site takes 60 wishes within 24 hours, and tells so by returning nothing. No address of a sender is kept.
WISH = """
CREATE OR REPLACE FUNCTION thekiz_wish(slug text, wish text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO planning_wish (site_id, text, created) SELECT s.place_id, left($2, 1000), now() FROM sites_site s
  WHERE s.slug = $1 AND 60 > (SELECT count(*) FROM planning_wish w WHERE w.site_id = s.place_id AND w.created > now() - interval '24 hours')
  RETURNING id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0007_criteria_and_links")]
    operations = [
        migrations.RunSQL(BASIS, "DROP FUNCTION thekiz_basis(bigint, date)"),
        migrations.RunSQL(WISH, migrations.RunSQL.noop),
    ]
