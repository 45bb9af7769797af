# psql talks to postgres without TLS: SCRAM login, simple and extended queries, COPY, errors, a refused password.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin | sort | tail -n 1)
[ -x "$bin/postgres" ] || { echo "needs postgres (see the top of record.sh)" >&2; exit 1; }
mkdir "$work/data"
chown postgres: "$work/data"
as_postgres() { on server runuser -u postgres -- "$@"; }
echo example >"$work/password"
chmod 644 "$work/password"
cd "$work"
as_postgres "$bin/initdb" -D "$work/data" --auth=scram-sha-256 --pwfile="$work/password" --username=postgres --locale=C --encoding=UTF8 >"$work/initdb.log"
echo 'host all all all scram-sha-256' >>"$work/data/pg_hba.conf"
daemon server runuser -u postgres -- "$bin/postgres" -D "$work/data" -c listen_addresses='*' -c unix_socket_directories= -c ssl=off -c fsync=off
until_true "ip netns exec sonde-server ss -Hltn | grep -q ':5432'"
until_true "PGPASSWORD=example ip netns exec sonde-server psql -h 192.0.2.80 -U postgres -qc 'CREATE ROLE visitor LOGIN SUPERUSER PASSWORD \$\$example\$\$' >>$work/psql.log 2>&1"

sql() { # ADDRESS PASSWORD, statements from standard input
  PGPASSWORD=$2 PGSSLMODE=${PGSSLMODE:-disable} PGGSSENCMODE=disable on client timeout 10 psql -X -h "$1" -U visitor -d postgres >>"$work/psql.log" 2>&1 || true
}
record client eth0 postgres.pcapng
sql 192.0.2.80 example <<'SQL'
CREATE TABLE fruit (id serial PRIMARY KEY, name text, price numeric(6,2), picked date);
INSERT INTO fruit (name, price, picked) VALUES ('apple', 0.40, '2024-09-01'), ('pear', 0.55, NULL), ('früh', 1.00, NULL);
SELECT * FROM fruit ORDER BY id;
BEGIN; DELETE FROM fruit; ROLLBACK;
COPY fruit (name, price) FROM STDIN;
plum	0.30
quince	0.90
\.
COPY fruit TO STDOUT;
SELECT pg_sleep(0.4);
SQL
sql 192.0.2.80 example <<'SQL'
SELECT nothing FROM nowhere;
SELECT 1/0;
SELEKT 1;
INSERT INTO fruit (id) VALUES (1);
PREPARE one (int) AS SELECT name FROM fruit WHERE id = $1;
EXECUTE one (2);
LISTEN news; NOTIFY news, 'something happened';
SQL
# the extended protocol: parse, bind, describe, execute, sync
printf '%s\n' '\set id 2' 'SELECT name FROM fruit WHERE id = :id;' >"$work/bench.sql"
PGPASSWORD=example PGSSLMODE=disable on client timeout 10 "$bin/pgbench" -h 192.0.2.80 -U visitor -n -M prepared -t 3 -f "$work/bench.sql" postgres >>"$work/psql.log" 2>&1 || true
PGSSLMODE=prefer sql 2001:db8:2::80 example <<<"SELECT repeat('long ', 500);" # asks for TLS first, is told no
sql 192.0.2.80 wrong <<<"SELECT 1;"
stop
