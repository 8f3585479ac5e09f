-- version 1, sum 5b9a05af
-- Tells one person what has become of a registration: a mail in its job row. Returns the number of the job, none where nobody can be reached.
-- For the functions of registrations, and for the organiser's services.
CREATE OR REPLACE FUNCTION thekiz_training_tell(registration bigint, kind text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  job bigint;
BEGIN
  INSERT INTO sites_job (place_id, name, title, arguments, state, stage, done, total, attempts, token, worker, error, created)
  SELECT r.place_id, 'processes.mail_training', 'Nachricht zu einer Fortbildung', jsonb_build_object('registration', r.id, 'kind', $2),
    'queued', '', 0, 0, 0, 0, '', '', now()
  FROM processes_trainingregistration r WHERE r.id = $1 AND (r.email <> '' OR r.person_id IS NOT NULL)
  RETURNING id INTO job;
  RETURN job;
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_tell(bigint, text) FROM public;
