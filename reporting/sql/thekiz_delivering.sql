-- version 1, sum 7f71e3a2
-- How many sites of each county have logged in a year: below three, its people stay hidden (R326). One look per site into the roll-up.
-- For the whole Land, whoever asks: which county hides beside another one is the same for everybody, and institutions are counted openly.
CREATE OR REPLACE FUNCTION thekiz_delivering(year int) RETURNS TABLE (county bigint, sites bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.county_id, count(*) FROM sites_site s
  WHERE EXISTS (SELECT FROM reporting_sitequarter q WHERE q.site_id = s.place_id AND q.year = $1 AND q.sessions > 0)
  GROUP BY s.county_id
$$;
REVOKE ALL ON FUNCTION thekiz_delivering(int) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_delivering(int) TO thekiz_app;
