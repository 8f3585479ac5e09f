-- version 1, sum 72850114
-- Tells one family what has become of its sign-up: a mail in its job row, or a call for the house to make where there is only a number.
-- `was`: the day before, of a date that was moved; `called`: what its offer was called, of one that goes on as another. Returns the number of
-- the job. For the functions and triggers of sign-ups alone.
CREATE OR REPLACE FUNCTION thekiz_signup_tell(signup bigint, kind text, was date, called text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  job bigint;
BEGIN
  INSERT INTO sites_job (place_id, name, title, arguments, state, stage, done, total, attempts, token, worker, error, created)
  SELECT s.site_id, 'offers.mail_signup', 'Nachricht an eine Familie',
    jsonb_strip_nulls(jsonb_build_object('signup', s.id, 'kind', $2, 'was', $3, 'called', $4)), 'queued', '', 0, 0, 0, 0, '', '', now()
  FROM offers_signup s WHERE s.id = $1 AND s.email <> ''
  RETURNING id INTO job;
  IF job IS NULL AND $2 NOT IN ('in', 'waiting') THEN
    UPDATE offers_signup s SET call = $2 WHERE s.id = $1 AND s.phone <> '';
  END IF;
  RETURN job;
END
$$;
REVOKE ALL ON FUNCTION thekiz_signup_tell(bigint, text, date, text) FROM public;
