-- version 1, sum 60f0cf83
-- What the visitors say after their visit, once, with the link (R212). Answers whether it was kept.
CREATE OR REPLACE FUNCTION thekiz_visit_rate(hash text, helped text, learned text, lacked text, day date) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH kept AS (
    UPDATE processes_consultationvisit v SET useful = $2, took_along = left($3, 600), missed = left($4, 600), rated_on = $5
    -- guard: rated-once -> WHERE v.secret_hash = $1 AND $1 <> ''
    WHERE v.secret_hash = $1 AND $1 <> '' AND v.state = 'held' AND v.rated_on IS NULL
    RETURNING v.id
  )
  SELECT EXISTS (SELECT FROM kept)
$$;
REVOKE ALL ON FUNCTION thekiz_visit_rate(text, text, text, text, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_visit_rate(text, text, text, text, date) TO thekiz_app;
