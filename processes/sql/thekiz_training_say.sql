-- version 1, sum 120dc896
-- What somebody says to a training without a name: a topic before it (kind topic), by who has registered or by a person with an account; or what
-- it was good for after its last day (kind feedback), once, by who had a place. The row of what is said has no key to whom it came from.
-- Answers done, again, closed (too early or too late), many or gone.
CREATE OR REPLACE FUNCTION thekiz_training_say(
  hash text, training bigint, kind text, words text, learned integer, usable integer, moment timestamptz
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held processes_training;
  known processes_trainingregistration;
  who bigint := nullif(current_setting('thekiz.person', true), '')::bigint;
  today date := ($7 AT TIME ZONE 'Europe/Berlin')::date;
BEGIN
  SELECT * INTO known FROM processes_trainingregistration r
  WHERE r.state <> 'off' AND CASE WHEN $1 <> '' THEN r.secret_hash = $1 ELSE r.training_id = $2 AND r.person_id = who END FOR UPDATE;
  SELECT * INTO held FROM processes_training t WHERE t.id = coalesce(known.training_id, CASE WHEN $1 = '' THEN $2 END) AND t.state IN ('open', 'held');
  -- guard: training-say -> IF held.id IS NULL THEN
  IF held.id IS NULL OR known.id IS NULL AND (who IS NULL OR $3 <> 'topic') THEN
    RETURN 'gone';
  END IF;
  IF $3 = 'topic' THEN
    IF held.topics_until IS NULL OR today > held.topics_until OR held.state <> 'open' THEN
      RETURN 'closed';
    END IF;
    -- guard: training-topics -> IF false THEN
    IF 100 <= (SELECT count(*) FROM processes_topicproposal p WHERE p.training_id = held.id) THEN
      RETURN 'many';
    END IF;
    INSERT INTO processes_topicproposal (place_id, training_id, text, proposed_on) VALUES (held.place_id, held.id, left($4, 200), today);
    RETURN 'done';
  END IF;
  IF known.state <> 'in' OR today < (SELECT max(d.held_on) FROM processes_trainingday d WHERE d.training_id = held.id) THEN
    RETURN 'closed';
  END IF;
  -- guard: training-said-once -> IF false THEN
  IF known.evaluated THEN
    RETURN 'again';
  END IF;
  UPDATE processes_trainingregistration SET evaluated = true WHERE id = known.id;
  INSERT INTO processes_trainingfeedback (place_id, training_id, learned, usable, words) VALUES (held.place_id, held.id, $5, $6, left($4, 400));
  RETURN 'done';
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_say(text, bigint, text, text, integer, integer, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_say(text, bigint, text, text, integer, integer, timestamptz) TO thekiz_app;
