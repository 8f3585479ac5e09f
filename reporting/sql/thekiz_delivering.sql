-- version 1, sum a244cb78
-- How many sites of a county have logged in a year: below three, its averages stay hidden (R326).
CREATE OR REPLACE FUNCTION thekiz_delivering(year int) RETURNS TABLE (county bigint, sites bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.county_id, count(DISTINCT q.site_id) FROM reporting_sitequarter q JOIN sites_site s ON s.place_id = q.site_id
  WHERE q.year = $1 AND q.sessions > 0
    -- guard: delivering-wall
    AND s.county_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  GROUP BY s.county_id
$$;
REVOKE ALL ON FUNCTION thekiz_delivering(int) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_delivering(int) TO thekiz_app;
