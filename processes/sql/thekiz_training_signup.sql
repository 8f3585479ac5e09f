-- version 1, sum b09f0b2e
-- A place at a training, or the end of its waiting list: for the person of the transaction (as_person), or for a name and an address. The row of
-- the training is held while places are counted: of two at once the second sees the first. Answers in, waiting, many (too many for one
-- training), late (after the deadline), again (has a place or waits already) or gone (nothing published that is still to come).
-- An address that has a place already is told so by mail, at most once a day; the public page says the same to everybody.
CREATE OR REPLACE FUNCTION thekiz_training_signup(
  training bigint, as_person boolean, full_name text, address text, task text, county bigint, made_of uuid, hash text, moment timestamptz
) RETURNS TABLE (answer text, number bigint, job bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held processes_training;
  who bigint := CASE WHEN $2 THEN nullif(current_setting('thekiz.person', true), '')::bigint END;
  mail text;
  today date := ($9 AT TIME ZONE 'Europe/Berlin')::date;
  taken integer;
  everybody integer;
  known processes_trainingregistration;
BEGIN
  -- guard: training-lock -> SELECT * INTO held FROM processes_training t WHERE t.id = $1;
  SELECT * INTO held FROM processes_training t WHERE t.id = $1 FOR UPDATE;
  -- guard: training-open -> IF held.id IS NULL THEN
  IF held.id IS NULL OR held.state <> 'open' OR $2 AND who IS NULL THEN
    RETURN QUERY SELECT 'gone', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  SELECT coalesce(u.email, lower($4)) INTO mail FROM (SELECT 1) one LEFT JOIN sites_user u ON u.id = who;
  SELECT r.* INTO known FROM processes_trainingregistration r LEFT JOIN sites_user u ON u.id = r.person_id
  WHERE r.training_id = $1 AND r.state <> 'off' AND (r.person_id = who OR r.email = mail OR u.email = mail) LIMIT 1;
  -- guard: training-once -> IF false THEN
  IF known.id IS NOT NULL THEN
    IF who IS NULL AND NOT EXISTS (
      SELECT FROM sites_job j WHERE j.name = 'processes.mail_training' AND j.created > $9 - interval '1 day'
        AND j.arguments @> jsonb_build_object('registration', known.id, 'kind', 'again')
    ) THEN
      job := thekiz_training_tell(known.id, 'again');
    END IF;
    RETURN QUERY SELECT 'again', CASE WHEN who IS NOT NULL THEN known.id END, job;
    RETURN;
  END IF;
  -- guard: training-late -> IF false THEN
  IF today > held.closes_on THEN
    RETURN QUERY SELECT 'late', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  PERFORM thekiz_training_fill($1, $9);
  SELECT count(*) FILTER (WHERE r.state = 'in'), count(*) FILTER (WHERE r.state <> 'off') INTO taken, everybody
  FROM processes_trainingregistration r WHERE r.training_id = $1;
  -- guard: training-many -> IF false THEN
  IF everybody >= 1500 THEN
    RETURN QUERY SELECT 'many', NULL::bigint, NULL::bigint;
    RETURN;
  END IF;
  answer := CASE WHEN held.capacity IS NULL OR taken < held.capacity THEN 'in' ELSE 'waiting' END;
  INSERT INTO processes_trainingregistration (
    place_id, training_id, person_id, name, email, role, county_id, state, attended, evaluated, nonce, secret_hash, created
  ) VALUES (
    held.place_id, held.id, who, CASE WHEN who IS NULL THEN left($3, 120) ELSE '' END, CASE WHEN who IS NULL THEN mail ELSE '' END,
    $5, $6, answer, false, false, $7, $8, $9
  ) RETURNING id INTO number;
  job := thekiz_training_tell(number, answer);
  RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_signup(bigint, boolean, text, text, text, bigint, uuid, text, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_signup(bigint, boolean, text, text, text, bigint, uuid, text, timestamptz) TO thekiz_app;
