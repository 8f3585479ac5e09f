-- version 1, sum f62423fa
-- Moves the waiting list of a training up into free places, in its order, and tells each who has one now. Who calls it holds the row of the
-- training: two cancellations at once move up one each. It moves until the day of the answer (two days after the deadline, before the first
-- day) and no longer: who has been told that it does not work out is not expected any more. Returns how many have moved.
CREATE OR REPLACE FUNCTION thekiz_training_fill(training bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  held processes_training;
  today date := ($2 AT TIME ZONE 'Europe/Berlin')::date;
  first_on date;
  places integer;
  next_one bigint;
  moved integer := 0;
BEGIN
  SELECT * INTO held FROM processes_training t WHERE t.id = $1;
  SELECT min(d.held_on) INTO first_on FROM processes_trainingday d WHERE d.training_id = $1;
  -- guard: training-answer -> IF held.state <> 'open' THEN
  IF held.state <> 'open' OR first_on IS NULL OR today >= greatest(held.closes_on + 1, least(held.closes_on + 2, first_on - 1)) THEN
    RETURN 0;
  END IF;
  SELECT coalesce(held.capacity, 100000) - count(*) INTO places
  FROM processes_trainingregistration r WHERE r.training_id = $1 AND r.state = 'in';
  FOR next_one IN
    SELECT r.id FROM processes_trainingregistration r WHERE r.training_id = $1 AND r.state = 'waiting' ORDER BY r.id LIMIT greatest(places, 0)
  LOOP
    UPDATE processes_trainingregistration SET state = 'in', moved_up_on = today WHERE id = next_one;
    PERFORM thekiz_training_tell(next_one, 'moved_up');
    moved := moved + 1;
  END LOOP;
  RETURN moved;
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_fill(bigint, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_fill(bigint, timestamptz) TO thekiz_app;
