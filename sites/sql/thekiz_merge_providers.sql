-- version 1, sum 3908f88a
-- A provider that was entered twice becomes one: whatever points at the one that goes, or lies at its place, follows, also in other counties.
-- Both have their seat in one county, which the person of the transaction reaches. Entries stay where they were written.
CREATE OR REPLACE FUNCTION thekiz_merge_providers(stays bigint, goes bigint) RETURNS TABLE (name text, number bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  reached bigint[] := coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[];
  today date := (now() AT TIME ZONE 'Europe/Berlin')::date;
  points record;
  kept bigint[];
BEGIN
  IF stays = goes OR NOT EXISTS (
    SELECT FROM sites_provider a JOIN sites_provider b ON a.county_id = b.county_id
    WHERE a.place_id = stays AND b.place_id = goes AND a.merged_into_id IS NULL AND b.merged_into_id IS NULL
      AND a.county_id = ANY (reached)  -- guard: merge-providers-place
  ) THEN
    RAISE EXCEPTION 'permission denied: these providers may not be merged here' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- who has the same role at both at the same time keeps the one; the other ends. One that only waits gives way to one that is held.
  UPDATE sites_membership o SET withdrawn = today WHERE o.place_id = stays AND o.accepted IS NULL AND o.declined IS NULL AND o.withdrawn IS NULL
    AND EXISTS (SELECT FROM sites_membership m WHERE m.place_id = goes AND m.user_id = o.user_id AND m.role = o.role AND m.accepted IS NOT NULL
      AND daterange(o.starts, o.ends, '[]') && daterange(m.starts, m.ends, '[]'));
  SELECT coalesce(array_agg(DISTINCT m.id), '{}') INTO kept FROM sites_membership m
  WHERE m.place_id = goes AND m.declined IS NULL AND m.withdrawn IS NULL AND EXISTS (
    SELECT FROM sites_membership o WHERE o.place_id = stays AND o.user_id = m.user_id AND o.role = m.role
      AND o.declined IS NULL AND o.withdrawn IS NULL
      AND daterange(o.starts, o.ends, '[]') && daterange(m.starts, m.ends, '[]'));
  kept := kept || ARRAY(SELECT m.id FROM sites_membership m WHERE m.place_id = goes AND m.deputy_for_id = ANY (kept));
  UPDATE sites_membership SET ends = greatest(starts, today - 1) WHERE id = ANY (kept) AND (ends IS NULL OR ends >= today);
  FOR points IN
    SELECT DISTINCT c.conrelid::regclass AS child, a.attname AS key
    FROM pg_constraint c
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair(near, far)
    JOIN pg_index x ON x.indrelid = c.confrelid AND x.indisprimary AND x.indkey[0] = pair.far
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.near
    WHERE c.contype = 'f' AND c.confrelid IN ('sites_provider'::regclass, 'sites_place'::regclass)
      AND c.conrelid NOT IN ('sites_provider'::regclass, 'sites_entry'::regclass)
  LOOP
    EXECUTE format('UPDATE %s SET %I = $1 WHERE %I = $2%s', points.child, points.key, points.key,
      CASE WHEN points.child = 'sites_membership'::regclass THEN ' AND id <> ALL ($3)' ELSE '' END) USING stays, goes, kept;
    GET DIAGNOSTICS number = ROW_COUNT;
    IF number > 0 THEN
      name := points.child::text;
      RETURN NEXT;
    END IF;
  END LOOP;
  UPDATE sites_provider SET merged_into_id = stays WHERE merged_into_id = goes;
END $$;
REVOKE ALL ON FUNCTION thekiz_merge_providers(bigint, bigint) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_merge_providers(bigint, bigint) TO thekiz_app;
