-- version 1, sum 4afdb06b
-- What a training tells everybody of who comes, as numbers: the tasks of those with a place and from how many counties, from five people on;
-- how many topics were proposed; and of the last four full trainings of the same kind, how many places became free for who waited, and how many of
-- these in the last ten days.
CREATE OR REPLACE FUNCTION thekiz_training_about(training bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH coming AS (
    SELECT r.role, r.county_id FROM processes_trainingregistration r JOIN processes_training t ON t.id = r.training_id
    WHERE r.training_id = $1 AND r.state = 'in' AND t.state <> 'draft'
  ), past AS (
    SELECT t.id, min(d.held_on) AS first_on
    FROM processes_training t JOIN processes_trainingday d ON d.training_id = t.id
    WHERE t.kind = (SELECT o.kind FROM processes_training o WHERE o.id = $1) AND t.state = 'held' AND t.id <> $1
      AND EXISTS (SELECT FROM processes_trainingregistration r WHERE r.training_id = t.id AND coalesce(r.moved_up_on, r.told_on) IS NOT NULL)
    GROUP BY t.id ORDER BY 2 DESC, t.id LIMIT 4
  ), freed AS (
    SELECT p.id, count(r.id) AS number, count(r.id) FILTER (WHERE r.moved_up_on > p.first_on - 10) AS late
    FROM past p LEFT JOIN processes_trainingregistration r ON r.training_id = p.id AND r.moved_up_on IS NOT NULL GROUP BY p.id
  )
  SELECT jsonb_build_object(
    'groups', coalesce((SELECT jsonb_object_agg(g.role, g.number) FROM (
      SELECT c.role, count(*) AS number FROM coming c
      -- guard: training-few -> GROUP BY c.role) g), '{}'),
      WHERE (SELECT count(*) FROM coming) >= 5 GROUP BY c.role) g), '{}'),
    'counties', (SELECT count(DISTINCT c.county_id) FROM coming c),
    'topics', (SELECT count(*) FROM processes_topicproposal p WHERE p.training_id = $1),
    'freed', coalesce((SELECT jsonb_agg(f.number) FROM freed f), '[]'),
    'late', coalesce((SELECT sum(f.late) FROM freed f), 0)
  )
$$;
REVOKE ALL ON FUNCTION thekiz_training_about(bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_about(bigint) TO thekiz_app;
