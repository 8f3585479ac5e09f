-- version 1, sum 52e0b161
-- Which crisis times hold for a site on a day: its own, its county's and the Land's. The times are read by everybody; where a house lies
-- stands behind the wall, so the owner looks it up for the public page.
CREATE OR REPLACE FUNCTION thekiz_in_crisis(site bigint, day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.id FROM offers_crisisperiod c JOIN sites_place p ON p.id = c.place_id
  WHERE c.starts <= $2 AND (c.ends IS NULL OR c.ends >= $2)
    AND (p.kind = 'state' OR c.place_id = $1 OR c.place_id = (SELECT s.county_id FROM sites_site s WHERE s.place_id = $1))
$$;
REVOKE ALL ON FUNCTION thekiz_in_crisis(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_in_crisis(bigint, date) TO thekiz_app;
