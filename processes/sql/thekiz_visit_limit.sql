-- version 1, sum cd84f013
-- No more visits in a month than the house has said (R214), whoever writes: the profile is held while they are counted.
CREATE OR REPLACE FUNCTION thekiz_visit_limit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  most integer;
  held bigint;
BEGIN
  IF NEW.day IS NULL OR NEW.state IN ('declined', 'withdrawn') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND date_trunc('month', OLD.day) = date_trunc('month', NEW.day) AND OLD.state NOT IN ('declined', 'withdrawn') THEN
    RETURN NEW;
  END IF;
  -- guard: limit-lock -> SELECT monthly_limit INTO most FROM processes_consultationprofile WHERE site_id = NEW.site_id;
  SELECT monthly_limit INTO most FROM processes_consultationprofile WHERE site_id = NEW.site_id FOR UPDATE;
  held := thekiz_visit_number(NEW.site_id, NEW.day);
  -- guard: visit-limit -> IF false THEN
  IF held >= most THEN
    RAISE EXCEPTION 'visit_limit' USING ERRCODE = 'check_violation', CONSTRAINT = 'visit_limit';
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION thekiz_visit_limit() FROM public;
CREATE OR REPLACE TRIGGER visit_limit BEFORE INSERT OR UPDATE OF day, state ON processes_consultationvisit
FOR EACH ROW EXECUTE FUNCTION thekiz_visit_limit();
