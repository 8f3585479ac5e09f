-- version 1, sum b68d8144
-- Changed sessions add what they say now to their quarters and take away what they said before.
-- Only sessions of additional offers count (R033).
-- In one order always, so that two statements at once wait for each other and do not block each other.
CREATE OR REPLACE FUNCTION thekiz_rollup_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO reporting_sitequarter AS r
    (site_id, year, quarter, offer_type, action_field_id, sessions, cancelled, adults_centre, adults_space, children, last_day)
    SELECT site_id, year, quarter, offer_type, action_field_id,
      sum(sessions), sum(cancelled), sum(adults_centre), sum(adults_space), sum(children), max(last_day)
    FROM (
      SELECT site_id, extract(year FROM held_on)::smallint AS year, extract(quarter FROM held_on)::smallint AS quarter,
        offer_type, action_field_id, (logged IS NOT NULL)::int AS sessions, cancelled::int AS cancelled,
        coalesce(adults_centre, 0) AS adults_centre, coalesce(adults_space, 0) AS adults_space, coalesce(children, 0) AS children,
        CASE WHEN logged IS NOT NULL THEN held_on END AS last_day
      FROM new_rows WHERE additional
      UNION ALL
      SELECT site_id, extract(year FROM held_on)::smallint AS year, extract(quarter FROM held_on)::smallint AS quarter,
        offer_type, action_field_id, -(logged IS NOT NULL)::int AS sessions, -cancelled::int AS cancelled,
        -coalesce(adults_centre, 0) AS adults_centre, -coalesce(adults_space, 0) AS adults_space, -coalesce(children, 0) AS children,
        NULL::date AS last_day
      FROM old_rows WHERE additional
    ) AS changed
    GROUP BY site_id, year, quarter, offer_type, action_field_id
    HAVING bool_or(sessions <> 0 OR cancelled <> 0)
    ORDER BY site_id, year, quarter, offer_type, action_field_id
  ON CONFLICT (site_id, year, quarter, offer_type, action_field_id) DO UPDATE SET
    sessions = r.sessions + excluded.sessions,
    cancelled = r.cancelled + excluded.cancelled,
    adults_centre = r.adults_centre + excluded.adults_centre,
    adults_space = r.adults_space + excluded.adults_space,
    children = r.children + excluded.children,
    last_day = greatest(r.last_day, excluded.last_day);

  INSERT INTO reporting_countyquarter AS r
    (county_id, year, quarter, offer_type, action_field_id, sessions, cancelled, adults_centre, adults_space, children, last_day)
    SELECT county_id, year, quarter, offer_type, action_field_id,
      sum(sessions), sum(cancelled), sum(adults_centre), sum(adults_space), sum(children), max(last_day)
    FROM (
      SELECT county_id, extract(year FROM held_on)::smallint AS year, extract(quarter FROM held_on)::smallint AS quarter,
        offer_type, action_field_id, (logged IS NOT NULL)::int AS sessions, cancelled::int AS cancelled,
        coalesce(adults_centre, 0) AS adults_centre, coalesce(adults_space, 0) AS adults_space, coalesce(children, 0) AS children,
        CASE WHEN logged IS NOT NULL THEN held_on END AS last_day
      FROM new_rows WHERE additional
      UNION ALL
      SELECT county_id, extract(year FROM held_on)::smallint AS year, extract(quarter FROM held_on)::smallint AS quarter,
        offer_type, action_field_id, -(logged IS NOT NULL)::int AS sessions, -cancelled::int AS cancelled,
        -coalesce(adults_centre, 0) AS adults_centre, -coalesce(adults_space, 0) AS adults_space, -coalesce(children, 0) AS children,
        NULL::date AS last_day
      FROM old_rows WHERE additional
    ) AS changed
    GROUP BY county_id, year, quarter, offer_type, action_field_id
    HAVING bool_or(sessions <> 0 OR cancelled <> 0)
    ORDER BY county_id, year, quarter, offer_type, action_field_id
  ON CONFLICT (county_id, year, quarter, offer_type, action_field_id) DO UPDATE SET
    sessions = r.sessions + excluded.sessions,
    cancelled = r.cancelled + excluded.cancelled,
    adults_centre = r.adults_centre + excluded.adults_centre,
    adults_space = r.adults_space + excluded.adults_space,
    children = r.children + excluded.children,
    last_day = greatest(r.last_day, excluded.last_day);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION thekiz_rollup_update() FROM public;

CREATE OR REPLACE TRIGGER thekiz_rollup_update AFTER UPDATE ON offers_session REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION thekiz_rollup_update();
