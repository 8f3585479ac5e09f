-- version 1, sum c8c470b2
-- One session by its key: whoever holds the cookie opens exactly this one. Nobody reads or counts the sessions of others.
CREATE OR REPLACE FUNCTION thekiz_session(text) RETURNS TABLE (session_key text, session_data text, expire_date timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.session_key, s.session_data, s.expire_date FROM django_session s
  WHERE s.session_key = $1  -- guard: session-key
$$;
REVOKE ALL ON FUNCTION thekiz_session(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_session(text) TO thekiz_app;
