# mariadb talks to mariadbd without TLS: login, queries, prepared statements, errors, a refused password.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need mariadbd mariadb mariadb-install-db
mkdir "$work/data"
chown mysql: "$work/data"
mariadb-install-db --no-defaults --user=mysql --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db >"$work/install.log" 2>&1
daemon server mariadbd --no-defaults --user=mysql --datadir="$work/data" --socket="$work/data/sock" --pid-file="$work/data/pid" \
  --bind-address='*' --port=3306 --skip-name-resolve --innodb-buffer-pool-size=8M --skip-ssl
until_true "[ -S $work/data/sock ]"
on server mariadb --no-defaults -u root -S "$work/data/sock" -e \
  "CREATE DATABASE shop; CREATE USER 'visitor'@'%' IDENTIFIED BY 'example'; GRANT ALL ON shop.* TO 'visitor'@'%';"

sql() { # ADDRESS PASSWORD STATEMENTS, one a line: after an error it goes on with the next
  on client timeout 10 mariadb --no-defaults --skip-ssl -h "$1" -u visitor "-p$2" --force shop <<<"$3" >>"$work/mariadb-client.log" 2>&1 || true
}
record client eth0 mariadb.pcapng
sql 192.0.2.80 example "CREATE TABLE fruit (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40), price DECIMAL(6,2), picked DATE NULL);
  INSERT INTO fruit (name, price, picked) VALUES ('apple', 0.40, '2024-09-01'), ('pear', 0.55, NULL), ('früh', 1.00, NULL);
  SELECT * FROM fruit; SELECT COUNT(*) FROM fruit WHERE price > 0.5; UPDATE fruit SET price = price * 2; START TRANSACTION; DELETE FROM fruit; ROLLBACK;"
sql 192.0.2.80 example "SELECT nothing FROM nowhere;
  SELECT 1/0;
  SELEKT 1;
  INSERT INTO fruit VALUES (1, 'again', 1, NULL);"
sql 192.0.2.80 example "PREPARE one FROM 'SELECT name FROM fruit WHERE id = ?'; SET @id = 2; EXECUTE one USING @id; DEALLOCATE PREPARE one; SELECT SLEEP(0.4);"
sql 2001:db8:2::80 example "SELECT REPEAT('long ', 1000); SHOW TABLES;"
sql 192.0.2.80 wrong "SELECT 1" # access denied
stop
