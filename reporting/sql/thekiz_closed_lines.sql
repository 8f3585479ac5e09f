-- version 1, sum b5220a56
-- The lines of a part of a county's year while a month is being closed: people, which sites deliver, which have moved since the line was last
-- told, and whether it was hidden then. For thekiz_close_month alone.
CREATE OR REPLACE FUNCTION thekiz_closed_lines(county bigint, year int, part text)
RETURNS TABLE (number int, people bigint, sites bigint[], moved bigint[], was_hidden boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  WITH told AS (
    SELECT c.number, c.site_id, bool_or(c.fresh) AS delivers, coalesce(bool_or(c.hidden) FILTER (WHERE NOT c.fresh), false) AS was_hidden,
      coalesce(sum(c.adults_centre + c.adults_space + c.children) FILTER (WHERE c.fresh), 0) AS people,
      count(*) = 1 OR count(DISTINCT (c.sessions, c.adults_centre, c.adults_space, c.children)) > 1 AS moved
    FROM reporting_closedsite c WHERE c.county_id = $1 AND c.year = $2 AND c.part = $3
    GROUP BY c.number, c.site_id)
  SELECT t.number, sum(t.people)::bigint, coalesce(array_agg(t.site_id) FILTER (WHERE t.delivers), '{}'),
    coalesce(array_agg(t.site_id) FILTER (WHERE t.moved), '{}'), bool_or(t.was_hidden)
  FROM told t GROUP BY t.number
$$;
REVOKE ALL ON FUNCTION thekiz_closed_lines(bigint, int, text) FROM public;
