-- version 1, sum 0aeb1b42
-- How many houses have taken a published example over, and what they changed (R276): a count and words, never whose.
CREATE OR REPLACE FUNCTION thekiz_practice_uses(example bigint) RETURNS TABLE (houses bigint, changed text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT count(*), coalesce(array_agg(u.changed ORDER BY u.used_on DESC, u.id DESC) FILTER (WHERE u.changed <> ''), '{}')
  FROM processes_practiceuse u
  WHERE u.example_id = $1
    -- guard: practice-uses
    AND EXISTS (SELECT FROM processes_publishedexample p WHERE p.example_id = $1)
$$;
REVOKE ALL ON FUNCTION thekiz_practice_uses(bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_practice_uses(bigint) TO thekiz_app;
