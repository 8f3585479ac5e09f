-- version 1, sum 2391c062
-- How many visits were asked for and held within some days, by kind and by who asks (R212): at a site, in a county, in the Land. Offices read
-- these counts and nothing else of a visit. A visit of two kinds counts under each of them; under no kind ('') every visit counts once.
CREATE OR REPLACE FUNCTION thekiz_visit_counts(place bigint, first date, last date)
RETURNS TABLE (kind text, asking text, asked bigint, held bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT k.kind, v.role, count(*), count(*) FILTER (WHERE v.state = 'held')
  FROM processes_consultationvisit v JOIN sites_site s ON s.place_id = v.site_id JOIN sites_place p ON p.id = $1
    CROSS JOIN LATERAL unnest(v.kinds || ''::varchar) AS k (kind)
  WHERE coalesce(v.day, (v.created AT TIME ZONE 'Europe/Berlin')::date) BETWEEN $2 AND $3
    AND (p.kind = 'state' OR $1 IN (s.place_id, s.county_id))
    -- guard: counts-wall
    AND $1 = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])
  GROUP BY k.kind, v.role
$$;
REVOKE ALL ON FUNCTION thekiz_visit_counts(bigint, date, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_visit_counts(bigint, date, date) TO thekiz_app;
