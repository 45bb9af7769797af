# A program that calls home every two seconds, and a person who comes and goes.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need curl

daemon thr-victim python3 "$tools" answer 80 8080
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':8080 '"
record thr-victim eth0 beacon.pcapng "tcp port 8080"
record thr-victim eth0 calm-visits.pcapng "tcp port 80"
(for n in $(seq 1 34); do attack curl -s -m 2 http://192.0.2.80:8080/status; sleep 1.98; done) &
loop=$!
for pause in 0.2 0.4 7 0.1 0.3 16 1.2 3 0.2 0.2 9 0.5 2 11 0.3 6 0.2; do attack curl -s -m 2 "http://192.0.2.80/$pause/$RANDOM"; sleep "$pause"; done
wait "$loop"
stop
