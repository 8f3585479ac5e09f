-- version 1, sum 3d7cdc57
-- The other houses of the county of a house, for choosing with whom it shares its steering team (R202): names are published, where a house
-- lies stands behind the wall. A Kita that is only interested is none.
CREATE OR REPLACE FUNCTION thekiz_other_houses(site bigint) RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT o.place_id, o.name::text FROM sites_site s
  JOIN sites_site o ON o.county_id = s.county_id AND o.place_id <> s.place_id
  WHERE s.place_id = $1
    AND EXISTS (SELECT FROM sites_sitephase p WHERE p.site_id = o.place_id AND p.ends IS NULL
      AND p.phase IN ('on_the_way', 'established', 'consultation_site'))
    -- guard: other-houses-wall
    AND s.place_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  ORDER BY o.name, o.place_id
$$;
REVOKE ALL ON FUNCTION thekiz_other_houses(bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_other_houses(bigint) TO thekiz_app;
