-- version 1, sum da9bbd5a
-- A session ends: the one of this key; without a key, all whose time is over.
CREATE OR REPLACE FUNCTION thekiz_session_end(text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM django_session
  WHERE session_key = $1 OR ($1 IS NULL AND expire_date < now())  -- guard: session-ended
$$;
REVOKE ALL ON FUNCTION thekiz_session_end(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_session_end(text) TO thekiz_app;
