# redis-cli talks to redis-server: strings, lists, a pipeline, a transaction, errors, publish and subscribe.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need redis-server redis-cli
daemon server redis-server --port 6379 --bind 192.0.2.80 2001:db8:2::80 --protected-mode no --save '' --dir "$work"
until_true "ip netns exec sonde-server ss -Hltn | grep -q ':6379'"

ask() { on client timeout 5 redis-cli -h 192.0.2.80 "$@" >>"$work/redis-cli.log" 2>&1 || true; }
record client eth0 redis.pcapng
ask ping
ask set greeting "hello, world"
ask get greeting
ask get missing
ask incr greeting # an error: not a number
ask nonsense command
ask rpush list one two three
ask lrange list 0 -1
ask -3 hgetall nothing # RESP3
printf '%s\r\n' 'SET a 1' 'INCR a' MULTI 'GET a' 'DEL a' EXEC | on client timeout 5 redis-cli -h 2001:db8:2::80 --pipe >>"$work/redis-cli.log" 2>&1 || true
printf 'SET k%d v\r\n' 1 2 3 4 5 | on client timeout 5 redis-cli -h 192.0.2.80 --pipe >>"$work/redis-cli.log" 2>&1 || true
on client timeout 1 redis-cli -h 192.0.2.80 subscribe news >>"$work/redis-cli.log" 2>&1 &
sleep 0.4
ask publish news "something happened"
sleep 0.8
ask auth wrong password
stop
