-- version 1, sum b67a34ef
-- How many additional offers run in a county by action field and by legal basis, as counts (R106, R327). Offers lie at the houses and stay there;
-- above them they are only counted. An offer with several legal bases counts at each of them, one without counts at the empty one.
CREATE OR REPLACE FUNCTION thekiz_county_offers(county bigint, day date) RETURNS TABLE (part text, number int, name text, offers bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH running AS (
    SELECT o.id, o.action_field_id FROM offers_offer o JOIN sites_site s ON s.place_id = o.site_id
    WHERE s.county_id = $1
      -- guard: county-offers-wall
      AND s.county_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
      AND o.additional AND o.starts <= $2 AND (o.ends IS NULL OR o.ends >= $2))
  SELECT 'field', f.number::int, max(f.name), count(*)
  FROM running r JOIN planning_actionfield f ON f.id = r.action_field_id
  GROUP BY f.number
  UNION ALL
  SELECT 'basis', coalesce(b.number, 0)::int, coalesce(b.citation, ''), count(*)
  FROM running r
  LEFT JOIN (offers_offer_legal_bases l JOIN planning_legalbasis b ON b.id = l.legalbasis_id) ON l.offer_id = r.id
  GROUP BY b.number, b.citation
$$;
REVOKE ALL ON FUNCTION thekiz_county_offers(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_county_offers(bigint, date) TO thekiz_app;
