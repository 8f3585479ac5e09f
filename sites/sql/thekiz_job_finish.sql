-- version 1, sum 3860072a
-- The end of a job also wipes what was secret in its arguments (a log-in code waits there for the mail only).
CREATE OR REPLACE FUNCTION thekiz_job_finish(bigint, integer, text, bigint, text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET state = $3, document_id = $4, error = $5, lease = NULL, finished = clock_timestamp(),
    arguments = arguments - 'secret'  -- guard: secret-wiped -> arguments = arguments
    WHERE id = $1 AND token = $2 AND state = 'running'  -- guard: token -> WHERE id = $1
    RETURNING 1) SELECT EXISTS (SELECT FROM changed)
$$;
REVOKE ALL ON FUNCTION thekiz_job_finish(bigint, integer, text, bigint, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_finish(bigint, integer, text, bigint, text) TO thekiz_app;
