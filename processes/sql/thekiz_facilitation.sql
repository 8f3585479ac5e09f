-- version 1, sum 35f1f6c3
-- How far the houses of each county are accompanied on a day, as sums (R326): houses on their way or further, those with an agreement that has
-- been accepted, the hours agreed for a month, and the hours delivered in the year until the last month that is over. Only for counties
-- within reach; no house, no person, no line of hours.
CREATE OR REPLACE FUNCTION thekiz_facilitation(day date)
RETURNS TABLE (county bigint, sites bigint, accompanied bigint, agreed numeric, delivered numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH running AS (
    SELECT s.place_id, s.county_id FROM sites_site s
    WHERE s.county_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])  -- guard: facilitation-wall -> WHERE true
      AND EXISTS (
        SELECT FROM sites_sitephase p WHERE p.site_id = s.place_id AND p.starts <= $1 AND (p.ends IS NULL OR p.ends >= $1)
          AND p.phase IN ('on_the_way', 'established', 'consultation_site'))
  ),
  hours AS (
    SELECT r.place_id, r.county_id,
      (SELECT sum(c.hours_per_month) FROM processes_contract c JOIN sites_membership m ON m.id = c.membership_id
       WHERE c.site_id = r.place_id AND c.starts <= $1 AND c.ends >= $1 AND m.accepted IS NOT NULL) AS agreed,
      (SELECT sum(f.hours) FROM processes_facilitationsession f
       WHERE f.site_id = r.place_id AND f.held_on >= date_trunc('year', $1)::date AND f.held_on < date_trunc('month', $1)::date) AS delivered
    FROM running r
  )
  SELECT county_id, count(*), count(agreed), coalesce(sum(agreed), 0), coalesce(sum(delivered), 0) FROM hours GROUP BY county_id
$$;
REVOKE ALL ON FUNCTION thekiz_facilitation(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_facilitation(date) TO thekiz_app;
