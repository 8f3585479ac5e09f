-- version 1, sum 91e4ca47
-- How one registration stands: by the secret of its link, or that of the person of the transaction at a training (the one that holds, else the
-- last one). The place on the waiting list counts who waits before it.
CREATE OR REPLACE FUNCTION thekiz_training_place(hash text, training bigint)
RETURNS TABLE (
  number bigint, training_id bigint, state text, rank bigint, created timestamptz, attended boolean, evaluated boolean, told_on date,
  full_name text, has_account boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT r.id, r.training_id, r.state,
    CASE WHEN r.state = 'waiting' THEN
      (SELECT count(*) FROM processes_trainingregistration o WHERE o.training_id = r.training_id AND o.state = 'waiting' AND o.id <= r.id) END,
    r.created, r.attended, r.evaluated, r.told_on, coalesce(u.name, r.name), r.person_id IS NOT NULL
  FROM processes_trainingregistration r LEFT JOIN sites_user u ON u.id = r.person_id
  WHERE CASE WHEN $1 <> '' THEN r.secret_hash = $1
    ELSE r.training_id = $2 AND r.person_id = nullif(current_setting('thekiz.person', true), '')::bigint END
  ORDER BY r.state = 'off', r.id DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION thekiz_training_place(text, bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_training_place(text, bigint) TO thekiz_app;
