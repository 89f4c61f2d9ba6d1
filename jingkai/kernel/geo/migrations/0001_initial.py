from django.db import migrations, models

TOUCHED = r"""
create sequence geo_mark_number;

create or replace function jingkai_touched(named text) returns void language plpgsql as $$
-- The zone's mark of a table gets a new number. Whoever writes at the same time takes another row.
declare
  zone bigint := nullif(current_setting('jingkai.zone', true), '')::bigint;
  free bigint;
begin
  if zone is null then
    return;
  end if;
  select id into free from geo_mark where zone_id = zone and "table" = named
    limit 1 for update skip locked;
  if free is null then
    insert into geo_mark (zone_id, "table", last) values (zone, named, nextval('geo_mark_number'));
  else
    update geo_mark set last = nextval('geo_mark_number') where id = free;
  end if;
end $$;
"""

IN_BOX = r"""
create or replace function jingkai_in_box(
  index_name text, west float8, south float8, east float8, north float8)
returns setof bigint language plpgsql stable security definer rows 500
set search_path = pg_catalog, public as $$
-- Keys of the zone's records whose boxes meet this one, by a shape index. Runs as the owner, whom
-- the policy `shape_reads` lets read; the zone is that of the wall, and nothing but keys leaves.
declare
  zone bigint := nullif(current_setting('jingkai.zone', true), '')::bigint;
  index_key regclass := to_regclass(quote_ident(index_name));
  body text := pg_get_indexdef(index_key, 1, true);
  key text;
  owned regclass;
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
  return query execute format(
    'select %s::bigint from %s where zone_id = %s and (%s) && box(point(%s, %s), point(%s, %s))',
    key, owned, zone, body, west, south, east, north);
end $$;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zone_id', models.BigIntegerField()),
                ('table', models.CharField(max_length=63)),
                ('last', models.BigIntegerField(verbose_name='last change')),
            ],
            options={
                'verbose_name': 'change mark',
                'verbose_name_plural': 'change marks',
                'indexes': [models.Index(fields=['zone_id', 'table'], name='geo_mark_by_table')],
            },
        ),
        migrations.RunSQL(
            TOUCHED,
            "drop function jingkai_touched(text); drop sequence geo_mark_number",
        ),
        migrations.RunSQL(
            IN_BOX, "drop function jingkai_in_box(text, float8, float8, float8, float8)"
        ),
    ]
