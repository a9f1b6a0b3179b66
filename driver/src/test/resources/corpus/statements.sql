-- The corpus of the statement classifier: what each text does, and the widest kind of node that may answer it.
-- A line of two capitalised words begins a statement; the statement is all lines up to the next such line.
-- The objects are those of the lab (users, orders) and of setup.sql beside this file.

-- READ SUBSCRIBER
SELECT 'pg_locks', 'nextval'
-- READ SUBSCRIBER
SELECT * FROM order_totals
-- READ SUBSCRIBER
SELECT 1 AS x 
-- READ SUBSCRIBER
SELECT x FROM unnest(ARRAY[1,2]) WITH ORDINALITY AS t(x, n)
-- READ SUBSCRIBER
SELECT a, b FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS t(a, b)
-- READ SUBSCRIBER
SELECT 1
-- READ SUBSCRIBER
select 1;
-- READ SUBSCRIBER
 ; SELECT 1 ;;
-- READ SUBSCRIBER
VALUES (1), (2)
-- READ SUBSCRIBER
VALUES (1, 'a'), (2, 'b') ORDER BY 1 LIMIT 1
-- READ SUBSCRIBER
SELECT * FROM users
-- READ SUBSCRIBER
SELECT id, email, name, region FROM users WHERE id = 1
-- READ SUBSCRIBER
SELECT id, email FROM users WHERE id = ?
-- READ SUBSCRIBER
SELECT id FROM users WHERE id=?
-- READ SUBSCRIBER
SELECT id FROM users WHERE id=? AND region=? OFFSET ? LIMIT ?
-- READ SUBSCRIBER
SELECT u.* FROM users u
-- READ SUBSCRIBER
SELECT u.id, u.name FROM users AS u ORDER BY u.name DESC NULLS LAST LIMIT 10 OFFSET 5
-- READ SUBSCRIBER
SELECT count(*) FROM orders
-- READ SUBSCRIBER
SELECT count(DISTINCT user_id) FROM orders WHERE status <> 'OPEN'
-- READ SUBSCRIBER
SELECT o.id, o.total, u.name FROM orders o JOIN users u ON u.id = o.user_id WHERE u.region = 'eu-west-1'
-- READ SUBSCRIBER
SELECT o.id FROM orders o LEFT OUTER JOIN users u ON u.id = o.user_id AND u.region IS NOT NULL, users v WHERE v.id = o.user_id
-- READ SUBSCRIBER
SELECT o.id FROM users, orders o WHERE users.id = o.user_id
-- READ SUBSCRIBER
SELECT users.name FROM users
-- READ SUBSCRIBER
SELECT public.users.name FROM public.users
-- READ SUBSCRIBER
SELECT name FROM public.users WHERE public.users.id = 3
-- READ SUBSCRIBER
SELECT status, sum(total) AS spent FROM orders GROUP BY status HAVING sum(total) > 10 ORDER BY spent
-- READ SUBSCRIBER
SELECT status, sum(total) spent FROM orders GROUP BY status ORDER BY spent
-- READ SUBSCRIBER
SELECT user_id, row_number() OVER (PARTITION BY user_id ORDER BY created_at DESC) AS rn FROM orders
-- READ SUBSCRIBER
SELECT user_id, sum(total) OVER w AS running FROM orders o WINDOW w AS (ORDER BY id)
-- READ SUBSCRIBER
SELECT id FROM (SELECT id, name FROM users WHERE region = 'x') AS t WHERE t.name LIKE 'a%'
-- READ SUBSCRIBER
SELECT t.id FROM (SELECT id FROM users) t(id)
-- READ SUBSCRIBER
WITH recent AS (SELECT id, user_id FROM orders WHERE created_at > now() - interval '1 day') SELECT count(*) FROM recent
-- READ SUBSCRIBER
WITH a AS (SELECT id FROM users), b AS NOT MATERIALIZED (SELECT user_id FROM orders) SELECT a.id FROM a JOIN b ON a.id = b.user_id
-- READ SUBSCRIBER
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i FROM n
-- READ SUBSCRIBER
SELECT id FROM users WHERE id IN (SELECT user_id FROM orders WHERE total > 5)
-- READ SUBSCRIBER
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id)
-- READ SUBSCRIBER
SELECT coalesce(name, 'nobody'), nullif(region, ''), greatest(1, id), least(2, id) FROM users
-- READ SUBSCRIBER
SELECT CASE WHEN total > 5 THEN 'big' ELSE 'small' END AS size FROM orders
-- READ SUBSCRIBER
SELECT CASE status WHEN 'OPEN' THEN 1 ELSE 0 END FROM orders
-- READ SUBSCRIBER
SELECT lower(name), upper(email), length(name) FROM users
-- READ SUBSCRIBER
SELECT name || ' ' || email AS label FROM users
-- READ SUBSCRIBER
SELECT id::text, total::numeric(10,2) FROM orders
-- READ SUBSCRIBER
SELECT CAST(id AS bigint), CAST(total AS numeric(10, 2)) FROM orders
-- READ SUBSCRIBER
SELECT total::double precision FROM orders
-- READ SUBSCRIBER
SELECT created_at::timestamp without time zone FROM orders
-- READ SUBSCRIBER
SELECT created_at AT TIME ZONE 'UTC' FROM orders
-- READ SUBSCRIBER
SELECT extract(epoch FROM created_at) FROM orders
-- READ SUBSCRIBER
SELECT extract(year FROM created_at), date_trunc('day', created_at) FROM orders
-- READ SUBSCRIBER
SELECT substring(name FROM 1 FOR 2) FROM users
-- READ SUBSCRIBER
SELECT substring(name for 2) FROM users
-- READ SUBSCRIBER
SELECT trim(both ' ' from name), overlay(name placing 'x' from 1 for 2), position('a' in name) FROM users
-- READ SUBSCRIBER
SELECT id FROM users WHERE created_at BETWEEN date '2026-01-01' AND timestamp '2026-02-01 00:00:00'
-- READ SUBSCRIBER
SELECT id FROM users WHERE created_at > current_timestamp - interval '1' day
-- READ SUBSCRIBER
SELECT id FROM users WHERE created_at::date = current_date
-- READ SUBSCRIBER
SELECT id FROM users WHERE name ILIKE '%a%' ESCAPE '\'
-- READ SUBSCRIBER
SELECT id FROM users WHERE name SIMILAR TO '(a|b)%'
-- READ SUBSCRIBER
SELECT id FROM users WHERE name ~ '^a' OR name !~* 'b$'
-- READ SUBSCRIBER
SELECT id FROM users WHERE region IS DISTINCT FROM 'eu' AND name IS NOT DISTINCT FROM 'x'
-- READ SUBSCRIBER
SELECT DISTINCT region FROM users
-- READ SUBSCRIBER
SELECT id FROM users UNION SELECT user_id FROM orders
-- READ SUBSCRIBER
SELECT id FROM users EXCEPT ALL SELECT user_id FROM orders ORDER BY 1
-- READ SUBSCRIBER
SELECT id FROM users INTERSECT (SELECT user_id FROM orders)
-- READ SUBSCRIBER
SELECT array_agg(id ORDER BY id) FROM orders
-- READ SUBSCRIBER
SELECT string_agg(status, ',' ORDER BY status) FROM orders
-- READ SUBSCRIBER
SELECT ARRAY[1, 2, 3], ARRAY(SELECT id FROM users)
-- READ SUBSCRIBER
SELECT (ARRAY[1,2,3])[2]
-- READ SUBSCRIBER
SELECT id FROM users WHERE id = ANY (ARRAY[1,2,3])
-- READ SUBSCRIBER
SELECT id FROM users WHERE id = ANY (?)
-- READ SUBSCRIBER
SELECT count(*) FILTER (WHERE status = 'OPEN') FROM orders
-- READ SUBSCRIBER
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders
-- READ SUBSCRIBER
SELECT region, status, count(*) FROM users u JOIN orders o USING (region) GROUP BY GROUPING SETS ((region), (status), ())
-- READ SUBSCRIBER
SELECT region, count(*) FROM users GROUP BY ROLLUP (region)
-- READ SUBSCRIBER
SELECT generate_series(1, 3)
-- READ SUBSCRIBER
SELECT g.i FROM generate_series(1, 10) AS g(i)
-- READ SUBSCRIBER
SELECT n.i * 2 FROM generate_series(1, 10) n(i) WHERE n.i > 2
-- READ SUBSCRIBER
SELECT l.total FROM users u CROSS JOIN LATERAL (SELECT o.total FROM orders o WHERE o.user_id = u.id LIMIT 1) l
-- READ SUBSCRIBER
SELECT l.total FROM users u, LATERAL (SELECT o.total FROM orders o WHERE o.user_id = u.id LIMIT 1) AS l
-- READ SUBSCRIBER
SELECT o.id FROM (orders o JOIN users u ON u.id = o.user_id) JOIN users v ON v.id = o.user_id
-- READ SUBSCRIBER
SELECT id FROM ONLY users
-- READ SUBSCRIBER
SELECT id FROM users FETCH FIRST 10 ROWS ONLY
-- READ SUBSCRIBER
SELECT id FROM users FETCH FIRST (5) ROWS ONLY
-- READ SUBSCRIBER
SELECT body -> 'a' ->> 'b' FROM documents
-- READ SUBSCRIBER
SELECT body #>> '{a,b}' FROM documents WHERE body @> '{"a":1}'
-- READ SUBSCRIBER
SELECT id FROM documents WHERE body ?? 'a'
-- READ SUBSCRIBER
SELECT jsonb_array_elements_text(body) FROM documents
-- READ SUBSCRIBER
SELECT e.value FROM documents d, jsonb_each(d.body) AS e(key, value)
-- READ SUBSCRIBER
SELECT id FROM documents WHERE tags && ARRAY['a', 'b']
-- READ SUBSCRIBER
SELECT unnest(tags) FROM documents
-- READ SUBSCRIBER
SELECT md5(name), sha256(name::bytea) FROM users
-- READ SUBSCRIBER
SELECT pg_catalog.lower(name) FROM users
-- READ SUBSCRIBER
SELECT pg_catalog.count(*) FROM public.orders
-- READ SUBSCRIBER
SELECT "id", "users"."name" FROM "users"
-- READ SUBSCRIBER
SELECT "public"."users"."id" FROM "public"."users"
-- READ SUBSCRIBER
SELECT "count"(*) FROM orders
-- READ SUBSCRIBER
SELECT id AS "nothing special" FROM users
-- READ SUBSCRIBER
SELECT 'nextval(''s'')' FROM users
-- READ SUBSCRIBER
SELECT 'DELETE FROM users; DROP TABLE users' FROM users
-- READ SUBSCRIBER
SELECT $$ nextval('ticket_seq') $$
-- READ SUBSCRIBER
SELECT $tag$ ; INSERT INTO users $$ nested $$ $tag$
-- READ SUBSCRIBER
SELECT E'it\'s; DELETE FROM users' FROM users
-- READ SUBSCRIBER
SELECT /* nextval('ticket_seq') /* nested */ FOR UPDATE */ 1
-- READ SUBSCRIBER
SELECT 1 -- FOR UPDATE
-- READ SUBSCRIBER
-- a comment first
SELECT 1
-- READ SUBSCRIBER
/* meridian: anything */ SELECT id FROM users
-- READ SUBSCRIBER
SELECT N'national', B'1010', X'1F', U&'d\0061ta'
-- READ SUBSCRIBER
SELECT 0x1F, 1_000, 1e10, .5, 1., 1.5e-3
-- READ SUBSCRIBER
SELECT -1, +1, 2 - -1, 2*-1, 3 % 2, 2 ^ 3
-- READ SUBSCRIBER
SELECT 'a'
'b'
-- READ SUBSCRIBER
SELECT sElEcTed FROM (SELECT id AS selected FROM users) q
-- READ SUBSCRIBER
SELECT NOT true, true AND false OR NULL IS NULL
-- READ SUBSCRIBER
SELECT (1, 2) = (1, 2), ROW(1, 2) < ROW(1, 3)
-- READ SUBSCRIBER
SELECT round(total, 2), ceil(total), floor(total), abs(total), mod(id, 2) FROM orders
-- READ SUBSCRIBER
SELECT to_timestamp(0), make_date(2026, 1, 1), age(created_at) FROM users
-- READ SUBSCRIBER
SELECT regexp_replace(name, 'a', 'b', 'g'), split_part(email, '@', 2) FROM users
-- READ SUBSCRIBER
SELECT lag(total) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders
-- READ SUBSCRIBER
SELECT id FROM users WHERE (id, region) IN ((1, 'a'), (2, 'b'))
-- READ SUBSCRIBER
SELECT o1_0.id,o1_0.created_at,o1_0.region,o1_0.status,o1_0.total,o1_0.user_id from orders o1_0 where o1_0.user_id=? order by o1_0.id desc offset ? rows fetch first ? rows only
-- READ SUBSCRIBER
select u1_0.id,u1_0.created_at,u1_0.email,u1_0.name,u1_0.region,u1_0.updated_at from users u1_0 where u1_0.id=?
-- READ SUBSCRIBER
select u1_0.id,u1_0.email from users u1_0 where u1_0.id in (?,?,?)
-- READ SUBSCRIBER
select u1_0.id from users u1_0 where u1_0.email=? fetch first ? rows only
-- READ SUBSCRIBER
select count(u1_0.id) from users u1_0
-- READ SUBSCRIBER
select u1_0.id,o1_0.user_id,o1_0.id,o1_0.total from users u1_0 left join orders o1_0 on u1_0.id=o1_0.user_id where u1_0.id=?
-- READ SUBSCRIBER
/* select u from User u */ select u1_0.id from users u1_0 where lower(u1_0.name) like ? escape ''
-- READ SUBSCRIBER
select distinct u1_0.id from users u1_0 join orders o1_0 on u1_0.id=o1_0.user_id where o1_0.total>(select avg(o2_0.total) from orders o2_0)
-- READ SUBSCRIBER
select "public"."users"."id", "public"."users"."email" from "public"."users" where "public"."users"."id" = ?
-- READ SUBSCRIBER
select "alias_1"."id" from (select "public"."users"."id" as "id" from "public"."users") as "alias_1"
-- READ SUBSCRIBER
select 1 as "one" where exists (select 1 as "one" from "public"."orders" where "public"."orders"."status" = ?)
-- READ SUBSCRIBER
select cast("public"."orders"."total" as varchar) from "public"."orders"
-- READ SUBSCRIBER
SELECT * FROM "users" WHERE ("region" = ? AND "name" like ?) ORDER BY "id" ASC LIMIT ?
-- READ SUBSCRIBER
SELECT id FROM users WHERE id = $1
-- READ SUBSCRIBER
SELECT id FROM users ORDER BY id ASC FOR READ ONLY
-- READ SUBSCRIBER
SELECT x.a FROM (VALUES (1, 'one'), (2, 'two')) AS x(a, b)
-- READ SUBSCRIBER
SELECT x.a FROM (VALUES (1, 'one'), (2, 'two')) x(a, b)
-- READ SUBSCRIBER
SELECT total > ALL (SELECT total FROM orders WHERE status = 'NONE') FROM orders
-- READ SUBSCRIBER
SELECT sum(total)::float8 / count(*) AS mean FROM orders
-- READ SUBSCRIBER
SELECT id FROM users WHERE name = 'a' AND (region = 'b' OR (region = 'c' AND id > 5))
-- READ SUBSCRIBER
SELECT DISTINCT ON (user_id) user_id, total FROM orders ORDER BY user_id, created_at DESC
-- READ STANDBY
(SELECT id FROM users)
-- READ STANDBY
(SELECT 1) UNION (SELECT 2)
-- READ STANDBY
((((SELECT 1))))
-- READ STANDBY
TABLE users
-- READ STANDBY
SELECT 1; SELECT 2
-- READ STANDBY
SELECT 1; VALUES (2); SELECT count(*) FROM users;
-- READ STANDBY
SELECT u FROM users u
-- READ STANDBY
SELECT users FROM users
-- READ STANDBY
SELECT (u).name FROM users u
-- READ STANDBY
SELECT u.fullname FROM users u
-- READ STANDBY
SELECT fullname(u) FROM users u
-- READ STANDBY
SELECT fullname(users.*) FROM users
-- READ STANDBY
SELECT row_to_json(u) FROM users u
-- READ STANDBY
SELECT to_jsonb(t) FROM (SELECT id FROM users) t
-- READ STANDBY
SELECT json_agg(t) FROM (SELECT id FROM users) t
-- READ STANDBY
SELECT json_build_object('a', 1), jsonb_build_object('b', 2)
-- READ STANDBY
SELECT json_object('a': 1), json_array(1, 2), json_query('{"a":1}', '$.a'), json_value('{"a":1}', '$.a')
-- READ STANDBY
SELECT jt.a FROM json_table('[{"a":1}]', '$[*]' COLUMNS (a int PATH '$.a')) AS jt
-- READ STANDBY
SELECT x.a FROM xmltable('/r/a' PASSING xmlparse(document '<r><a>1</a></r>') COLUMNS a int PATH '.') AS x
-- READ STANDBY
SELECT xmlelement(name foo, xmlattributes(1 AS bar), 'content')
-- READ STANDBY
SELECT xmlserialize(content xmlelement(name a) AS text)
-- READ STANDBY
SELECT ctid, xmin, xmax FROM users
-- READ STANDBY
SELECT tableoid::regclass FROM users
-- READ STANDBY
SELECT id FROM users TABLESAMPLE system (10)
-- READ STANDBY
SELECT id FROM users u TABLESAMPLE bernoulli (10) REPEATABLE (3)
-- READ STANDBY
SELECT name COLLATE "C" FROM users
-- READ STANDBY
SELECT random(), gen_random_uuid(), clock_timestamp(), timeofday()
-- READ STANDBY
SELECT uuidv4(), uuidv7(), random_normal(), random(1, 6)
-- READ STANDBY
SELECT pg_sleep(0)
-- READ STANDBY
SELECT current_user, session_user, user, current_role, current_catalog, current_schema
-- READ STANDBY
SELECT current_schema(), current_database(), current_schemas(true)
-- READ STANDBY
SELECT app_read(1)
-- READ STANDBY
SELECT app_double(id) FROM users
-- READ STANDBY
SELECT public.app_read(2)
-- READ STANDBY
SELECT id FROM users WHERE app_double(id) > 2
-- READ STANDBY
SELECT app_harmless()
-- READ STANDBY
SELECT initcap(d) FROM documents d
-- READ STANDBY
SELECT initcap(name) FROM users
-- READ STANDBY
SELECT 1 <*> 2
-- READ STANDBY
SELECT 1 OPERATOR(pg_catalog.+) 2
-- READ SUBSCRIBER
SELECT * FROM open_orders
-- READ SUBSCRIBER
SELECT * FROM open_orders_again
-- READ SUBSCRIBER
SELECT count(*) FROM public.open_orders o JOIN users u ON u.id = o.user_id
-- READ STANDBY
SELECT * FROM owned_rows
-- READ SUBSCRIBER
SELECT id FROM other.dup
-- READ SUBSCRIBER
SELECT id FROM dup
-- READ STANDBY
SELECT feeling FROM documents WHERE feeling = 'ok'::mood
-- READ STANDBY
SELECT 5::positive
-- READ STANDBY
SELECT CAST(5 AS positive)
-- READ STANDBY
SELECT enum_range(null::mood)
-- READ STANDBY
SELECT to_tsvector('english', name) @@ to_tsquery('english', 'a') FROM users
-- READ STANDBY
SELECT ts_headline('english', name, to_tsquery('a')) FROM users
-- READ STANDBY
SELECT to_char(created_at, 'YYYY-MM-DD') FROM users
-- READ STANDBY
SELECT 'users'::regclass, 'users'::regclass::oid
-- READ STANDBY
SELECT regclass 'users'
-- READ STANDBY
SELECT to_regclass('public.users')
-- READ STANDBY
SELECT oid, relname FROM pg_class
-- READ STANDBY
SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
-- READ STANDBY
SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = 'users'::regclass
-- READ STANDBY
SELECT typname FROM pg_type
-- READ STANDBY
SELECT * FROM pg_tables
-- READ STANDBY
SELECT * FROM pg_indexes WHERE tablename = 'users'
-- READ STANDBY
SELECT * FROM pg_roles
-- READ STANDBY
SELECT pg_get_viewdef('open_orders'::regclass, true)
-- READ STANDBY
SELECT pg_get_constraintdef(oid) FROM pg_constraint
-- READ STANDBY
SELECT pg_get_indexdef(indexrelid) FROM pg_index
-- READ STANDBY
SELECT obj_description('users'::regclass)
-- READ STANDBY
SELECT has_table_privilege('users', 'SELECT')
-- READ STANDBY
SELECT pg_table_is_visible('users'::regclass)
-- READ STANDBY
SELECT pg_typeof(1)
-- READ STANDBY
SELECT table_name FROM information_schema.tables
-- READ STANDBY
SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'users'
-- READ STANDBY
SELECT constraint_name FROM information_schema.table_constraints
-- READ STANDBY
SELECT {fn now()}
-- READ STANDBY
SELECT {fn ucase(name)} FROM users
-- READ STANDBY
SELECT {fn insert('abc', 1, 1, 'x')}
-- READ STANDBY
SELECT {fn curdate()}, {fn dayofweek(created_at)} FROM users
-- READ STANDBY
SELECT {d '2026-01-01'}, {t '10:00:00'}, {ts '2026-01-01 10:00:00'}
-- READ STANDBY
SELECT u.id FROM {oj users u LEFT OUTER JOIN orders o ON o.user_id = u.id}
-- READ STANDBY
SELECT id FROM users WHERE name LIKE 'a%' {escape '|'}
-- READ STANDBY
EXPLAIN SELECT * FROM users
-- READ STANDBY
EXPLAIN ANALYZE SELECT * FROM users
-- READ STANDBY
EXPLAIN VERBOSE SELECT 1
-- READ STANDBY
EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM users
-- READ STANDBY
EXPLAIN (FORMAT JSON) SELECT count(*) FROM orders
-- READ STANDBY
EXPLAIN (ANALYZE true, TIMING off, FORMAT 'yaml') WITH a AS (SELECT 1) SELECT * FROM a
-- READ STANDBY
EXPLAIN (SELECT 1)
-- READ STANDBY
EXPLAIN ANALYZE VERBOSE VALUES (1)
-- READ STANDBY
WITH users AS (SELECT 1 AS id) SELECT id FROM users
-- READ STANDBY
SELECT g FROM generate_series(1, 3) g
-- READ STANDBY
SELECT a FROM jsonb_to_recordset('[{"a":1}]') AS t(a int, b text)
-- READ STANDBY
SELECT hashtext('a')
-- READ STANDBY
SELECT pg_size_pretty(1024::bigint)
-- READ STANDBY
SELECT inet '10.0.0.1' <<= inet '10.0.0.0/8'
-- READ STANDBY
SELECT null::users
-- READ STANDBY
SELECT (null::users).name
-- READ STANDBY
SELECT quote_ident(current_database())
-- READ STANDBY
SELECT array_shuffle(ARRAY[1,2,3])
-- READ STANDBY
SELECT xpath('/a/text()', '<a>1</a>'::xml)
-- READ STANDBY
SELECT jsonb_populate_record(null::users, '{"id": 1}')
-- READ STANDBY
SELECT null::other.archive
-- READ STANDBY
SELECT '(1,a)'::other.archive
-- READ STANDBY
SELECT oid FROM pg_catalog.pg_proc WHERE proname = 'nextval'
-- READ STANDBY
SELECT nspname FROM pg_namespace WHERE nspname <> ALL (ARRAY['pg_toast'])
-- READ STANDBY
SELECT pg_catalog.pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef
-- READ PRIMARY
SHOW search_path
-- READ PRIMARY
SHOW ALL
-- READ PRIMARY
SHOW transaction_read_only
-- READ PRIMARY
SHOW TRANSACTION ISOLATION LEVEL
-- READ PRIMARY
SELECT last_value FROM ticket_seq
-- READ PRIMARY
SELECT * FROM ticket_seq
-- READ PRIMARY
SELECT * FROM scratch
-- READ PRIMARY
SELECT s.note FROM users u JOIN scratch s ON s.id = u.id
-- READ PRIMARY
SELECT currval('ticket_seq')
-- READ PRIMARY
SELECT lastval()
-- READ PRIMARY
SELECT pg_is_in_recovery()
-- READ PRIMARY
SELECT pg_current_wal_lsn()
-- READ PRIMARY
SELECT pg_last_wal_replay_lsn()
-- READ PRIMARY
SELECT inet_server_addr(), inet_server_port()
-- READ PRIMARY
SELECT pg_postmaster_start_time()
-- READ PRIMARY
SELECT pg_backend_pid()
-- READ PRIMARY
SELECT version()
-- READ PRIMARY
SELECT current_setting('search_path')
-- READ PRIMARY
SELECT current_setting('app.user', true)
-- READ PRIMARY
SELECT * FROM pg_settings
-- READ PRIMARY
SELECT * FROM pg_locks
-- READ PRIMARY
SELECT * FROM pg_stat_activity
-- READ PRIMARY
SELECT count(*) FROM pg_catalog.pg_stat_user_tables
-- READ PRIMARY
SELECT * FROM pg_sequences
-- READ PRIMARY
SELECT * FROM information_schema.sequences
-- READ PRIMARY
SELECT * FROM pg_cursors
-- READ PRIMARY
SELECT * FROM pg_prepared_statements
-- READ PRIMARY
SELECT * FROM pg_prepared_xacts
-- READ PRIMARY
SELECT * FROM pg_replication_slots
-- READ PRIMARY
SELECT * FROM pg_stat_replication
-- READ PRIMARY
SELECT * FROM pg_file_settings
-- READ PRIMARY
SELECT pg_relation_size('users'), pg_total_relation_size('users')
-- READ PRIMARY
SELECT pg_database_size(current_database())
-- READ PRIMARY
SELECT pg_listening_channels()
-- READ PRIMARY
SELECT pg_my_temp_schema()
-- READ PRIMARY
SELECT pg_sequence_last_value('ticket_seq'::regclass)
-- READ PRIMARY
SELECT pg_current_snapshot(), txid_current_snapshot()
-- READ PRIMARY
SELECT pg_current_xact_id_if_assigned()
-- READ PRIMARY
SELECT * FROM watching
-- READ PRIMARY
SELECT * FROM tenant_rows
-- READ PRIMARY
SELECT tablename FROM pg_stats
-- READ PRIMARY
SELECT * FROM balances
-- READ PRIMARY
SELECT amount FROM public.balances WHERE user_id = 1
-- READ PRIMARY
SELECT u.id FROM users u JOIN balances b ON b.user_id = u.id
-- READ PRIMARY
DECLARE c CURSOR FOR SELECT * FROM users
-- READ PRIMARY
DECLARE c NO SCROLL CURSOR WITHOUT HOLD FOR SELECT id FROM users
-- READ PRIMARY
EXPLAIN SELECT * FROM pg_stat_activity
-- READ PRIMARY
SELECT ('users'::regclass).pg_relation_size
-- READ PRIMARY
SELECT pg_stat_get_numscans('users'::regclass)
-- READ PRIMARY
SELECT pg_conf_load_time()
-- READ PRIMARY
SELECT * FROM pg_timezone_names
-- READ PRIMARY

