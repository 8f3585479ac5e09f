-- version 1, sum 78a1100c
-- On what assessment a site rests, without its contents: the newest assessment of needs of the site, or of its county where it covers the
-- site (R028). Day and level alone, for those who reach the site.
CREATE OR REPLACE FUNCTION thekiz_basis(site bigint, day date) RETURNS TABLE (held_on date, at_county boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.held_from, a.place_id = s.county_id FROM sites_site s
  JOIN planning_assessment a ON a.place_id = s.place_id
    OR (a.place_id = s.county_id AND (a.planning_area_id IS NULL OR a.planning_area_id = s.planning_area_id))
  WHERE s.place_id = $1 AND a.held_from <= $2
    -- guard: basis-wall
    AND ARRAY[s.place_id, s.county_id] && coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[]
  ORDER BY a.held_from DESC, a.place_id = s.county_id LIMIT 1
$$;
REVOKE ALL ON FUNCTION thekiz_basis(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_basis(bigint, date) TO thekiz_app;
