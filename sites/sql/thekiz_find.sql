-- version 1, sum 868001a0
-- What a search looks into: the plain text, and behind it the same with ae, oe and ue as a, o and u. So "Bärenhöhle" is found by
-- "bärenhöhle", "Baerenhoehle" and "barenhohle", and a name written with ae by a word with ä. Stored columns and indexes are made with it.
CREATE OR REPLACE FUNCTION thekiz_find(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT public.thekiz_plain($1) || E'\n' || regexp_replace(public.thekiz_plain($1), '([aou])e', '\1', 'g')
$$;
