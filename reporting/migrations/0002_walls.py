"""The wall around what is seen and proven; roll-ups by statement triggers; frozen means frozen."""

from django.db import migrations

from sites.core.wall import Wall

SUMS = "sessions, cancelled, adults_centre, adults_space, children"
#: What one row of a session adds to its quarter, with a sign: a row taken away takes its figures along.
PART = """SELECT site_id, county_id, extract(year FROM held_on)::smallint AS year, extract(quarter FROM held_on)::smallint AS quarter, offer_type, action_field_id,
  {sign} * (logged IS NOT NULL)::int, {sign} * cancelled::int, {sign} * coalesce(adults_centre, 0), {sign} * coalesce(adults_space, 0),
  {sign} * coalesce(children, 0), CASE WHEN {sign} > 0 AND logged IS NOT NULL THEN held_on END FROM {rows}"""
CHANGED = {
    "INSERT": PART.format(sign="1", rows="new_rows"),
    "DELETE": PART.format(sign="-1", rows="old_rows"),
    "UPDATE": PART.format(sign="1", rows="new_rows") + " UNION ALL " + PART.format(sign="-1", rows="old_rows"),
}


def add(table: str, place: str, event: str) -> str:
    key = f"{place}, year, quarter, offer_type, action_field_id"
    return f"""
  INSERT INTO {table} AS r ({key}, {SUMS}, last_day)
    SELECT {key}, sum(sessions), sum(cancelled), sum(adults_centre), sum(adults_space), sum(children), max(last_day)
    FROM ({CHANGED[event]}) AS c (site_id, county_id, year, quarter, offer_type, action_field_id, {SUMS}, last_day)
    GROUP BY {key} HAVING bool_or(sessions <> 0 OR cancelled <> 0) ORDER BY {key}
  ON CONFLICT ({key}) DO UPDATE SET sessions = r.sessions + excluded.sessions, cancelled = r.cancelled + excluded.cancelled,
    adults_centre = r.adults_centre + excluded.adults_centre, adults_space = r.adults_space + excluded.adults_space,
    children = r.children + excluded.children, last_day = greatest(r.last_day, excluded.last_day);"""


def function(event: str) -> str:
    tables = {"INSERT": "NEW TABLE AS new_rows", "DELETE": "OLD TABLE AS old_rows", "UPDATE": "NEW TABLE AS new_rows OLD TABLE AS old_rows"}
    name = f"thekiz_rollup_{event.lower()}"
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN {add("reporting_sitequarter", "site_id", event)} {add("reporting_countyquarter", "county_id", event)}
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION {name}() FROM public;
CREATE TRIGGER {name} AFTER {event} ON offers_session REFERENCING {tables[event]} FOR EACH STATEMENT EXECUTE FUNCTION {name}();"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("offers", "0002_walls"), ("planning", "0002_walls")]
    operations = [
        Wall("reporting_sitequarter", "site_id"),
        Wall("reporting_countyquarter", "county_id"),
        Wall("reporting_report", "site_id"),
        Wall("reporting_chapter", "site_id"),
        Wall("reporting_reportsnapshot", "place_id", "site_id"),
        Wall("reporting_lszreport", "county_id"),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON reporting_sitequarter, reporting_countyquarter FROM thekiz_app;"
            " REVOKE UPDATE, DELETE ON reporting_reportsnapshot, reporting_lszreport FROM thekiz_app",
            migrations.RunSQL.noop,
        ),
        *(migrations.RunSQL(function(event), f"DROP FUNCTION thekiz_rollup_{event.lower()}() CASCADE") for event in CHANGED),
    ]
