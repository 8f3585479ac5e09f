-- version 1, sum 779ecdea
-- A worker takes a job with lease and token. It may touch any job row, and only through the functions thekiz_job_….
CREATE OR REPLACE FUNCTION thekiz_job_claim(bigint, interval, text)
RETURNS TABLE (token integer, name text, place bigint, person bigint, arguments jsonb, attempts integer)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE sites_job AS j SET state = 'running', token = j.token + 1, attempts = j.attempts + 1, worker = $3,
    lease = clock_timestamp() + $2, started = coalesce(j.started, now())
  WHERE j.id = $1
    AND (j.state = 'queued' OR (j.state = 'running' AND j.lease < clock_timestamp()))  -- guard: taken-once
  RETURNING j.token, j.name, j.place_id, j.person_id, j.arguments, j.attempts
$$;
REVOKE ALL ON FUNCTION thekiz_job_claim(bigint, interval, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_claim(bigint, interval, text) TO thekiz_app;
