# Floods by hping3 (SYN, UDP, ping) and answers of DNS to questions that were forged in the victim's name; beside them a busy client.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need hping3 dnsmasq curl

daemon thr-victim python3 "$tools" answer 80
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':80 '"

record thr-victim eth0 flood-syn.pcapng "tcp"
attack hping3 -q -S -p 80 -i u2000 -c 350 192.0.2.80
stop
record thr-victim eth0 flood-udp.pcapng "udp"
attack hping3 -q --udp -p 7777 -i u500 -c 700 192.0.2.80
stop
record thr-victim eth0 flood-icmp.pcapng "icmp"
attack hping3 -q --icmp -i u2000 -c 350 192.0.2.80
stop

# five servers of DNS on the attacker's side that are asked in the victim's name
for last in 201 202 203 204 205; do ip -n sonde-thr-attacker addr add "192.0.2.$last/24" dev eth0; done
text=()
for n in $(seq 1 12); do text+=(--txt-record="big.example.test,part $n of a long text that nobody ever asked for, said once more to make it longer"); done
daemon thr-attacker dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --user=root --bind-interfaces \
  --listen-address=192.0.2.201,192.0.2.202,192.0.2.203,192.0.2.204,192.0.2.205 --edns-packet-max=4096 "${text[@]}"
until_true "ip netns exec sonde-thr-attacker ss -Hlun | grep -q '192.0.2.205:53 '"
record thr-victim eth0 amplification.pcapng "udp port 53"
attack python3 "$tools" forge 192.0.2.80 big.example.test 60 192.0.2.201 192.0.2.202 192.0.2.203 192.0.2.204 192.0.2.205
stop

record thr-victim eth0 calm-busy.pcapng "tcp or icmp"
for n in $(seq 1 40); do attack curl -s -m 2 http://192.0.2.80/; done
attack ping -q -c 20 -i 0.05 192.0.2.80
stop
