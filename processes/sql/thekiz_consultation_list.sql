-- version 1, sum 5e07a9da
-- The consultation sites that strangers may ask (R071): published, in phase 3 on a day, in the order of county and name; each with its next
-- fixed time that nobody has taken.
CREATE OR REPLACE FUNCTION thekiz_consultation_list(day date)
RETURNS TABLE (slug text, name text, town text, county text, invitation text, focuses text, forms text[], languages text, free date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.slug, s.name, m.name, c.name, f.invitation, f.focuses, f.forms, f.languages,
    (SELECT min(t.day) FROM processes_consultationslot t WHERE t.site_id = s.place_id AND t.day > $1 AND NOT EXISTS (
      SELECT FROM processes_consultationvisit v WHERE v.slot_id = t.id AND v.state NOT IN ('declined', 'withdrawn')))
  FROM processes_consultationprofile f JOIN sites_site s ON s.place_id = f.site_id JOIN sites_municipality m ON m.id = s.municipality_id
    JOIN sites_county c ON c.place_id = s.county_id
  WHERE f.published  -- guard: consultations-published -> WHERE true
    AND EXISTS (SELECT FROM sites_sitephase h
      WHERE h.site_id = s.place_id AND h.phase = 'consultation_site' AND h.starts <= $1 AND (h.ends IS NULL OR h.ends >= $1))
  ORDER BY c.sort_key, s.sort_key, s.place_id
$$;
REVOKE ALL ON FUNCTION thekiz_consultation_list(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_consultation_list(date) TO thekiz_app;
