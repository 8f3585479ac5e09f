-- version 1, sum b84f2f4d
-- A table that was read in is taken back. The rows that it made are those its run names, of the county that the person of the transaction
-- reaches; the first answer is on which of them something rests (any key that points at them); without such, `really` removes them.
CREATE OR REPLACE FUNCTION thekiz_take_back(run bigint, really boolean) RETURNS TABLE (model text, pk bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  reached bigint[] := coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[];
  county bigint;
  made record;
  points record;
  found bigint;
  resting boolean := false;
BEGIN
  SELECT place_id INTO county FROM planning_importrun i
  WHERE i.id = run AND i.applied IS NOT NULL AND i.taken_back IS NULL
    AND i.place_id = ANY (reached);  -- guard: take-back-place -> ;
  IF county IS NULL THEN
    RAISE EXCEPTION 'permission denied: no such table to take back' USING ERRCODE = 'insufficient_privilege';
  END IF;
  CREATE TEMP TABLE made_by_run ON COMMIT DROP AS
    SELECT w->>'model' AS label, t.name AS name, (w->>'pk')::bigint AS id
    FROM planning_importrun i, jsonb_array_elements(i.written) w,
      (VALUES ('sites.FormerName', 'sites_formername'), ('sites.FormerProvider', 'sites_formerprovider'), ('sites.Kita', 'sites_kita'),
        ('sites.Municipality', 'sites_municipality'), ('sites.Provider', 'sites_provider'), ('planning.SocialFigure', 'planning_socialfigure')) t(label, name)
    WHERE i.id = run AND w->'old' = 'null' AND t.label = w->>'model';
  DELETE FROM made_by_run m WHERE  -- what another county has is never touched, whatever the run says
    (m.name = 'sites_kita' AND NOT EXISTS (SELECT FROM sites_kita k WHERE k.id = m.id AND k.county_id = county))
    OR (m.name = 'sites_municipality' AND NOT EXISTS (SELECT FROM sites_municipality k WHERE k.id = m.id AND k.county_id = county))
    OR (m.name = 'sites_provider' AND NOT EXISTS (SELECT FROM sites_provider k WHERE k.place_id = m.id AND k.county_id = county))
    OR (m.name = 'sites_formerprovider' AND NOT EXISTS (SELECT FROM sites_formerprovider k WHERE k.id = m.id AND k.county_id = county))
    OR (m.name = 'sites_formername' AND NOT EXISTS (SELECT FROM sites_formername k WHERE k.id = m.id AND k.place_id = ANY (reached)))
    OR (m.name = 'planning_socialfigure' AND NOT EXISTS (SELECT FROM planning_socialfigure k WHERE k.id = m.id AND k.place_id = county));
  INSERT INTO made_by_run SELECT m.label, 'sites_place', m.id FROM made_by_run m WHERE m.name = 'sites_provider';
  FOR points IN
    SELECT c.conrelid::regclass AS child, p.relname AS parent, a.attname AS key
    FROM pg_constraint c
    JOIN pg_class p ON p.oid = c.confrelid AND p.relname IN (SELECT name FROM made_by_run)
    JOIN pg_index x ON x.indrelid = p.oid AND x.indisprimary
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS pair(near, far)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.near
    WHERE c.contype = 'f' AND pair.far = x.indkey[0] AND NOT (p.relname = 'sites_place' AND c.conrelid = 'sites_provider'::regclass)
  LOOP
    FOR made IN EXECUTE format('SELECT DISTINCT m.label, m.id FROM made_by_run m JOIN %s c ON c.%I = m.id WHERE m.name = %L',
      points.child, points.key, points.parent)
    LOOP
      resting := true;
      model := made.label; pk := made.id;
      RETURN NEXT;
    END LOOP;
  END LOOP;
  IF really AND NOT resting THEN
    FOR made IN SELECT DISTINCT m.name, array_position(ARRAY['sites_formername', 'sites_formerprovider', 'planning_socialfigure', 'sites_kita',
      'sites_municipality', 'sites_provider', 'sites_place'], m.name) AS turn FROM made_by_run m ORDER BY turn
    LOOP
      EXECUTE format('DELETE FROM %I t USING made_by_run m WHERE m.name = %L AND t.%I = m.id', made.name, made.name,
        CASE made.name WHEN 'sites_provider' THEN 'place_id' ELSE 'id' END);
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
  END IF;
  DROP TABLE made_by_run;
END $$;
REVOKE ALL ON FUNCTION thekiz_take_back(bigint, boolean) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_take_back(bigint, boolean) TO thekiz_app;
