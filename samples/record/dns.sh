# dig asks dnsmasq, over UDP and TCP, IPv4 and IPv6; dnsmasq asks servers that are slow, broken or silent.
source "$(dirname "$0")/lib.sh"
need dnsmasq dig dumpcap ethtool python3

host client
host resolver
host far
cable client eth0 resolver eth0
cable resolver eth1 far eth0
address client eth0 192.0.2.10/24 2001:db8:2::10/64
address resolver eth0 192.0.2.53/24 2001:db8:2::53/64
address resolver eth1 198.51.100.1/24
address far eth0 198.51.100.2/24 198.51.100.3/24 198.51.100.4/24

daemon far python3 "$record_dir/upstream.py" 198.51.100.2 answer 1.2
daemon far python3 "$record_dir/upstream.py" 198.51.100.3 servfail 0
daemon far python3 "$record_dir/upstream.py" 198.51.100.4 silent 0

long=()
for part in 1 2 3 4 5 6 7 8; do long+=("part $part $(printf 'x%.0s' {1..200})"); done
daemon resolver dnsmasq --no-daemon --conf-file=/dev/null --no-hosts --no-resolv --user=root --bind-interfaces \
  --interface=eth0 --except-interface=lo --local-ttl=300 --local=/example.test/ \
  --local=/2.0.192.in-addr.arpa/ --local=/8.b.d.0.1.0.0.2.ip6.arpa/ \
  --host-record=www.example.test,192.0.2.80,2001:db8:2::80 \
  --host-record=mail.example.test,192.0.2.25 \
  --host-record=xn--bcher-kva.example.test,192.0.2.81 \
  --cname=web.example.test,www.example.test \
  --mx-host=example.test,mail.example.test,10 \
  --mx-host=example.test,backup.example.test,20 \
  --txt-record=example.test,"v=spf1 mx -all","second string" \
  --txt-record=long.example.test,"$(IFS=,; echo "${long[*]}")" \
  --srv-host=_ldap._tcp.example.test,ldap.example.test,389,5,50 \
  --naptr-record=example.test,100,10,u,E2U+sip,'!^.*$!sip:info@example.test!' \
  --caa-record=example.test,0,issue,ca.example.test \
  --dns-rr=example.test,65,0001000001000302683200040004c0000250 \
  --server=/slow.test/198.51.100.2 --server=/broken.test/198.51.100.3 --server=/silent.test/198.51.100.4
until_true "ip netns exec sonde-resolver ss -Hlun | grep -q '192.0.2.53:53'"

ask() { on client dig -r +tries=1 +time=3 "$@" >>"$work/dig.log" || true; }
record client eth0 dns.pcapng
v4=@192.0.2.53 v6=@2001:db8:2::53
ask $v4 www.example.test A
ask $v4 www.example.test AAAA
ask $v4 web.example.test A
ask $v4 example.test MX
ask $v4 example.test TXT
ask $v4 _ldap._tcp.example.test SRV
ask $v4 example.test NAPTR
ask $v4 example.test CAA
ask $v4 example.test HTTPS
ask $v4 -x 192.0.2.80
ask $v6 www.example.test A
ask $v6 web.example.test AAAA
ask $v6 -x 2001:db8:2::80
ask $v4 nowhere.example.test A                  # NXDOMAIN
ask $v6 nowhere.example.test AAAA
ask $v4 mail.example.test AAAA                  # no such data: NOERROR without an answer
ask $v4 xn--bcher-kva.example.test A
ask $v4 'odd\032name\001.example.test' A        # a blank and a control character in a label
ask $v4 +noedns +nocookie www.example.test A    # as clients asked before EDNS
ask $v4 +subnet=203.0.113.0/24 +nsid +dnssec www.example.test A
ask $v4 +tcp www.example.test A
ask $v6 +tcp +keepopen example.test MX www.example.test AAAA
ask $v4 +bufsize=512 long.example.test TXT      # too long for UDP: truncated, then asked over TCP
ask $v4 elsewhere.invalid A                     # REFUSED: no server for it
ask $v4 host.broken.test A                      # SERVFAIL
ask $v4 host.slow.test A                        # answered after 1.2 s
ask $v4 +tries=2 +time=1 host.silent.test A     # asked twice, never answered
stop
