# The same pings and a small page, recorded without Ethernet: all interfaces at once (Linux cooked, both versions), a TUN
# device (raw IP); the host is a router, so what it forwards is seen twice.
source "$(dirname "$0")/lib.sh"
need tcpdump ping curl python3 ethtool
host client
host router
host server
cable client eth0 router eth0
cable router eth1 server eth0
address client eth0 192.0.2.10/24 2001:db8:2::10/64
address router eth0 192.0.2.1/24 2001:db8:2::1/64
address router eth1 198.51.100.1/24
address server eth0 198.51.100.20/24
on router sysctl -qw net.ipv4.ip_forward=1
ip -n sonde-client route add default via 192.0.2.1
ip -n sonde-server route add default via 198.51.100.1
mkdir "$work/www"
echo "a page" >"$work/www/page.txt"
daemon server python3 -u -m http.server --directory "$work/www" 8000
until_true "ip netns exec sonde-server ss -Hltn | grep -q ':8000'"

for version in 1 2; do
  kind=LINUX_SLL
  [ $version = 1 ] || kind=LINUX_SLL2
  TCPDUMP_OPTIONS="-y $kind" record router any cooked-v$version.pcap
  on client ping -n -q -c 1 198.51.100.20 >>"$work/ping.log"
  on client ping -n -q -c 1 2001:db8:2::1 >>"$work/ping.log"
  on router ping -n -q -c 1 127.0.0.1 >>"$work/ping.log"
  on client curl -sS --noproxy '*' --max-time 5 http://198.51.100.20:8000/page.txt >>"$work/curl.log"
  stop
done

ends=(192.0.2.10 198.51.100.20)
daemon client python3 "$record_dir/tunnel.py" tun0 gre "${ends[@]}"
daemon server python3 "$record_dir/tunnel.py" tun0 gre "${ends[1]}" "${ends[0]}"
for end in client server; do
  until_true "ip -n sonde-$end link show tun0 >/dev/null 2>&1"
  plug $end tun0
done
address client tun0 10.1.0.1/24 2001:db8:1::1/64
address server tun0 10.1.0.2/24 2001:db8:1::2/64
record client tun0 raw.pcap
on client ping -n -q -c 1 -W 2 10.1.0.2 >>"$work/ping.log"
on client ping -n -q -c 1 -W 2 2001:db8:1::2 >>"$work/ping.log"
on client curl -sS --noproxy '*' --max-time 5 http://10.1.0.2:8000/page.txt >>"$work/curl.log"
stop
