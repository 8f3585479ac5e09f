-- version 1, sum 14f46f84
-- The figures above the site as of the end of a month, summed anew from what additional offers have logged by then (R033): each county and
-- year whole, by action field, by quarter and by type of offer.
-- Once a month and for a month that is over, whoever asks; the owner sets up and moves. Returns whether there was something to do.
-- A line of fewer than three sites hides, and from one month to the next nobody reckons back a single house either: a year that only one or
-- two sites have moved since stays as it was, and a line that only one or two have moved hides until three have.
CREATE OR REPLACE FUNCTION thekiz_close_month(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  here record;
  rest record;
  next record;
  hide int[];
BEGIN
  PERFORM pg_advisory_xact_lock(7366);
  IF current_setting('role') <> 'thekiz_owner' THEN
    IF day >= date_trunc('month', now() AT TIME ZONE 'Europe/Berlin')  -- guard: month-over -> IF false
    THEN
      RAISE EXCEPTION 'permission denied: the month of % is not over', day USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT FROM reporting_closedfigures WHERE closed >= day)  -- guard: closed-once -> IF false
    THEN
      RETURN false;
    END IF;
  END IF;
  INSERT INTO reporting_closedsite
    (site_id, county_id, year, part, number, sessions, adults_centre, adults_space, children, hidden, fresh)
    SELECT s.site_id, s.county_id, s.year, line.part, line.number, count(*), sum(s.adults_centre), sum(s.adults_space), sum(s.children), false, true
    FROM thekiz_closing(day) s, LATERAL (VALUES ('field', s.field), ('quarter', s.quarter), ('type', s.kind)) line (part, number)
    WHERE s.logged
    GROUP BY s.site_id, s.county_id, s.year, line.part, line.number;

  WITH kept AS (
    SELECT county_id, year FROM (SELECT DISTINCT county_id, year FROM reporting_closedsite WHERE NOT fresh) told
    WHERE (SELECT count(DISTINCT site) FROM thekiz_closed_lines(county_id, year, 'field'), unnest(sites) site) >= 3
      -- guard: moved-year -> AND false)
      AND (SELECT count(DISTINCT site) FROM thekiz_closed_lines(county_id, year, 'field'), unnest(moved) site) BETWEEN 1 AND 2)
  DELETE FROM reporting_closedfigures c WHERE NOT EXISTS (SELECT FROM kept WHERE kept.county_id = c.county_id AND kept.year = c.year);
  UPDATE reporting_closedfigures SET closed = day;
  DELETE FROM reporting_closedsite s WHERE fresh
    AND EXISTS (SELECT FROM reporting_closedfigures c WHERE c.county_id = s.county_id AND c.year = s.year);

  INSERT INTO reporting_closedfigures
    (county_id, year, part, number, name, sites, sessions, cancelled, adults_centre, adults_space, children, hidden, until, closed)
    SELECT s.county_id, s.year, line.part, line.number,
      CASE WHEN line.part = 'field' THEN (array_agg(s.name ORDER BY s.edition DESC))[1] ELSE '' END,
      count(DISTINCT s.site_id) FILTER (WHERE s.logged), count(*) FILTER (WHERE s.logged), count(*) FILTER (WHERE s.cancelled),
      coalesce(sum(s.adults_centre), 0), coalesce(sum(s.adults_space), 0), coalesce(sum(s.children), 0), false, day, day
    FROM thekiz_closing(day) s, LATERAL (VALUES ('whole', 0), ('field', s.field), ('quarter', s.quarter), ('type', s.kind)) line (part, number)
    WHERE NOT EXISTS (SELECT FROM reporting_closedfigures c WHERE c.county_id = s.county_id AND c.year = s.year)
    GROUP BY s.county_id, s.year, line.part, line.number;

  FOR here IN SELECT c.county_id, c.year, p.part,
      EXISTS (SELECT FROM reporting_closedsite o WHERE NOT o.fresh AND o.county_id = c.county_id AND o.year = c.year) AS known
    FROM reporting_closedsite c, unnest(ARRAY['field', 'quarter', 'type']) p (part) WHERE c.fresh
    GROUP BY c.county_id, c.year, p.part HAVING count(DISTINCT c.site_id) >= 3  -- of fewer nothing about people is told
  LOOP
    SELECT coalesce(array_agg(l.number), '{}') INTO hide FROM thekiz_closed_lines(here.county_id, here.year, here.part) l
    WHERE cardinality(l.sites) BETWEEN 1 AND 2  -- guard: few-in-line -> WHERE false
      OR l.people BETWEEN 1 AND 2
      OR (here.known AND cardinality(l.moved) BETWEEN 1 AND 2)  -- guard: moved-line -> OR false
      OR (l.was_hidden AND cardinality(l.moved) < 3);  -- guard: opened-line -> OR false;
    WHILE hide <> '{}' LOOP
      -- what hides is known as the rest of the whole: it rests on three sites, as does what moved in it, the more so when another line opens
      SELECT count(DISTINCT l.number) AS lines, bool_or(l.was_hidden AND NOT l.number = ANY (hide)) AS opens,
        (SELECT count(DISTINCT site) FROM thekiz_closed_lines(here.county_id, here.year, here.part) o, unnest(o.sites) site
         WHERE o.number = ANY (hide)) AS sites,
        (SELECT count(DISTINCT site) FROM thekiz_closed_lines(here.county_id, here.year, here.part) o, unnest(o.moved) site
         WHERE o.number = ANY (hide)) AS moved
        INTO rest FROM thekiz_closed_lines(here.county_id, here.year, here.part) l;
      EXIT WHEN cardinality(hide) = rest.lines OR (
        cardinality(hide) > 1 AND rest.sites >= 3  -- guard: rest-of-lines -> true
        AND (NOT here.known OR rest.moved >= 3 OR (rest.moved = 0 AND NOT rest.opens)));  -- guard: moved-rest -> );
      -- beside them the smallest that three have moved, an empty one last, equal ones together, or the choice would tell
      SELECT cardinality(l.moved) < 3 AS still, nullif(l.people, 0) AS size INTO next
      FROM thekiz_closed_lines(here.county_id, here.year, here.part) l WHERE NOT l.number = ANY (hide) ORDER BY 1, 2 LIMIT 1;
      SELECT hide || array_agg(l.number) INTO hide FROM thekiz_closed_lines(here.county_id, here.year, here.part) l
      WHERE NOT l.number = ANY (hide) AND (cardinality(l.moved) < 3) = next.still AND nullif(l.people, 0) IS NOT DISTINCT FROM next.size;
    END LOOP;
    UPDATE reporting_closedfigures SET hidden = true
    WHERE county_id = here.county_id AND year = here.year AND part = here.part AND number = ANY (hide);
    DELETE FROM reporting_closedsite WHERE NOT fresh AND county_id = here.county_id AND year = here.year AND part = here.part;
    UPDATE reporting_closedsite SET fresh = false, hidden = number = ANY (hide)
    WHERE fresh AND county_id = here.county_id AND year = here.year AND part = here.part;
  END LOOP;
  DELETE FROM reporting_closedsite WHERE fresh;  -- of fewer than three: what was told of more stays known
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION thekiz_close_month(date) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_close_month(date) TO thekiz_app;
