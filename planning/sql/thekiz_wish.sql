-- version 1, sum 6d9b7c3b
-- The public wish of a family (R050): insert only, at the site whose page has this address; returns the number.
-- Machines find forms: a site takes 60 wishes within 24 hours, and tells so by returning nothing. No address of a sender is kept.
CREATE OR REPLACE FUNCTION thekiz_wish(slug text, wish text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO planning_wish (site_id, text, created) SELECT s.place_id, left($2, 1000), now() FROM sites_site s
  WHERE s.slug = $1
    -- guard: wish-limit
    AND 60 > (SELECT count(*) FROM planning_wish w WHERE w.site_id = s.place_id AND w.created > now() - interval '24 hours')
  RETURNING id
$$;
REVOKE ALL ON FUNCTION thekiz_wish(text, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_wish(text, text) TO thekiz_app;
