-- version 1, sum 89b6ac25
-- The figures above the site as of the end of a month, summed anew from what additional offers have logged by then (R033): by action field,
-- and 0 for the whole year.
-- Once a month and for a month that is over, whoever asks; the owner sets up and moves. Returns whether there was something to do.
CREATE OR REPLACE FUNCTION thekiz_close_month(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7366);
  IF current_setting('role') <> 'thekiz_owner' THEN
    IF day >= date_trunc('month', now() AT TIME ZONE 'Europe/Berlin')  -- guard: month-over -> IF false
    THEN
      RAISE EXCEPTION 'permission denied: the month of % is not over', day USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM reporting_closedfigures WHERE until >= day)  -- guard: closed-once -> IF false
    THEN
      RETURN false;
    END IF;
  END IF;
  DELETE FROM reporting_closedfigures;
  INSERT INTO reporting_closedfigures
    (county_id, year, number, name, sites, sessions, adults_centre, adults_space, children, until)
    SELECT s.county_id, extract(year FROM s.held_on), coalesce(f.number, 0),
      CASE WHEN f.number IS NULL THEN '' ELSE (array_agg(f.name ORDER BY f.edition DESC))[1] END,
      count(DISTINCT s.site_id), count(*), sum(s.adults_centre), sum(s.adults_space), sum(s.children), day
    FROM offers_session s JOIN planning_actionfield f ON f.id = s.action_field_id
    WHERE s.logged IS NOT NULL AND s.additional
      AND s.held_on <= day  -- guard: until-closed
    GROUP BY GROUPING SETS ((s.county_id, extract(year FROM s.held_on), f.number), (s.county_id, extract(year FROM s.held_on)));
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION thekiz_close_month(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_close_month(date) TO thekiz_app;
