from django.db import migrations

STANDING = r"""
create or replace function jingkai_standing(
  session text, person bigint, zone bigint, seat bigint, tables text[],
  out standing text, out mark text)
language plpgsql as $$
-- Whether who asked before may still be answered as before: a sum over the session, the person,
-- their seats, the seat's office and the zone; nothing where one of them is gone. Beside it the
-- change mark of tables. Reads through the wall, which it raises for this transaction.
begin
  perform set_config('jingkai.zone', zone::text, true),
    set_config('jingkai.user', person::text, true);
  select md5(s.session_data || u::text || seats.told || o::text || z::text) into standing
    from django_session s, access_user u, access_seat x
    join access_office o on o.id = x.office_id join access_zone z on z.id = x.zone_id,
    lateral (select string_agg(own::text, ',' order by own.id) as told
      from access_seat own where own.user_id = person) seats
    where s.session_key = session and s.expire_date > now() and u.id = person and x.id = seat;
  select coalesce(string_agg(m.id || ':' || m.last, ',' order by m.id), '0') into mark
    from geo_mark m where m."table" = any(tables);
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_tokens'),
        ('geo', '0001_initial'),
        ('registers', '0001_initial'),
        ('sessions', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            STANDING, "drop function jingkai_standing(text, bigint, bigint, bigint, text[])"
        ),
    ]
