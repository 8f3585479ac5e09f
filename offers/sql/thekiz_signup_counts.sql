-- version 1, sum a6d65455
-- How many families have a place at published dates, and how many wait: what the public pages say of free places.
CREATE OR REPLACE FUNCTION thekiz_signup_counts(dates bigint[]) RETURNS TABLE (session bigint, taken bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT s.session_id, count(*) FILTER (WHERE s.state = 'in'), count(*) FILTER (WHERE s.state = 'waiting')
  FROM offers_signup s
  WHERE s.session_id = ANY ($1) AND EXISTS (SELECT FROM offers_publicdate p WHERE p.session_id = s.session_id) GROUP BY s.session_id
$$;
REVOKE ALL ON FUNCTION thekiz_signup_counts(bigint[]) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_signup_counts(bigint[]) TO thekiz_app;
