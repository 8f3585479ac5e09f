-- version 1, sum 3ecc925c
-- How many have a place at trainings, and how many wait: what everybody reads of free places. Nothing of a draft.
CREATE OR REPLACE FUNCTION thekiz_training_counts(trainings bigint[]) RETURNS TABLE (training bigint, taken bigint, waiting bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.training_id, count(*) FILTER (WHERE r.state = 'in'), count(*) FILTER (WHERE r.state = 'waiting')
  FROM processes_trainingregistration r JOIN processes_training t ON t.id = r.training_id
  WHERE r.training_id = ANY ($1) AND t.state <> 'draft' GROUP BY r.training_id
$$;
REVOKE ALL ON FUNCTION thekiz_training_counts(bigint[]) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_counts(bigint[]) TO thekiz_app;
