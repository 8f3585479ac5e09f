-- version 1, sum eb2bb125
-- The mails about a visit, in their job rows: to who asked, where there is an address, and to the house. Returns the numbers of the jobs.
-- For the functions of visits alone.
CREATE OR REPLACE FUNCTION thekiz_visit_tell(visit bigint, kind text) RETURNS bigint[]
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH made AS (
    INSERT INTO sites_job (place_id, name, title, arguments, state, stage, done, total, attempts, token, worker, error, created)
    SELECT v.site_id, told.name, 'Besuch zur Konsultation', jsonb_build_object('visit', v.id, 'kind', $2), 'queued', '', 0, 0, 0, 0, '', '', now()
    FROM processes_consultationvisit v, (VALUES ('processes.mail_visit'), ('processes.mail_visit_house')) AS told (name)
    WHERE v.id = $1 AND (v.email <> '' OR told.name = 'processes.mail_visit_house')
    RETURNING id
  )
  SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM made
$$;
REVOKE ALL ON FUNCTION thekiz_visit_tell(bigint, text) FROM public;
