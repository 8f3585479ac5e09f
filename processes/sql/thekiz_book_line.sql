-- version 1, sum 453583d3
-- Keeps the facilitator's book: a line of a closed month is not added, changed or removed, and nobody has more than 24 hours on one day. The hours
-- of a day are counted over all sites of a person, past the wall; of one person at a time, so that two tabs are one after the other.
CREATE OR REPLACE FUNCTION thekiz_book_line() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  person bigint;
  day_hours numeric;
BEGIN
  IF EXISTS (
    SELECT FROM processes_closedmonth m
    WHERE (TG_OP <> 'INSERT' AND m.contract_id = OLD.contract_id AND m.month = OLD.month)
       OR (TG_OP <> 'DELETE' AND m.contract_id = NEW.contract_id AND m.month = NEW.month)  -- guard: book-closed -> OR false
  ) THEN
    RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'TK001';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  SELECT c.facilitator_id INTO person FROM processes_contract c WHERE c.id = NEW.contract_id;
  PERFORM pg_advisory_xact_lock(7366, hashint8(person));  -- guard: book-one-at-a-time -> PERFORM 1;
  SELECT sum(s.hours) INTO day_hours
  FROM processes_facilitationsession s JOIN processes_contract c ON c.id = s.contract_id
  WHERE c.facilitator_id = person AND s.held_on = NEW.held_on AND s.id IS DISTINCT FROM NEW.id;
  IF coalesce(day_hours, 0) + NEW.hours > 24 THEN  -- guard: book-day -> IF false THEN
    RAISE EXCEPTION 'more than 24 hours on one day' USING ERRCODE = 'TK002';
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION thekiz_book_line() FROM public;
CREATE OR REPLACE TRIGGER book_line BEFORE INSERT OR UPDATE OR DELETE ON processes_facilitationsession
FOR EACH ROW EXECUTE FUNCTION thekiz_book_line();
