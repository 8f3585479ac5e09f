"""The wall around why and by whose will, and the door of the public interest form."""

from django.db import migrations

from sites.core.wall import Wall

#: The public form of a Kita (R181): insert only, at exactly the county of the municipality; returns the number.
INTEREST = """
CREATE FUNCTION thekiz_interest(municipality bigint, kita_name text, provider_name text, contact text, email text, phone text, message text)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO planning_interest (place_id, municipality_id, kita_name, provider_name, contact, email, phone, message, created, state)
  SELECT m.county_id, m.id, $2, $3, $4, $5, $6, $7, now(), 'received' FROM sites_municipality m WHERE m.id = $1 RETURNING id
$$;
REVOKE ALL ON FUNCTION thekiz_interest(bigint, text, text, text, text, text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_interest(bigint, text, text, text, text, text, text) TO thekiz_app;
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial"), ("sites", "0002_walls")]
    operations = [
        Wall("planning_interest", "place_id"),
        *(
            Wall(f"planning_{table}", "site_id")
            for table in ("application", "statement", "decision", "need", "goal", "indicator", "indicatorvalue", "measure")
        ),
        migrations.RunSQL("REVOKE DELETE ON planning_decision, planning_application FROM thekiz_app", migrations.RunSQL.noop),
        migrations.RunSQL(INTEREST, "DROP FUNCTION thekiz_interest(bigint, text, text, text, text, text, text)"),
    ]
