-- version 1, sum 781f080a
-- The German order of names (DIN 5007-1) without ICU: no accents, lower case, compared byte by byte. Stored columns are made with it.
CREATE OR REPLACE FUNCTION thekiz_sort(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT lower(public.unaccent('public.unaccent', $1))
$$;
