-- version 1, sum 115087f1
-- Gives a place at a training back: by the secret of the link, by the person whose it is, or by its number for the organiser, behind the wall.
-- Who gives it back leaves no name and no address; who is taken off by the organiser is told first, and forgotten in the night.
-- The next one of the list moves up. Answers what it was (in, waiting), again, past (the training has begun) or gone.
CREATE OR REPLACE FUNCTION thekiz_training_cancel(hash text, number bigint, moment timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  known processes_trainingregistration;
  who bigint := nullif(current_setting('thekiz.person', true), '')::bigint;
  mine boolean;
BEGIN
  SELECT * INTO known FROM processes_trainingregistration r
  WHERE CASE WHEN $2 IS NULL THEN r.secret_hash = $1 ELSE r.id = $2
    -- guard: training-wall -> AND true END;
    AND (r.person_id = who OR r.place_id = ANY (coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])) END;
  IF known.id IS NULL THEN
    RETURN 'gone';
  END IF;
  -- guard: training-cancel-lock -> PERFORM 1;
  PERFORM FROM processes_training t WHERE t.id = known.training_id FOR UPDATE;
  SELECT * INTO known FROM processes_trainingregistration r WHERE r.id = known.id FOR UPDATE;
  -- guard: training-cancel-once -> IF false THEN
  IF known.state = 'off' THEN
    RETURN 'again';
  END IF;
  IF ($3 AT TIME ZONE 'Europe/Berlin')::date > (SELECT min(d.held_on) FROM processes_trainingday d WHERE d.training_id = known.training_id) THEN
    RETURN 'past';
  END IF;
  mine := $2 IS NULL OR coalesce(known.person_id = who, false);
  UPDATE processes_trainingregistration SET state = 'off', attended = false,
    name = CASE WHEN mine THEN '' ELSE name END, email = CASE WHEN mine THEN '' ELSE email END
  WHERE id = known.id;
  IF NOT mine THEN
    PERFORM thekiz_training_tell(known.id, 'struck');
  ELSE
    DELETE FROM sites_refusedaddress a WHERE a.place_id = known.place_id AND a.email = known.email AND known.email <> '';
  END IF;
  IF known.state = 'in' THEN
    PERFORM thekiz_training_fill(known.training_id, $3);
  END IF;
  RETURN known.state;
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_cancel(text, bigint, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_cancel(text, bigint, timestamptz) TO thekiz_app;
