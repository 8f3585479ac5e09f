-- version 1, sum 6cf53080
-- Counts one more try for each key, in their order, and says whether all are within their limits. Whoever is known is held to the last one alone.
-- Beyond a limit nothing more is counted, so that one client cannot fill the table.
CREATE OR REPLACE FUNCTION thekiz_attempt(keys text[], most integer[], span interval, moment timestamptz, known text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  counted integer;
  has_met boolean := EXISTS (SELECT FROM sites_attempt WHERE key = known AND until > moment);
BEGIN
  FOR number IN 1 .. cardinality(keys) LOOP
    INSERT INTO sites_attempt AS a (key, count, until) VALUES (keys[number], 1, moment + span)
    ON CONFLICT (key) DO UPDATE SET count = CASE WHEN a.until > moment THEN least(a.count, most[number]) + 1 ELSE 1 END,
      until = CASE WHEN a.until > moment THEN a.until ELSE moment + span END
    RETURNING a.count INTO counted;
    -- guard: known-client -> IF counted > most[number] THEN
    IF counted > most[number] AND (number = cardinality(keys) OR NOT has_met) THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION thekiz_attempt(text[], integer[], interval, timestamptz, text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_attempt(text[], integer[], interval, timestamptz, text) TO thekiz_app;
