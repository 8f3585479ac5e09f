-- version 1, sum 6eaaba01
-- How many hours a month a person of the pool has agreed upon for a day, at whatever sites: one sum, no contract and no site of it (R119).
-- What waits for the person's answer counts: it is promised. Only for persons of the pool.
CREATE OR REPLACE FUNCTION thekiz_agreed_hours(person bigint, day date) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(sum(c.hours_per_month), 0) FROM processes_contract c JOIN sites_membership m ON m.id = c.membership_id
  WHERE c.facilitator_id = $1 AND c.starts <= $2 AND c.ends >= $2 AND m.declined IS NULL AND m.withdrawn IS NULL
    -- guard: pool-sum
    AND EXISTS (SELECT FROM processes_facilitator f WHERE f.account_id = $1)
$$;
REVOKE ALL ON FUNCTION thekiz_agreed_hours(bigint, date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_agreed_hours(bigint, date) TO thekiz_app;
