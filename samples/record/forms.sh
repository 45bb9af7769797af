# The forms that a capture file can take: several interfaces, comments, names, sections, link types and time units; nanosecond
# pcap, gzip, cut packets, a file that breaks off, TLS keys within the file. Made of new traffic and of the other samples.
source "$(dirname "$0")/lib.sh"
need editcap mergecap dumpcap tcpdump gzip ping
host client
host router
host server
cable client eth0 router eth0
cable router eth1 server eth0
address client eth0 192.0.2.10/24
address router eth0 192.0.2.1/24
address router eth1 198.51.100.1/24
address server eth0 198.51.100.20/24
on router sysctl -qw net.ipv4.ip_forward=1
ip -n sonde-client route add default via 192.0.2.1
ip -n sonde-server route add default via 198.51.100.1

# one file, two interfaces with filters, a comment on the file and on a packet, names
ip netns exec sonde-router dumpcap -q -i eth0 -f icmp -i eth1 -f 'icmp or arp' --capture-comment "A ping through a router, seen on both sides." \
  -w "$work/interfaces.pcapng" >"$work/recorder.log" 2>&1 &
dumpcap_pid=$!
until_true "grep -q '^File:' $work/recorder.log"
sleep 0.5
on client ping -n -q -c 3 -i 0.2 198.51.100.20 >>"$work/ping.log"
sleep 1
kill -INT $dumpcap_pid
wait $dumpcap_pid || true
python3 "$record_dir/annotate.py" "$work/interfaces.pcapng" 2 "the first answer, on its way out" \
  192.0.2.10=client.example.test 198.51.100.20=server.example.test 2001:db8:2::10=client.example.test
keep interfaces.pcapng

# times to the nanosecond in plain pcap; packets cut to 60 octets
TCPDUMP_OPTIONS="--time-stamp-precision=nano" record client eth0 nanosecond.pcap
TCPDUMP_OPTIONS="-s 60" record server eth0 cut-packets.pcap
on client ping -n -q -c 3 -i 0.2 -s 500 198.51.100.20 >>"$work/ping.log"
stop

# from the other samples
cd "$samples"
gzip -9 -n -c dns.pcapng >"$work/dns.pcapng.gz"
keep dns.pcapng.gz
head -c 20000 http.pcapng >"$work/broken-off.pcapng"
mv "$work/broken-off.pcapng" "$samples/broken-off.pcapng" # not keep: there is no whole last block to read
echo "  broken-off.pcapng: 20000 octets"
cat icmp.pcapng dhcp.pcapng >"$work/sections.pcapng"
keep sections.pcapng
mergecap -F pcapng -w "$work/link-types.pcapng" fragments.pcapng cooked-v1.pcap cooked-v2.pcap raw.pcap nanosecond.pcap
keep link-types.pcapng
editcap --inject-secrets tls,tls13.keys tls13.pcapng "$work/tls13-with-keys.pcapng"
keep tls13-with-keys.pcapng