-- READ PRIMARY
;
-- READ PRIMARY
-- nothing but a comment
-- READ PRIMARY
/* nothing */ ;
-- WRITE PRIMARY
INSERT INTO users (email, name, region) VALUES ('a@b', 'a', 'eu')
-- WRITE PRIMARY
INSERT INTO users (email, name, region) VALUES (?, ?, ?) RETURNING id
-- WRITE PRIMARY
insert into orders (user_id, total) select id, 1 from users
-- WRITE PRIMARY
INSERT INTO audit DEFAULT VALUES
-- WRITE PRIMARY
INSERT INTO users (id, email) VALUES (1, 'x') ON CONFLICT (email) DO UPDATE SET name = 'x'
-- WRITE PRIMARY
UPDATE users SET name = 'b' WHERE id = 1
-- WRITE PRIMARY
UPDATE ONLY users u SET name = 'b' FROM orders o WHERE o.user_id = u.id
-- WRITE PRIMARY
update orders set status=?,total=? where id=?
-- WRITE PRIMARY
DELETE FROM orders WHERE id = 1
-- WRITE PRIMARY
DELETE FROM orders USING users WHERE users.id = orders.user_id
-- WRITE PRIMARY
MERGE INTO users u USING orders o ON o.user_id = u.id WHEN MATCHED THEN DO NOTHING
-- WRITE PRIMARY
TRUNCATE orders
-- WRITE PRIMARY
TRUNCATE TABLE orders RESTART IDENTITY CASCADE
-- WRITE PRIMARY
WITH a AS (INSERT INTO audit (what) VALUES ('x') RETURNING id) SELECT id FROM a
-- WRITE PRIMARY
WITH a AS (DELETE FROM audit RETURNING *) SELECT count(*) FROM a
-- WRITE PRIMARY
WITH a AS (UPDATE users SET name = name RETURNING id) SELECT * FROM a
-- WRITE PRIMARY
WITH a AS (SELECT 1) INSERT INTO audit (what) SELECT 'x' FROM a
-- WRITE PRIMARY
WITH a AS (SELECT 1) DELETE FROM audit
-- WRITE PRIMARY
WITH a AS (SELECT 1) UPDATE users SET name = 'c'
-- WRITE PRIMARY
WITH a AS (MERGE INTO users u USING (SELECT 1 AS id) s ON s.id = u.id WHEN MATCHED THEN UPDATE SET name = 'm' RETURNING u.id) SELECT * FROM a
-- WRITE PRIMARY
WITH a AS MATERIALIZED (/* hidden */DELETE/**/FROM/**/audit RETURNING 1) SELECT 1
-- WRITE PRIMARY
WITH RECURSIVE a AS (SELECT 1), b AS (WITH c AS (SELECT 1) DELETE FROM audit RETURNING 1) SELECT * FROM b
-- WRITE PRIMARY
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) CYCLE n SET is_cycle USING path INSERT INTO audit (what) SELECT 'x' FROM t
-- WRITE PRIMARY
SELECT * FROM (WITH a AS (DELETE FROM audit RETURNING 1) SELECT * FROM a) x
-- WRITE PRIMARY
SELECT * INTO copied FROM users
-- WRITE PRIMARY
SELECT id INTO TABLE copied FROM users
-- WRITE PRIMARY
SELECT id INTO UNLOGGED copied FROM users
-- WRITE PRIMARY
WITH a AS (SELECT 1 AS x) SELECT x INTO copied FROM a
-- WRITE PRIMARY
SELECT * FROM users FOR UPDATE
-- WRITE PRIMARY
SELECT * FROM users FOR NO KEY UPDATE
-- WRITE PRIMARY
SELECT * FROM users FOR SHARE
-- WRITE PRIMARY
SELECT * FROM users FOR KEY SHARE
-- WRITE PRIMARY
SELECT * FROM users u FOR UPDATE OF u NOWAIT
-- WRITE PRIMARY
SELECT * FROM users FOR UPDATE SKIP LOCKED
-- WRITE PRIMARY
SELECT id FROM users for/**/update
-- WRITE PRIMARY
SELECT id FROM users FOR -- comment
 UPDATE
