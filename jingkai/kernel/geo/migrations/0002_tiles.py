from django.db import migrations

IN_TILE = r"""
create or replace function jingkai_in_tile(
  index_name text, west float8, south float8, east float8, north float8, most int, cells int)
returns setof bigint language plpgsql stable security definer rows 500
set search_path = pg_catalog, public as $$
-- Keys of the zone's records whose boxes meet a tile: all, up to `most`. Where there are more, one
-- for each of cells × cells small squares, so that a crowd is thinned where it is dense and a thing
-- that stands alone stays. Reads as jingkai_in_box does.
declare
  zone bigint := nullif(current_setting('jingkai.zone', true), '')::bigint;
  index_key regclass := to_regclass(quote_ident(index_name));
  body text := pg_get_indexdef(index_key, 1, true);
  key text;
  owned regclass;
  found_keys bigint[];
begin
  if zone is null then
    return;
  end if;
  if index_key is null or body not like 'box(point(%' then
    raise exception '% is no shape index', index_name;
  end if;
  select i.indrelid::regclass, quote_ident(a.attname) into owned, key
    from pg_index i join pg_index p on p.indrelid = i.indrelid and p.indisprimary
    join pg_attribute a on a.attrelid = p.indrelid and a.attnum = p.indkey[0]
    where i.indexrelid = index_key;
  execute format(
    'select array(select %s::bigint from %s where zone_id = %s'
    ' and (%s) && box(point(%s, %s), point(%s, %s)) limit %s)',
    key, owned, zone, body, west, south, east, north, most + 1) into found_keys;
  if cardinality(found_keys) <= most then
    return query select unnest(found_keys);
    return;
  end if;
  return query execute format(
    'select distinct one.key from generate_series(0, %6$s - 1) x, generate_series(0, %6$s - 1) y,'
    ' lateral (select %1$s::bigint as key from %2$s where zone_id = %3$s and (%4$s) &&'
    ' box(point(%5$s + x * %7$s, %8$s + y * %9$s), point(%5$s + (x + 1) * %7$s, %8$s + (y + 1) * %9$s))'
    ' limit 1) one',
    key, owned, zone, body, west, cells, (east - west) / cells, south, (north - south) / cells);
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [("geo", "0001_initial")]

    operations = [
        migrations.RunSQL(
            IN_TILE, "drop function jingkai_in_tile(text, float8, float8, float8, float8, int, int)"
        ),
    ]
