-- version 1, sum 79918d36
-- The reach of a person on a day: one row per accepted membership, with every place it reaches and the place's name for the header of every page.
-- `waits`: another role waits for the answer of the person. `carried`: for a provider, [site, first year, last year] of what it has ever run,
-- without a last year where it still does (sites/rules/as_of.py tells the same in words). `closed`: the sites of the Land that have ended, whose
-- own work is only read from then on. It runs before the wall is set.
CREATE OR REPLACE FUNCTION thekiz_reach(bigint, date) RETURNS TABLE (
  role text, place bigint, kind text, places bigint[], label text, waits boolean, carried jsonb, closed bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.role, m.place_id, m.place_kind, array_append(
    CASE m.place_kind
      WHEN 'state' THEN ARRAY(SELECT place_id FROM sites_county)
      WHEN 'county' THEN ARRAY(SELECT place_id FROM sites_site WHERE county_id = m.place_id)
      WHEN 'social_centre' THEN ARRAY(SELECT place_id FROM sites_site WHERE social_centre_id = m.place_id)
      WHEN 'provider' THEN ARRAY(
        SELECT DISTINCT sk.site_id FROM sites_sitekita sk JOIN sites_kita k ON k.id = sk.kita_id
        WHERE k.provider_id = m.place_id
          AND sk.starts <= $2 AND (sk.ends IS NULL OR sk.ends >= $2))  -- guard: left-kita -> )
      ELSE ARRAY[]::bigint[]
    END, m.place_id),
    CASE m.place_kind
      WHEN 'state' THEN (SELECT name FROM sites_state WHERE place_id = m.place_id)
      WHEN 'county' THEN (SELECT name FROM sites_county WHERE place_id = m.place_id)
      WHEN 'social_centre' THEN (SELECT name FROM sites_socialcentre WHERE place_id = m.place_id)
      WHEN 'provider' THEN (SELECT name FROM sites_provider WHERE place_id = m.place_id)
      ELSE (
        SELECT s.name || ' · ' || c.name FROM sites_site s JOIN sites_county c ON c.place_id = s.county_id
        WHERE s.place_id = m.place_id)
    END,
    EXISTS (SELECT FROM sites_membership o
      WHERE o.user_id = $1 AND o.accepted IS NULL AND o.declined IS NULL AND o.withdrawn IS NULL AND (o.ends IS NULL OR o.ends >= $2)),
    CASE m.place_kind WHEN 'provider' THEN (
      SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(
        site_id, date_part('year', began), CASE WHEN until < $2 THEN date_part('year', until) END)), '[]')
      FROM (
        SELECT sk.site_id, greatest(sk.starts, (SELECT max(f.ends) + 1 FROM sites_formerprovider f WHERE f.kita_id = k.id)) AS began, sk.ends AS until
        FROM sites_sitekita sk JOIN sites_kita k ON k.id = sk.kita_id
        WHERE k.provider_id = m.place_id
        UNION ALL
        SELECT sk.site_id, greatest(sk.starts, f.starts, (
          SELECT max(e.ends) + 1 FROM sites_formerprovider e WHERE e.kita_id = f.kita_id AND e.ends < f.ends)), least(sk.ends, f.ends)
        FROM sites_formerprovider f JOIN sites_sitekita sk ON sk.kita_id = f.kita_id
        WHERE f.provider_id = m.place_id
      ) spell
      WHERE began <= $2 AND (until IS NULL OR began <= until)
    ) ELSE '[]' END,
    ARRAY(
      SELECT h.site_id FROM sites_sitephase h
      WHERE h.phase = 'ended' AND h.starts <= $2 AND (h.ends IS NULL OR h.ends >= $2)
    )
  FROM sites_membership m JOIN sites_user u ON u.id = m.user_id
  WHERE m.user_id = $1
    AND u.is_active  -- guard: active
    AND m.starts <= $2  -- guard: begun
    AND (m.ends IS NULL OR m.ends >= $2)  -- guard: validity
    AND m.accepted IS NOT NULL  -- guard: accepted
$$;
REVOKE ALL ON FUNCTION thekiz_reach(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_reach(bigint, date) TO thekiz_app;
