-- version 1, sum e9e126c8
-- A text as it is searched: lower case, no accents, and a space for every hyphen and point.
CREATE OR REPLACE FUNCTION thekiz_plain(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT regexp_replace(lower(public.unaccent('public.unaccent', $1)), '[^[:alnum:]]', ' ', 'g')
$$;
