-- version 1, sum 434c5687
-- What strangers read of a consultation site (R210, R211): its published profile with name, place, provider and phases, the fixed times from a
-- day on with whether somebody has taken them, and how many visits each coming month has. Nothing while it is not published or not in phase 3.
CREATE OR REPLACE FUNCTION thekiz_consultation(slug text, day date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT jsonb_build_object(
    'site', s.place_id, 'slug', s.slug, 'name', s.name, 'town', m.name, 'county', c.name, 'address', concat_ws(', ', nullif(s.street, ''), nullif(trim(s.postcode || ' ' || m.name), '')),
    'invitation', f.invitation, 'text', f.text, 'focuses', f.focuses, 'forms', f.forms, 'languages', f.languages,
    'tour', f.tour, 'shadowing', f.shadowing, 'talk', f.talk, 'advice', f.advice, 'contact', f.contact, 'phone', f.phone, 'limit', f.monthly_limit,
    'places', (SELECT sum(k.places) FROM sites_sitekita l JOIN sites_kita k ON k.id = l.kita_id
      WHERE l.site_id = s.place_id AND l.starts <= $2 AND (l.ends IS NULL OR l.ends >= $2)),
    'providers', (SELECT coalesce(jsonb_agg(DISTINCT p.name), '[]') FROM sites_sitekita l JOIN sites_kita k ON k.id = l.kita_id
      JOIN sites_provider p ON p.place_id = k.provider_id WHERE l.site_id = s.place_id AND l.starts <= $2 AND (l.ends IS NULL OR l.ends >= $2)),
    'since', (SELECT jsonb_object_agg(h.phase, h.starts) FROM (
      SELECT h.phase, min(h.starts) AS starts FROM sites_sitephase h WHERE h.site_id = s.place_id AND h.starts <= $2 GROUP BY h.phase) h),
    'slots', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'day', t.day, 'starts_at', t.starts_at, 'ends_at', t.ends_at, 'taken',
        EXISTS (SELECT FROM processes_consultationvisit v WHERE v.slot_id = t.id AND v.state NOT IN ('declined', 'withdrawn')))
        ORDER BY t.day, t.starts_at), '[]') FROM processes_consultationslot t WHERE t.site_id = s.place_id AND t.day > $2),
    'visits', (SELECT coalesce(jsonb_object_agg(n.month, n.number), '{}') FROM (
      SELECT to_char(v.day, 'YYYY-MM') AS month, count(*) AS number FROM processes_consultationvisit v
      WHERE v.site_id = s.place_id AND v.day >= date_trunc('month', $2) AND v.state NOT IN ('declined', 'withdrawn') GROUP BY 1) n)
  )
  FROM processes_consultationprofile f JOIN sites_site s ON s.place_id = f.site_id JOIN sites_municipality m ON m.id = s.municipality_id
    JOIN sites_county c ON c.place_id = s.county_id
  WHERE s.slug = $1
    -- guard: consultation-published -> AND true
    AND f.published
    AND EXISTS (SELECT FROM sites_sitephase h
      -- guard: consultation-phase -> WHERE true)
      WHERE h.site_id = s.place_id AND h.phase = 'consultation_site' AND h.starts <= $2 AND (h.ends IS NULL OR h.ends >= $2))
$$;
REVOKE ALL ON FUNCTION thekiz_consultation(text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_consultation(text, date) TO thekiz_app;
