# What scanners send: nmap by SYN, connection, FIN, NULL, XMAS, ACK and UDP, IPv4 and IPv6, over ports and over addresses;
# beside them a client of many services that uses them.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need nmap curl

daemon thr-victim python3 "$tools" answer 22 80 443 8080
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':8080 '"

scan() {
  record thr-victim eth0 "$1.pcapng" "$2"
  attack nmap -n -Pn --max-retries 0 "${@:3}"
  stop
}
scan scan-syn "tcp or icmp" -sS -p 20-119 192.0.2.80
scan scan-connect "tcp or icmp" -sT -p 1-40,80,443 192.0.2.80
scan scan-ipv6 "ip6 and tcp" -6 -sS -p 20-60 2001:db8:2::80
scan scan-fin "tcp or icmp" -sF -p 20-60 192.0.2.80
scan scan-null "tcp or icmp" -sN -p 20-60 192.0.2.80
scan scan-xmas "tcp or icmp" -sX -p 20-60 192.0.2.80
scan scan-ack "tcp or icmp" -sA -p 20-60 192.0.2.80
scan scan-udp "udp or icmp" -sU -p 9,19,53,67,69,111,123,137,161,177,389,500,514,520,623,1434 192.0.2.80

# twenty hosts that are not there but one: answers of the victim's kernel to all of them would hide that
ip -n sonde-thr-attacker route add 198.51.100.0/24 via 192.0.2.80
scan sweep-port "tcp" -sS -p 445 198.51.100.1-30
record thr-victim eth0 sweep-ping.pcapng icmp
for last in $(seq 1 30); do attack ping -c 1 -W 0.05 "198.51.100.$last"; done
stop
record thr-victim eth0 sweep-arp.pcapng arp
attack nmap -n -sn -PR --max-retries 0 192.0.2.64-127
stop

# a client that uses what it reaches, and a name whose first address does not answer
for last in $(seq 101 112); do ip -n sonde-thr-victim addr add "192.0.2.$last/24" dev eth0; done
record thr-victim eth0 calm-browser.pcapng tcp
for last in $(seq 101 112) 80; do attack curl -s -m 2 "http://192.0.2.$last/" "http://192.0.2.$last:8080/"; done
attack curl -s -m 2 http://192.0.2.80:81/
stop
