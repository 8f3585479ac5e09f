-- version 1, sum d565e34a
-- Keep a session under its key: a new one or one that is there, whatever is asked for. Returns whether it was so.
CREATE OR REPLACE FUNCTION thekiz_session_keep(text, text, timestamptz, created boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF created THEN
    INSERT INTO django_session (session_key, session_data, expire_date) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING;
  ELSE
    UPDATE django_session SET session_data = $2, expire_date = $3
      WHERE session_key = $1  -- guard: session-kept
    ;
  END IF;
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION thekiz_session_keep(text, text, timestamptz, boolean) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_session_keep(text, text, timestamptz, boolean) TO thekiz_app;
