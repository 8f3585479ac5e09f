-- version 1, sum 0679f41c
-- How many visits a site has in the month of a day: asked for with a time, offered, confirmed and held. For the functions of visits alone.
CREATE OR REPLACE FUNCTION thekiz_visit_number(site bigint, day date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*) FROM processes_consultationvisit v
  WHERE v.site_id = $1 AND v.state NOT IN ('declined', 'withdrawn') AND date_trunc('month', v.day) = date_trunc('month', $2)
$$;
REVOKE ALL ON FUNCTION thekiz_visit_number(bigint, date) FROM public;
