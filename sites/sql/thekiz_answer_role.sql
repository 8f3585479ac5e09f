-- version 1, sum 279e5aea
-- The answer to a role that was given: its person alone writes it, once, and nothing else of the row. Returns whether the role waited for it.
CREATE OR REPLACE FUNCTION thekiz_answer_role(bigint, accepts boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  today date := (now() AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  UPDATE sites_membership SET accepted = CASE WHEN accepts THEN today END, declined = CASE WHEN NOT accepts THEN today END
  WHERE id = $1
    AND user_id = nullif(current_setting('thekiz.person', true), '')::bigint  -- guard: answer-own
    AND accepted IS NULL AND declined IS NULL AND withdrawn IS NULL  -- guard: answer-once
    AND (ends IS NULL OR ends >= today);  -- guard: answer-over -> ;
  RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION thekiz_answer_role(bigint, boolean) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_answer_role(bigint, boolean) TO thekiz_app;
