-- version 1, sum 583f87e5
-- The years of a site whose Sachbericht lies with the county, submitted or accepted. Facilitators read no reports; the hours that a report
-- rests on stay as they are.
CREATE OR REPLACE FUNCTION thekiz_reported_years(site bigint) RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT r.year::int FROM reporting_report r
  WHERE r.site_id = $1 AND r.state IN ('submitted', 'accepted')
    -- guard: reported-wall
    AND r.site_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
$$;
REVOKE ALL ON FUNCTION thekiz_reported_years(bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_reported_years(bigint) TO thekiz_app;
