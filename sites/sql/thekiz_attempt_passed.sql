-- version 1, sum 782e4ad7
-- A right answer was no try: the others get it back, the last key begins anew, and who has met is known for a while.
CREATE OR REPLACE FUNCTION thekiz_attempt_passed(keys text[], known text, known_until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  FOR number IN 1 .. cardinality(keys) - 1 LOOP
    UPDATE sites_attempt SET count = count - 1 WHERE key = keys[number] AND count > 0;
  END LOOP;
  DELETE FROM sites_attempt WHERE key = keys[cardinality(keys)];
  INSERT INTO sites_attempt (key, count, until) VALUES (known, 1, known_until) ON CONFLICT (key) DO UPDATE SET until = EXCLUDED.until;
END $$;
REVOKE ALL ON FUNCTION thekiz_attempt_passed(text[], text, timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_attempt_passed(text[], text, timestamptz) TO thekiz_app;
