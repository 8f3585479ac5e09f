-- version 1, sum 5bb1f5ce
-- What other houses of the same social space offer and have published (R040): running public offers of published houses in the planning
-- area of the asking one, or in its municipality where it has none: titles, codes of themes and the hours of the coming weeks. Nothing
-- that families could not read themselves, but for the theme; only for who reaches the house.
CREATE OR REPLACE FUNCTION thekiz_nearby(house bigint, day date)
RETURNS TABLE (name text, slug text, title text, themes text[], hours jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH own AS (
    SELECT * FROM sites_site
    WHERE place_id = $1
      -- guard: nearby-wall
      AND place_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  ),
  near AS (
    SELECT s.place_id, p.name, p.slug FROM sites_site s JOIN offers_publicpage p ON p.site_id = s.place_id
    JOIN own ON s.place_id <> own.place_id AND CASE WHEN own.planning_area_id IS NULL
      THEN s.municipality_id = own.municipality_id ELSE s.planning_area_id = own.planning_area_id END)
  SELECT near.name, near.slug, o.title,
    ARRAY(
      SELECT t.code FROM offers_offer_terms l JOIN planning_term t ON t.id = l.term_id
      WHERE l.offer_id = o.id AND t.catalogue = 'theme'),
    (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_array(n.weekday, d.starts_at, d.ends_at)), '[]')
     FROM offers_session d
       -- open hours are one row a week with their weekdays
       CROSS JOIN LATERAL unnest(coalesce(nullif(d.open_days, '{}'), ARRAY[extract(isodow FROM d.held_on)::smallint])) AS n(weekday)
     WHERE d.offer_id = o.id AND NOT d.cancelled AND d.held_on BETWEEN $2 - 6 AND $2 + 60
       AND date_trunc('week', d.held_on)::date + n.weekday - 1 >= $2)
  FROM near JOIN offers_offer o ON o.site_id = near.place_id
  WHERE o.starts <= $2 AND (o.ends IS NULL OR o.ends >= $2)
    AND o.public  -- guard: nearby-public
  ORDER BY near.name, o.title, o.id LIMIT 300
$$;
REVOKE ALL ON FUNCTION thekiz_nearby(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_nearby(bigint, date) TO thekiz_app;
