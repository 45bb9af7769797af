# traceroute over three routers: UDP, ICMP and TCP probes, IPv4 and IPv6, a silent router, a route that loops.
source "$(dirname "$0")/lib.sh"
link_local=0
need traceroute ethtool dumpcap

hops=(client r1 r2 r3 server)
for each in "${hops[@]}"; do host "$each"; done
for n in 1 2 3 4; do
  left=${hops[n - 1]} right=${hops[n]}
  cable "$left" east "$right" west
  address "$left" east "198.51.100.$((n * 8 + 1))/29" "2001:db8:$n::1/64"
  address "$right" west "198.51.100.$((n * 8 + 2))/29" "2001:db8:$n::2/64"
done
for n in 1 2 3; do
  on "r$n" sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
done
for n in 1 2 3 4; do # everything unknown is to the east, the client's net is to the west
  left=${hops[n - 1]} right=${hops[n]}
  ip -n "sonde-$left" route add default via "198.51.100.$((n * 8 + 2))"
  ip -n "sonde-$left" -6 route add default via "2001:db8:$n::2"
  [ "$n" = 1 ] || for back in $(seq 1 $((n - 1))); do
    ip -n "sonde-$left" route add "198.51.100.$((back * 8))/29" via "198.51.100.$(((n - 1) * 8 + 1))" 2>>"$work/route.log" || true
    ip -n "sonde-$left" -6 route add "2001:db8:$back::/64" via "2001:db8:$((n - 1))::1" 2>>"$work/route.log" || true
  done
done
ip -n sonde-server route add default via 198.51.100.33
ip -n sonde-server -6 route add default via 2001:db8:4::1
address server lo 203.0.113.9/32 2001:db8:99::9/128
ip -n sonde-r3 route add 203.0.113.0/25 via 198.51.100.34
ip -n sonde-r3 -6 route add 2001:db8:99::/64 via 2001:db8:4::2
ip -n sonde-r3 route add 203.0.113.200/32 via 198.51.100.25 # back to r2: a loop

sleep 3 # the multicast reports of the interfaces' start are over
record client east traceroute.pcapng 'not icmp6 or ip6[40] < 130 or ip6[40] > 132'
trace() { on client traceroute -n -q 2 -w 1 "$@" >>"$work/traceroute.log" 2>&1 || true; }
trace 203.0.113.9
trace -I 203.0.113.9
trace -T -p 81 203.0.113.9
trace 2001:db8:99::9
trace -I 2001:db8:99::9
trace -m 8 203.0.113.200 # loops between r2 and r3
ip -n sonde-r2 route add blackhole 192.0.2.0/24
trace -m 5 192.0.2.99 # silent from the second router on
stop