-- WRITE PRIMARY
SELECT * FROM (SELECT * FROM users FOR SHARE) x
-- WRITE PRIMARY
WITH a AS (SELECT * FROM users FOR UPDATE) SELECT * FROM a
-- WRITE PRIMARY
SELECT (SELECT id FROM users LIMIT 1 FOR UPDATE)
-- WRITE PRIMARY
(SELECT id FROM users FOR UPDATE)
-- WRITE PRIMARY
SELECT id FROM users FOR READ ONLY FOR UPDATE
-- WRITE PRIMARY
select u1_0.id from users u1_0 where u1_0.id=? for no key update
-- WRITE PRIMARY
select u1_0.id from users u1_0 where u1_0.id=? for update of u1_0 skip locked
-- WRITE PRIMARY
SELECT nextval('ticket_seq')
-- WRITE PRIMARY
select nextval('ticket_seq')
-- WRITE PRIMARY
SELECT NEXTVAL('ticket_seq'::regclass)
-- WRITE PRIMARY
SELECT/**/nextval('ticket_seq')
-- WRITE PRIMARY
SELECT/**/nextval/**/(/**/'ticket_seq'/**/)
-- WRITE PRIMARY
SELECT nextval -- comment
 ('ticket_seq')
-- WRITE PRIMARY
SELECT "nextval"('ticket_seq')
-- WRITE PRIMARY
SELECT pg_catalog.nextval('ticket_seq')
-- WRITE PRIMARY
SELECT pg_catalog."nextval"('ticket_seq')
-- WRITE PRIMARY
SELECT pg_catalog . nextval ('ticket_seq')
-- WRITE PRIMARY
SELECT "pg_catalog"/**/./**/"nextval"('ticket_seq')
-- WRITE PRIMARY
SELECT U&"\006eextval"('ticket_seq')
-- WRITE PRIMARY
SELECT U&"!006eextval" UESCAPE '!' ('ticket_seq')
-- WRITE PRIMARY
SELECT u&"n\+000065xtval"('ticket_seq')
-- WRITE PRIMARY
SELECT pg_catalog.U&"next\0076al"('ticket_seq')
-- WRITE PRIMARY
SELECT ('ticket_seq'::regclass).nextval
-- WRITE PRIMARY
SELECT (regclass 'ticket_seq')."nextval"
-- WRITE PRIMARY
SELECT s.nextval FROM (SELECT 'ticket_seq'::regclass AS c) x, LATERAL (SELECT (x.c).nextval) s
-- WRITE PRIMARY
VALUES (nextval('ticket_seq'))
-- WRITE PRIMARY
SELECT 1 WHERE nextval('ticket_seq') > 0
-- WRITE PRIMARY
SELECT id FROM users ORDER BY nextval('ticket_seq')
-- WRITE PRIMARY
SELECT id FROM users LIMIT nextval('ticket_seq')
-- WRITE PRIMARY
SELECT id FROM users OFFSET nextval('ticket_seq')
-- WRITE PRIMARY
SELECT * FROM nextval('ticket_seq')
-- WRITE PRIMARY
SELECT * FROM nextval('ticket_seq') AS n(x)
-- WRITE PRIMARY
SELECT n.* FROM users u CROSS JOIN LATERAL nextval('ticket_seq') n
-- WRITE PRIMARY
SELECT * FROM ROWS FROM (nextval('ticket_seq'), generate_series(1, 2)) AS t(a, b)
-- WRITE PRIMARY
SELECT DISTINCT ON (1) nextval('ticket_seq')
-- WRITE PRIMARY
SELECT ALL nextval('ticket_seq')
-- WRITE PRIMARY
SELECT count(*) FILTER (WHERE nextval('ticket_seq') > 0) FROM users
-- WRITE PRIMARY
SELECT sum(nextval('ticket_seq')) OVER () FROM users
-- WRITE PRIMARY
SELECT sum(1) OVER (ORDER BY nextval('ticket_seq')) FROM users
-- WRITE PRIMARY
SELECT CASE WHEN true THEN nextval('ticket_seq') END
-- WRITE PRIMARY
SELECT coalesce(null, nextval('ticket_seq'))
-- WRITE PRIMARY
SELECT ARRAY[nextval('ticket_seq')]
-- WRITE PRIMARY
SELECT (ARRAY[1,2])[nextval('ticket_seq')]
-- WRITE PRIMARY
SELECT CAST(nextval('ticket_seq') AS text)
-- WRITE PRIMARY
SELECT nextval('ticket_seq')::text
-- WRITE PRIMARY
SELECT 1 UNION SELECT nextval('ticket_seq')
-- WRITE PRIMARY
SELECT 1; SELECT nextval('ticket_seq')
-- WRITE PRIMARY
SELECT nextval('ticket_seq'); SELECT 1
-- WRITE PRIMARY
SELECT $$a$$ || nextval('ticket_seq')
-- WRITE PRIMARY
SELECT $a$ $$ $a$, nextval('ticket_seq'), $b$ $$ $b$
-- WRITE PRIMARY
SELECT 'it''s', nextval('ticket_seq')
-- WRITE PRIMARY
SELECT E'\'', nextval('ticket_seq'), E'\''
-- WRITE PRIMARY
SELECT '\', nextval('ticket_seq'), '\'
-- WRITE PRIMARY
SELECT /* /* */ */ nextval('ticket_seq')
-- WRITE PRIMARY
SELECT 1 --/*
, nextval('ticket_seq') --*/
-- WRITE PRIMARY
SELECT 1 /* -- */, nextval('ticket_seq')
-- WRITE PRIMARY
SELECT a$b$c, nextval('ticket_seq'), d$b$ FROM (SELECT 1 AS a$b$c, 2 AS d$b$) t
-- WRITE PRIMARY
SELECT "a""b", nextval('ticket_seq') FROM (SELECT 1 AS "a""b") t
-- WRITE PRIMARY
SELECT xmlforest(nextval('ticket_seq') AS n)
-- WRITE PRIMARY
SELECT json_object('a' VALUE nextval('ticket_seq'))
-- WRITE PRIMARY
SELECT jt.a FROM json_table('[1]', '$[*]' PASSING nextval('ticket_seq') AS x COLUMNS (a int PATH '$')) jt
-- WRITE PRIMARY
SELECT xmlexists('/a' PASSING BY REF xmlparse(document '<a/>')) AND nextval('ticket_seq') > 0
-- WRITE PRIMARY
SELECT {fn nextval('ticket_seq')}
-- WRITE PRIMARY
SELECT setval('ticket_seq', 5)
-- WRITE PRIMARY
SELECT pg_notify('c', 'x')
-- WRITE PRIMARY
SELECT pg_catalog.pg_notify('c', 'x') FROM users
-- WRITE PRIMARY
SELECT pg_advisory_xact_lock(1)
-- WRITE PRIMARY
SELECT pg_try_advisory_xact_lock(1, 2)
-- WRITE PRIMARY
SELECT pg_advisory_xact_lock_shared(1)
-- WRITE PRIMARY
SELECT txid_current()
-- WRITE PRIMARY
SELECT pg_current_xact_id()
-- WRITE PRIMARY
SELECT pg_export_snapshot()
-- WRITE PRIMARY
SELECT pg_stat_reset()
-- WRITE PRIMARY
SELECT pg_stat_reset_shared('bgwriter')
-- WRITE PRIMARY
SELECT lo_create(0)
-- WRITE PRIMARY
SELECT lo_creat(-1)
-- WRITE PRIMARY
SELECT lo_unlink(1)
-- WRITE PRIMARY
SELECT lo_from_bytea(0, 'x')
-- WRITE PRIMARY
SELECT lo_import('/nowhere')
-- WRITE PRIMARY
SELECT (0::oid).lo_create
-- WRITE PRIMARY
SELECT pg_switch_wal()
-- WRITE PRIMARY
SELECT pg_create_restore_point('x')
-- WRITE PRIMARY
SELECT pg_logical_emit_message(true, 'a', 'b')
-- WRITE PRIMARY
SELECT pg_create_physical_replication_slot('x')
-- WRITE PRIMARY
SELECT pg_drop_replication_slot('x')
-- WRITE PRIMARY
SELECT pg_terminate_backend(0)
-- WRITE PRIMARY
SELECT pg_cancel_backend(0)
-- WRITE PRIMARY
SELECT pg_reload_conf()
-- WRITE PRIMARY
SELECT pg_wal_replay_pause()
-- WRITE PRIMARY
SELECT pg_promote()
-- WRITE PRIMARY
SELECT query_to_xml('SELECT nextval(''ticket_seq'')', true, true, '')
-- WRITE PRIMARY
SELECT query_to_xmlschema('SELECT nextval(''ticket_seq'')', true, true, '')
-- WRITE PRIMARY
SELECT table_to_xml('counting', true, true, '')
-- WRITE PRIMARY
SELECT schema_to_xml('public', true, true, '')
-- WRITE PRIMARY
SELECT database_to_xml(true, true, '')
-- WRITE PRIMARY
SELECT cursor_to_xml('c', 1, true, true, '')
-- WRITE PRIMARY
SELECT * FROM ts_stat('SELECT to_tsvector(nextval(''ticket_seq'')::text)')
-- WRITE PRIMARY
SELECT ts_rewrite('a'::tsquery, 'SELECT ''a''::tsquery, ''b''::tsquery')
-- WRITE PRIMARY
SELECT pg_input_is_valid('1', 'positive')
-- WRITE PRIMARY
SELECT set_config('default_transaction_read_only', 'off', false)
-- WRITE PRIMARY
SELECT set_config('DEFAULT_TRANSACTION_READ_ONLY', 'off', false)
-- WRITE PRIMARY
SELECT set_config('transaction_' || 'read_only', 'off', true)
-- WRITE PRIMARY
SELECT set_config(U&'transaction_re\0061d_only', 'off', true)
-- WRITE PRIMARY
SELECT set_config(setting_name => 'transaction_read_only', new_value => 'off', is_local => true)
-- WRITE PRIMARY
SELECT app_touch()
-- WRITE PRIMARY
SELECT public.app_touch()
-- WRITE PRIMARY
SELECT "app_touch"()
-- WRITE PRIMARY
SELECT * FROM app_touch()
-- WRITE PRIMARY
SELECT id FROM users WHERE app_touch() = 1
-- WRITE PRIMARY
SELECT touch_user(u) FROM users u
-- WRITE PRIMARY
SELECT u.touch_user FROM users u
-- WRITE PRIMARY
SELECT users.touch_user FROM users
-- WRITE PRIMARY
SELECT (u).touch_user FROM users u
-- WRITE PRIMARY
SELECT "Mixed Case"()
-- WRITE PRIMARY
SELECT other.app_elsewhere()
-- WRITE PRIMARY
SELECT touch_sum(1, 2)
-- WRITE PRIMARY
SELECT 1 <+> 2
-- WRITE PRIMARY
SELECT id <+> 1 FROM users
-- WRITE PRIMARY
SELECT 1<+>2
-- WRITE PRIMARY
SELECT 1 <+>/* comment */ 2
-- WRITE PRIMARY
SELECT * FROM users ORDER BY id <+> 1
-- WRITE PRIMARY
SELECT * FROM counting
-- WRITE PRIMARY
SELECT * FROM counting_again
-- WRITE PRIMARY
SELECT n FROM public.counting
-- WRITE PRIMARY
SELECT (SELECT n FROM counting)
-- WRITE PRIMARY
TABLE counting
-- WRITE PRIMARY
WITH x AS (TABLE counting) SELECT * FROM x
-- WRITE PRIMARY
SELECT * FROM users u JOIN counting c ON true
-- WRITE PRIMARY
SELECT * FROM users, counting
-- WRITE PRIMARY
SELECT * FROM users u, (counting c CROSS JOIN orders o)
-- WRITE PRIMARY
SELECT * FROM locking
-- WRITE PRIMARY
EXPLAIN ANALYZE SELECT * FROM locking
-- WRITE PRIMARY
EXPLAIN INSERT INTO audit (what) VALUES ('x')
-- WRITE PRIMARY
EXPLAIN ANALYZE INSERT INTO audit (what) VALUES ('x')
-- WRITE PRIMARY
EXPLAIN (ANALYZE) DELETE FROM audit
-- WRITE PRIMARY
EXPLAIN (ANALYZE false) DELETE FROM audit
-- WRITE PRIMARY
EXPLAIN ANALYSE UPDATE users SET name = 'x'
-- WRITE PRIMARY
EXPLAIN (COSTS off, ANALYZE on) WITH a AS (DELETE FROM audit RETURNING 1) SELECT * FROM a
-- WRITE PRIMARY
EXPLAIN ANALYZE SELECT nextval('ticket_seq')
-- WRITE PRIMARY
EXPLAIN ANALYZE SELECT * FROM users FOR UPDATE
-- WRITE PRIMARY
EXPLAIN ANALYZE CREATE TABLE copied AS SELECT 1
-- WRITE PRIMARY
EXPLAIN ANALYZE CREATE MATERIALIZED VIEW copied AS SELECT 1
-- WRITE PRIMARY
EXPLAIN (ANALYZE) REFRESH MATERIALIZED VIEW order_totals
-- WRITE PRIMARY
EXPLAIN ANALYZE MERGE INTO users u USING orders o ON o.user_id = u.id WHEN MATCHED THEN DO NOTHING
-- WRITE PRIMARY
DECLARE c CURSOR FOR SELECT nextval('ticket_seq')
-- WRITE PRIMARY
DECLARE c CURSOR FOR SELECT * FROM users FOR UPDATE
-- WRITE PRIMARY
CALL app_work()
-- WRITE PRIMARY
{call app_work()}
-- WRITE PRIMARY
{ call app_work() }
-- WRITE PRIMARY
{? = call app_touch()}
-- WRITE PRIMARY
DO $$ BEGIN PERFORM nextval('ticket_seq'); END $$
-- WRITE PRIMARY
DO LANGUAGE plpgsql 'BEGIN END'
-- WRITE PRIMARY
COPY users TO STDOUT
-- WRITE PRIMARY
COPY users FROM STDIN
-- WRITE PRIMARY
COPY (SELECT 1) TO STDOUT
-- WRITE PRIMARY
COPY (DELETE FROM audit RETURNING 1) TO STDOUT
-- WRITE PRIMARY
LOCK TABLE users IN SHARE MODE
-- WRITE PRIMARY
LOCK users
-- WRITE PRIMARY
NOTIFY c
-- WRITE PRIMARY
NOTIFY c, 'payload'
-- WRITE PRIMARY
VACUUM
-- WRITE PRIMARY
VACUUM ANALYZE users
-- WRITE PRIMARY
ANALYZE users
-- WRITE PRIMARY
REINDEX TABLE users
-- WRITE PRIMARY
CLUSTER users
-- WRITE PRIMARY
CHECKPOINT
-- WRITE PRIMARY
REFRESH MATERIALIZED VIEW order_totals
-- WRITE PRIMARY
REFRESH MATERIALIZED VIEW CONCURRENTLY order_totals
-- WRITE PRIMARY
COMMENT ON TABLE users IS 'x'
-- WRITE PRIMARY
SECURITY LABEL ON TABLE users IS 'x'
-- WRITE PRIMARY
IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z
-- WRITE PRIMARY
REASSIGN OWNED BY postgres TO postgres
-- WRITE PRIMARY
GRANT SELECT ON users TO public
-- WRITE PRIMARY
REVOKE ALL ON users FROM public
-- WRITE PRIMARY
CREATE TABLE t (id int)
-- WRITE PRIMARY
CREATE TABLE IF NOT EXISTS t (id int)
-- WRITE PRIMARY
CREATE UNLOGGED TABLE t (id int)
-- WRITE PRIMARY
CREATE TABLE t AS SELECT 1
-- WRITE PRIMARY
CREATE INDEX i ON users (name)
-- WRITE PRIMARY
CREATE INDEX CONCURRENTLY i ON users (name)
-- WRITE PRIMARY
CREATE VIEW v AS SELECT 1
-- WRITE PRIMARY
CREATE OR REPLACE VIEW v AS SELECT 1
-- WRITE PRIMARY
CREATE SEQUENCE s
-- WRITE PRIMARY
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END
-- WRITE PRIMARY
CREATE TRIGGER t AFTER INSERT ON users EXECUTE FUNCTION f()
-- WRITE PRIMARY
CREATE SCHEMA s
-- WRITE PRIMARY
CREATE EXTENSION pgcrypto
-- WRITE PRIMARY
CREATE DATABASE d
-- WRITE PRIMARY
CREATE ROLE r
-- WRITE PRIMARY
CREATE RULE r AS ON SELECT TO users DO INSTEAD SELECT 1
-- WRITE PRIMARY
ALTER TABLE users ADD COLUMN x int
-- WRITE PRIMARY
ALTER SEQUENCE ticket_seq RESTART
-- WRITE PRIMARY
ALTER SYSTEM SET work_mem = '1MB'
-- WRITE PRIMARY
ALTER ROLE postgres SET default_transaction_read_only = off
-- WRITE PRIMARY
DROP TABLE users
-- WRITE PRIMARY
DROP FUNCTION app_touch()
-- WRITE PRIMARY
BEGIN READ WRITE
-- WRITE PRIMARY
BEGIN TRANSACTION READ WRITE
-- WRITE PRIMARY
BEGIN ISOLATION LEVEL REPEATABLE READ, READ WRITE
-- WRITE PRIMARY
BEGIN/**/READ/**/WRITE
-- WRITE PRIMARY
START TRANSACTION READ WRITE
-- WRITE PRIMARY
START TRANSACTION ISOLATION LEVEL SERIALIZABLE, read write
-- WRITE PRIMARY
SET TRANSACTION READ WRITE
-- WRITE PRIMARY
SET LOCAL TRANSACTION READ WRITE
-- WRITE PRIMARY
SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE
-- WRITE PRIMARY
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
-- WRITE PRIMARY
SET transaction_read_only = off
-- WRITE PRIMARY
SET transaction_read_only TO false
-- WRITE PRIMARY
SET SESSION transaction_read_only = off
-- WRITE PRIMARY
SET LOCAL transaction_read_only = 'off'
-- WRITE PRIMARY
SET default_transaction_read_only = off
-- WRITE PRIMARY
SET default_transaction_read_only TO DEFAULT
-- WRITE PRIMARY
SET Default_Transaction_Read_Only TO 'Off'
-- WRITE PRIMARY
SET "default_transaction_read_only" = off
-- WRITE PRIMARY
SET "DEFAULT_TRANSACTION_READ_ONLY" TO off
-- WRITE PRIMARY
SET U&"default_transaction_re\0061d_only" = off
-- WRITE PRIMARY
RESET default_transaction_read_only
-- WRITE PRIMARY
RESET transaction_read_only
-- WRITE PRIMARY
BEGIN; DELETE FROM audit; COMMIT
-- WRITE PRIMARY
BEGIN READ WRITE; SELECT 1
-- WRITE PRIMARY
COMMIT PREPARED 'x'
-- WRITE PRIMARY
ROLLBACK PREPARED 'x'
-- WRITE PRIMARY
PREPARE TRANSACTION 'x'
-- WRITE PRIMARY
insert into flyway_schema_history (installed_rank) values (1)
-- WRITE PRIMARY
select * from users; delete from users
-- WRITE PRIMARY
UPDATE databasechangeloglock SET locked = TRUE WHERE id = 1 AND locked = FALSE
-- WRITE PRIMARY
SELECT * FROM QRTZ_LOCKS WHERE SCHED_NAME = 'x' AND LOCK_NAME = ? FOR UPDATE
-- SESSION PRIMARY
SET search_path TO public
-- SESSION PRIMARY
SET search_path = public, other
-- SESSION PRIMARY
SET SESSION work_mem = '1MB'
-- SESSION PRIMARY
SET TIME ZONE 'UTC'
-- SESSION PRIMARY
SET SESSION TIME ZONE LOCAL
-- SESSION PRIMARY
SET NAMES 'UTF8'
-- SESSION PRIMARY
SET application_name = 'x'
-- SESSION PRIMARY
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
-- SESSION PRIMARY
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE
-- SESSION PRIMARY
SET default_transaction_read_only = on
-- SESSION PRIMARY
SET ROLE postgres
-- SESSION PRIMARY
SET SESSION ROLE postgres
-- SESSION PRIMARY
SET SESSION AUTHORIZATION postgres
-- SESSION PRIMARY
RESET ROLE
-- SESSION PRIMARY
RESET ALL
-- SESSION PRIMARY
RESET search_path
-- SESSION PRIMARY
RESET SESSION AUTHORIZATION
-- SESSION PRIMARY
DISCARD ALL
-- SESSION PRIMARY
DISCARD TEMP
-- SESSION PRIMARY
DISCARD PLANS
-- SESSION PRIMARY
DISCARD SEQUENCES
-- SESSION PRIMARY
LISTEN c
-- SESSION PRIMARY
UNLISTEN c
-- SESSION PRIMARY
UNLISTEN *
-- SESSION PRIMARY
PREPARE p AS SELECT 1
-- SESSION PRIMARY
PREPARE p (int) AS DELETE FROM audit WHERE id = $1
-- SESSION PRIMARY
EXECUTE p
-- SESSION PRIMARY
EXECUTE p (1)
-- SESSION PRIMARY
EXPLAIN EXECUTE p
-- SESSION PRIMARY
EXPLAIN ANALYZE EXECUTE p (1)
-- SESSION PRIMARY
DEALLOCATE p
-- SESSION PRIMARY
DEALLOCATE ALL
-- SESSION PRIMARY
DEALLOCATE PREPARE p
-- SESSION PRIMARY
DECLARE c CURSOR WITH HOLD FOR SELECT * FROM users
-- SESSION PRIMARY
DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT 1
-- SESSION PRIMARY
FETCH NEXT FROM c
-- SESSION PRIMARY
FETCH ALL c
-- SESSION PRIMARY
MOVE 5 IN c
-- SESSION PRIMARY
CLOSE c
-- SESSION PRIMARY
CLOSE ALL
-- SESSION PRIMARY
LOAD 'plpgsql'
-- SESSION PRIMARY
CREATE TEMP TABLE t (id int)
-- SESSION PRIMARY
CREATE TEMPORARY TABLE t AS SELECT 1
-- SESSION PRIMARY
CREATE LOCAL TEMP TABLE t (id int)
-- SESSION PRIMARY
CREATE GLOBAL TEMPORARY TABLE t (id int)
-- SESSION PRIMARY
CREATE TEMP VIEW v AS SELECT 1
-- SESSION PRIMARY
CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1
-- SESSION PRIMARY
CREATE TEMP SEQUENCE s
-- SESSION PRIMARY
SELECT * INTO TEMP copied FROM users
-- SESSION PRIMARY
SELECT * INTO TEMPORARY TABLE copied FROM users
-- SESSION PRIMARY
CREATE TABLE pg_temp.t (id int)
-- SESSION PRIMARY
CREATE OR REPLACE VIEW "pg_temp".v AS SELECT 1
-- SESSION PRIMARY
SELECT * INTO pg_temp.copied FROM users
-- SESSION PRIMARY
SELECT locked FROM holding
-- SESSION PRIMARY
SELECT app_tenant('x')
-- SESSION PRIMARY
SELECT pg_advisory_lock(1)
-- SESSION PRIMARY
SELECT pg_advisory_lock(1, 2)
-- SESSION PRIMARY
SELECT pg_advisory_lock_shared(1)
-- SESSION PRIMARY
SELECT pg_try_advisory_lock(1)
-- SESSION PRIMARY
SELECT pg_try_advisory_lock_shared(1)
-- SESSION PRIMARY
SELECT pg_advisory_unlock(1)
-- SESSION PRIMARY
SELECT pg_advisory_unlock_all()
-- SESSION PRIMARY
SELECT (1::bigint).pg_advisory_lock
-- SESSION PRIMARY
SELECT (1).pg_try_advisory_lock
-- SESSION PRIMARY
SELECT set_config('search_path', 'public', false)
-- SESSION PRIMARY
SELECT pg_catalog.set_config('app.tenant', ?, true)
-- SESSION PRIMARY
SELECT setseed(0.5)
-- SESSION PRIMARY
SELECT 1; SET work_mem = '1MB'
-- SESSION PRIMARY
SET work_mem = '1MB'; SELECT 1
-- SESSION PRIMARY
SELECT pg_stat_clear_snapshot()
-- SESSION PRIMARY
SELECT pg_try_advisory_lock(3, 4) FROM users
-- TRANSACTION PRIMARY
BEGIN
-- TRANSACTION PRIMARY
BEGIN WORK
-- TRANSACTION PRIMARY
BEGIN TRANSACTION READ ONLY
-- TRANSACTION PRIMARY
BEGIN ISOLATION LEVEL SERIALIZABLE
-- TRANSACTION PRIMARY
START TRANSACTION
-- TRANSACTION PRIMARY
START TRANSACTION READ ONLY, ISOLATION LEVEL REPEATABLE READ, DEFERRABLE
-- TRANSACTION PRIMARY
COMMIT
-- TRANSACTION PRIMARY
COMMIT WORK
-- TRANSACTION PRIMARY
COMMIT AND CHAIN
-- TRANSACTION PRIMARY
END
-- TRANSACTION PRIMARY
END TRANSACTION
-- TRANSACTION PRIMARY
ROLLBACK
-- TRANSACTION PRIMARY
ROLLBACK TO SAVEPOINT s
-- TRANSACTION PRIMARY
ROLLBACK TO s
-- TRANSACTION PRIMARY
ROLLBACK AND NO CHAIN
-- TRANSACTION PRIMARY
ABORT
-- TRANSACTION PRIMARY
SAVEPOINT s
-- TRANSACTION PRIMARY
RELEASE SAVEPOINT s
-- TRANSACTION PRIMARY
RELEASE s
-- TRANSACTION PRIMARY
SET TRANSACTION READ ONLY
-- TRANSACTION PRIMARY
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
-- TRANSACTION PRIMARY
SET TRANSACTION SNAPSHOT '00000003-0000001B-1'
-- TRANSACTION PRIMARY
SET LOCAL search_path = public
-- TRANSACTION PRIMARY
SET LOCAL lock_timeout = '1s'
-- TRANSACTION PRIMARY
SET CONSTRAINTS ALL DEFERRED
-- TRANSACTION PRIMARY
SET LOCAL transaction_read_only = on
-- TRANSACTION PRIMARY
BEGIN; COMMIT
-- TRANSACTION PRIMARY
COMMIT; BEGIN
-- UNKNOWN PRIMARY
BEGIN; SELECT 1; COMMIT
-- UNKNOWN PRIMARY
SELECT unheard_of()
-- UNKNOWN PRIMARY
SELECT unheard_of(id) FROM users
-- UNKNOWN PRIMARY
SELECT other.unheard_of()
-- UNKNOWN PRIMARY
SELECT public.lower_it('A')
-- UNKNOWN PRIMARY
SELECT public.abs(1)
-- UNKNOWN PRIMARY
SELECT * FROM brand_new_relation
-- UNKNOWN PRIMARY
SELECT * FROM users JOIN brand_new_relation USING (id)
-- UNKNOWN PRIMARY
SELECT * FROM users, brand_new_relation
-- UNKNOWN PRIMARY
SELECT * FROM users WHERE id IN (SELECT id FROM brand_new_relation)
-- UNKNOWN PRIMARY
TABLE brand_new_relation
-- UNKNOWN PRIMARY
SELECT rows FROM brand_new_relation
-- UNKNOWN PRIMARY
SELECT x.distinct FROM brand_new_relation x
-- UNKNOWN PRIMARY
SELECT 1 AS from FROM brand_new_relation
-- UNKNOWN PRIMARY
SELECT a IS DISTINCT FROM b FROM brand_new_relation
-- UNKNOWN PRIMARY
SELECT DISTINCT FROM brand_new_relation
-- UNKNOWN PRIMARY
SELECT 1 FROM users NATURAL JOIN brand_new_relation
-- UNKNOWN PRIMARY
SELECT 1 FROM users u JOIN orders o ON u.id = o.id AND left(u.name, 1) = ANY (ARRAY[o.status, u.name]) LEFT JOIN brand_new_relation b ON true
-- UNKNOWN PRIMARY
SELECT 1 FROM generate_series(1, 2) WITH ORDINALITY, brand_new_relation
-- UNKNOWN PRIMARY
SELECT 1 FROM jsonb_to_record(null) AS t(a int, b text), brand_new_relation
-- UNKNOWN PRIMARY
SELECT 1 UNION TABLE brand_new_relation
-- UNKNOWN PRIMARY
SELECT EXISTS (TABLE brand_new_relation)
-- UNKNOWN PRIMARY
SELECT substring(name FROM (SELECT 1 FROM brand_new_relation)) FROM users
-- UNKNOWN PRIMARY
SELECT extract(epoch FROM (SELECT max(x) FROM brand_new_relation))
-- UNKNOWN PRIMARY
SELECT 1 FROM ONLY (brand_new_relation)
-- UNKNOWN PRIMARY
SELECT 1 FROM ((users u CROSS JOIN brand_new_relation b))
-- UNKNOWN PRIMARY
WITH a AS (SELECT 1), b AS (SELECT * FROM brand_new_relation) SELECT 1 FROM a
-- UNKNOWN PRIMARY
SELECT CAST((SELECT 1 FROM brand_new_relation) AS int)
-- UNKNOWN PRIMARY
SELECT count(*) OVER (PARTITION BY (SELECT 1 FROM brand_new_relation)) FROM users
-- UNKNOWN PRIMARY
SELECT 1 OPERATOR(public.<*>) 2
-- UNKNOWN PRIMARY
SELECT 1 OPERATOR(other.=) 2
-- UNKNOWN PRIMARY
SELECT 'unterminated
-- UNKNOWN PRIMARY
SELECT "unterminated
-- UNKNOWN PRIMARY
SELECT $$ unterminated
-- UNKNOWN PRIMARY
SELECT $a$ unterminated $b$
-- UNKNOWN PRIMARY
SELECT /* unterminated
-- UNKNOWN PRIMARY
SELECT /* /* unterminated */
-- UNKNOWN PRIMARY
SELECT E'unterminated\'
-- UNKNOWN PRIMARY
SELECT ((1)
-- UNKNOWN PRIMARY
SELECT (1; SELECT 2)
-- UNKNOWN PRIMARY
SELECT * FROM (SELECT 1; SET work_mem = '1MB') x
-- UNKNOWN PRIMARY
SELECT (1))
-- UNKNOWN PRIMARY
SELECT ""
-- UNKNOWN PRIMARY
SELECT U&"\00zz"
-- UNKNOWN PRIMARY
SELECT U&"\0061" UESCAPE '+'
-- UNKNOWN PRIMARY
SELECT $
-- UNKNOWN PRIMARY
SELECT \ 1
-- UNKNOWN PRIMARY
GARBAGE
-- UNKNOWN PRIMARY
GARBAGE IN, GARBAGE OUT
-- UNKNOWN PRIMARY
12345
-- UNKNOWN PRIMARY
'just a string'
-- UNKNOWN PRIMARY
{fn now()}
-- UNKNOWN PRIMARY
SELECT {limit 5}
-- UNKNOWN PRIMARY
EXPLAIN
-- UNKNOWN PRIMARY
EXPLAIN EXPLAIN SELECT 1
-- UNKNOWN PRIMARY
EXPLAIN GARBAGE
-- UNKNOWN PRIMARY
EXPLAIN (ANALYZE
-- UNKNOWN PRIMARY
DECLARE c CURSOR
-- UNKNOWN PRIMARY
REPLACE INTO users VALUES (1)
-- UNKNOWN PRIMARY
USE database
-- UNKNOWN PRIMARY
DESCRIBE users
-- UNKNOWN PRIMARY
SELECT uuid_generate_v4()
-- UNKNOWN PRIMARY
SELECT dblink('host=x', 'DELETE FROM users')
-- UNKNOWN PRIMARY
SELECT * FROM dblink('host=x', 'SELECT 1') AS t(a int)
-- UNKNOWN PRIMARY
SELECT crosstab('SELECT nextval(1)')
-- UNKNOWN PRIMARY
SELECT textlen('a')
-- UNKNOWN PRIMARY
SELECT int4pl(1, 2)
-- UNKNOWN PRIMARY
SELECT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
-- UNKNOWN PRIMARY
SELECT DISTINCT ON (1) unheard_of()
-- UNKNOWN PRIMARY
SELECT (1) unheard_of (2)
-- UNKNOWN PRIMARY
SELECT unheard_of (1)
-- UNKNOWN PRIMARY
SELECT count(*) FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'x' AND TRIGGER_STATE = 'WAITING'
-- UNKNOWN PRIMARY
SELECT COUNT(*) FROM databasechangeloglock
-- UNKNOWN PRIMARY
SELECT "installed_rank","version","description" FROM "public"."flyway_schema_history" WHERE "installed_rank" > ? ORDER BY "installed_rank"
-- READ STANDBY
SELECT NULL AS TABLE_CAT, n.nspname AS TABLE_SCHEM, c.relname AS TABLE_NAME, CASE n.nspname ~ '^pg_' OR n.nspname = 'information_schema' WHEN true THEN CASE WHEN n.nspname = 'pg_catalog' OR n.nspname = 'information_schema' THEN CASE c.relkind WHEN 'r' THEN 'SYSTEM TABLE' WHEN 'v' THEN 'SYSTEM VIEW' ELSE NULL END ELSE NULL END ELSE NULL END AS TABLE_TYPE, d.description AS REMARKS, '' as TYPE_CAT FROM pg_catalog.pg_namespace n, pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_description d ON (c.oid = d.objoid AND d.objsubid = 0 and d.classoid = 'pg_class'::regclass) WHERE c.relnamespace = n.oid AND (false OR ( c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ) ) ORDER BY TABLE_TYPE,TABLE_SCHEM,TABLE_NAME
-- READ STANDBY
SELECT * FROM (SELECT current_database() AS current_database, n.nspname,c.relname,a.attname,a.atttypid,a.attnotnull OR (t.typtype = 'd' AND t.typnotnull) AS attnotnull,a.atttypmod,a.attlen,t.typtypmod,row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS attnum, nullif(a.attidentity, '') as attidentity,nullif(a.attgenerated, '') as attgenerated,pg_catalog.pg_get_expr(def.adbin, def.adrelid) AS adsrc,dsc.description,t.typbasetype,t.typtype FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON (c.relnamespace = n.oid) JOIN pg_catalog.pg_attribute a ON (a.attrelid=c.oid) JOIN pg_catalog.pg_type t ON (a.atttypid = t.oid) LEFT JOIN pg_catalog.pg_attrdef def ON (a.attrelid=def.adrelid AND a.attnum = def.adnum) LEFT JOIN pg_catalog.pg_description dsc ON (c.oid=dsc.objoid AND a.attnum = dsc.objsubid) LEFT JOIN pg_catalog.pg_class dc ON (dc.oid=dsc.classoid AND dc.relname='pg_class') LEFT JOIN pg_catalog.pg_namespace dn ON (dc.relnamespace=dn.oid AND dn.nspname='pg_catalog') WHERE c.relkind in ('r','p','v','f','m') and a.attnum > 0 AND NOT a.attisdropped AND n.nspname LIKE 'public' AND c.relname LIKE 'users') c WHERE true ORDER BY nspname,c.relname,attnum
-- READ STANDBY
SELECT result.TABLE_CAT, result.TABLE_SCHEM, result.TABLE_NAME, result.COLUMN_NAME, result.KEY_SEQ, result.PK_NAME FROM (SELECT current_database() AS TABLE_CAT, n.nspname AS TABLE_SCHEM, ct.relname AS TABLE_NAME, a.attname AS COLUMN_NAME, (information_schema._pg_expandarray(i.indkey)).n AS KEY_SEQ, ci.relname AS PK_NAME, information_schema._pg_expandarray(i.indkey) AS KEYS, a.attnum AS A_ATTNUM FROM pg_catalog.pg_class ct JOIN pg_catalog.pg_attribute a ON (ct.oid = a.attrelid) JOIN pg_catalog.pg_namespace n ON (ct.relnamespace = n.oid) JOIN pg_catalog.pg_index i ON ( a.attrelid = i.indrelid) JOIN pg_catalog.pg_class ci ON (ci.oid = i.indexrelid) WHERE true AND n.nspname = 'public' AND ct.relname = 'users' AND i.indisprimary ) result where result.A_ATTNUM = (result.KEYS).x ORDER BY result.table_name, result.pk_name, result.key_seq
-- READ STANDBY
SELECT nspname AS TABLE_SCHEM, current_database() AS TABLE_CATALOG FROM pg_catalog.pg_namespace WHERE nspname <> 'pg_toast' AND (nspname !~ '^pg_temp_' OR nspname = (pg_catalog.current_schemas(true))[1]) AND (nspname !~ '^pg_toast_temp_' OR nspname = replace((pg_catalog.current_schemas(true))[1], 'pg_temp_', 'pg_toast_temp_')) ORDER BY TABLE_SCHEM
-- READ STANDBY
SELECT t.typname,t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON (t.typnamespace = n.oid) WHERE n.nspname != 'pg_toast' AND (t.typrelid = 0 OR (SELECT c.relkind = 'c' FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid))
-- READ STANDBY
SELECT typinput='pg_catalog.array_in'::regproc as is_array, typtype, typname, pg_type.oid FROM pg_catalog.pg_type LEFT JOIN (select ns.oid as nspoid, ns.nspname, r.r from pg_namespace as ns join ( select s.r, (current_schemas(false))[s.r] as nspname from generate_series(1, array_upper(current_schemas(false), 1)) as s(r) ) as r using ( nspname ) ) as sp ON sp.nspoid = typnamespace WHERE pg_type.oid = $1 ORDER BY sp.r, pg_type.oid DESC
-- READ STANDBY
SELECT n.nspname = ANY(current_schemas(true)), n.nspname, t.typname FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON t.typnamespace = n.oid WHERE t.oid = $1
-- READ STANDBY
SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname='public')
-- READ STANDBY
SELECT EXISTS ( SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname = 'flyway_schema_history' AND c.relkind = 'r')
-- READ STANDBY
SELECT t.oid, t.* FROM pg_catalog.pg_tablespace t ORDER BY t.oid
-- READ STANDBY
SELECT c.oid,c.*,d.description,pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_expr, pg_catalog.pg_get_partkeydef(c.oid) as partition_key FROM pg_catalog.pg_class c LEFT OUTER JOIN pg_catalog.pg_description d ON d.objoid=c.oid AND d.objsubid=0 AND d.classoid='pg_class'::regclass WHERE c.relnamespace=$1 AND c.relkind not in ('i','I','c')
-- READ STANDBY
select tbl.relname as fk_tbl, con.conname, pg_catalog.pg_get_constraintdef(con.oid, true) from pg_catalog.pg_constraint con join pg_class tbl on tbl.oid = con.conrelid where con.contype = 'f'
-- READ STANDBY
SELECT pg_catalog.pg_get_functiondef(p.oid) FROM pg_catalog.pg_proc p WHERE p.prokind = 'f'
-- READ STANDBY
SELECT r.rolname, r.rolsuper, ARRAY(SELECT b.rolname FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles b ON (m.roleid = b.oid) WHERE m.member = r.oid) as memberof FROM pg_catalog.pg_roles r WHERE r.rolname !~ '^pg_' ORDER BY 1
-- READ STANDBY
select table_catalog, table_schema, table_name, column_name from information_schema.columns
-- READ PRIMARY
select * from information_schema.sequences
-- READ PRIMARY
SELECT name, setting FROM pg_catalog.pg_settings WHERE name = 'max_index_keys'
-- READ PRIMARY
SHOW server_version_num
-- READ PRIMARY
SELECT current_setting('server_version_num')::int/100 as version
-- READ PRIMARY
SELECT s.relname, pg_catalog.pg_relation_size(s.relid) FROM pg_catalog.pg_stat_user_tables s
-- READ PRIMARY
SELECT datname, numbackends FROM pg_stat_database
-- READ PRIMARY
SELECT pid, usename, query FROM pg_stat_activity WHERE state <> 'idle'
-- READ PRIMARY
SELECT l.locktype, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
-- SESSION PRIMARY
SELECT pg_try_advisory_lock(77431856788352)
-- SESSION PRIMARY
SELECT pg_advisory_unlock(77431856788352)
-- SESSION PRIMARY
SET application_name = 'HikariPool-1'
-- SESSION PRIMARY
SET extra_float_digits = 3
-- SESSION PRIMARY
SET statement_timeout TO '30s'
-- WRITE PRIMARY
select nextval('users_seq')
-- WRITE PRIMARY
select nextval ('hibernate_sequence')
-- WRITE PRIMARY
insert into users (created_at,email,name,region,updated_at) values (?,?,?,?,?)
-- WRITE PRIMARY
delete from orders where id=?
-- WRITE PRIMARY
alter table if exists orders add constraint fk1 foreign key (user_id) references users
-- WRITE PRIMARY
create table users2 (id bigint not null, primary key (id))
-- WRITE PRIMARY
drop table if exists users cascade
-- WRITE PRIMARY
lock table "public"."flyway_schema_history" in access exclusive mode
-- WRITE PRIMARY
INSERT INTO QRTZ_LOCKS(SCHED_NAME, LOCK_NAME) VALUES ('x', ?)
-- WRITE PRIMARY
SELECT pg_advisory_xact_lock(hashtext('job'))
-- WRITE PRIMARY
update users set name = ? where id = ? returning *
-- WRITE PRIMARY
SELECT fullname(users), touch_user(users) FROM users
