-- version 1, sum 036f6be8
-- Needs without offer and offers without need of a county, as counts (UF21). One row per site and theme, and one without site for the
-- whole county. Released open needs and offers of the day alone; an offer with several themes counts at each of them, and once in the
-- whole. Which needs are without offer is told by their keys, which the county reads anyway; of offers it is told how many.
CREATE OR REPLACE FUNCTION thekiz_gaps(county bigint, day date)
RETURNS TABLE (site bigint, theme bigint, needs bigint, unmet bigint, idle bigint, open_needs bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH own AS (
    SELECT place_id FROM sites_site
    WHERE county_id = $1
      -- guard: gaps-wall
      AND county_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  ),
  running AS (
    SELECT o.id, o.site_id FROM offers_offer o JOIN own ON own.place_id = o.site_id
    WHERE o.starts <= $2 AND (o.ends IS NULL OR o.ends >= $2)),
  found AS (
    SELECT n.site_id, n.theme_id, n.id AS need, NULL::bigint AS idle,
      NOT EXISTS (SELECT FROM offers_offerneed l JOIN running r ON r.id = l.offer_id WHERE l.need_id = n.id) AS unmet
    FROM planning_need n JOIN own ON own.place_id = n.site_id WHERE n.closed_on IS NULL
      AND n.released  -- guard: gaps-released
    UNION ALL
    SELECT r.site_id, t.id, NULL, r.id, false FROM running r
    LEFT JOIN (offers_offer_terms l JOIN planning_term t ON t.id = l.term_id AND t.catalogue IN ('theme', 'burden')) ON l.offer_id = r.id
    WHERE NOT EXISTS (SELECT FROM offers_offerneed l WHERE l.offer_id = r.id))
  SELECT site_id, theme_id, count(DISTINCT need), count(DISTINCT need) FILTER (WHERE unmet), count(DISTINCT idle),
    coalesce(array_agg(DISTINCT need) FILTER (WHERE unmet), '{}')
  FROM found GROUP BY GROUPING SETS ((site_id, theme_id), ())
$$;
REVOKE ALL ON FUNCTION thekiz_gaps(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_gaps(bigint, date) TO thekiz_app;
