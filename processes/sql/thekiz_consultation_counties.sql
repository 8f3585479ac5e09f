-- version 1, sum e8ef9345
-- Where the Land has consultation sites on a day (R206): each county with how many of its houses are one, how many of these are published, and
-- how many have named coming times. Phases of houses are public; no visit is told.
CREATE OR REPLACE FUNCTION thekiz_consultation_counties(day date)
RETURNS TABLE (county bigint, name text, sites bigint, published bigint, with_times bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT c.place_id, c.name, count(s.place_id), count(s.place_id) FILTER (WHERE f.published),
    count(s.place_id) FILTER (WHERE EXISTS (SELECT FROM processes_consultationslot t WHERE t.site_id = s.place_id AND t.day > $1))
  FROM sites_county c
    LEFT JOIN (sites_site s JOIN sites_sitephase h ON h.site_id = s.place_id AND h.phase = 'consultation_site') ON s.county_id = c.place_id
      AND h.starts <= $1 AND (h.ends IS NULL OR h.ends >= $1)
    LEFT JOIN processes_consultationprofile f ON f.site_id = s.place_id
  GROUP BY c.place_id, c.name, c.sort_key ORDER BY c.sort_key
$$;
REVOKE ALL ON FUNCTION thekiz_consultation_counties(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_consultation_counties(date) TO thekiz_app;
