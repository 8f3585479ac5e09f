-- version 1, sum 4d1a58d6
-- In the night: who still waits after the day of the answer is told, once, that it does not work out; names and addresses of people without an
-- account are gone half a year after the last day, and of those whom the organiser has taken off at once. Returns how many were told.
CREATE OR REPLACE FUNCTION thekiz_training_night(day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  told bigint := 0;
  one bigint;
BEGIN
  FOR one IN
    SELECT r.id FROM processes_trainingregistration r JOIN processes_training t ON t.id = r.training_id
    WHERE r.state = 'waiting' AND r.told_on IS NULL AND t.state = 'open' AND $1 >= greatest(
      t.closes_on + 1, least(t.closes_on + 2, (SELECT min(d.held_on) FROM processes_trainingday d WHERE d.training_id = t.id) - 1))
    ORDER BY r.id FOR UPDATE OF r
  LOOP
    UPDATE processes_trainingregistration SET told_on = $1 WHERE id = one;
    PERFORM thekiz_training_tell(one, 'no_place');
    told := told + 1;
  END LOOP;
  WITH gone AS (
    UPDATE processes_trainingregistration SET name = '', email = '', forgotten_on = $1
    WHERE email <> '' AND forgotten_on IS NULL AND (
      state = 'off' AND NOT EXISTS (
        SELECT FROM sites_job j WHERE j.name = 'processes.mail_training' AND j.state IN ('queued', 'running')
          AND (j.arguments ->> 'registration')::bigint = processes_trainingregistration.id)
      -- guard: registrations-stay -> OR false)
      OR (SELECT max(d.held_on) FROM processes_trainingday d WHERE d.training_id = processes_trainingregistration.training_id) < $1 - 180)
    RETURNING id, place_id, OLD.email AS address
  ), refused AS (
    DELETE FROM sites_refusedaddress a USING gone WHERE a.place_id = gone.place_id AND a.email = gone.address
  )
  UPDATE sites_job j SET error = '' FROM gone
  WHERE j.name = 'processes.mail_training' AND (j.arguments ->> 'registration')::bigint = gone.id;
  RETURN told;
END
$$;
REVOKE ALL ON FUNCTION thekiz_training_night(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_night(date) TO thekiz_app;
