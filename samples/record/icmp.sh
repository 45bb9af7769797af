# ping and small UDP senders, through one router: echo, unreachable (port, host, net, prohibited, too big), redirect.
source "$(dirname "$0")/lib.sh"
link_local=0 # a router asks for its neighbours from its link-local address
need ping dumpcap tcpdump ethtool

host client
host router
host server
cable client eth0 router eth0
cable router eth1 server eth0
address client eth0 192.0.2.10/24 2001:db8:2::10/64
address router eth0 192.0.2.1/24 2001:db8:2::1/64
address router eth1 198.51.100.1/24 2001:db8:51::1/64
address server eth0 198.51.100.20/24 2001:db8:51::20/64
on router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip -n sonde-client route add default via 192.0.2.1
ip -n sonde-client -6 route add default via 2001:db8:2::1
ip -n sonde-server route add default via 198.51.100.1
ip -n sonde-server -6 route add default via 2001:db8:51::1
ip -n sonde-router route add prohibit 203.0.113.0/25
ip -n sonde-router route add unreachable 203.0.113.128/25
ip -n sonde-router -6 route add prohibit 2001:db8:99::/48
ip -n sonde-router route add 203.0.113.64/26 via 192.0.2.2
ip -n sonde-router route add blackhole 198.51.100.77/32
ip -n sonde-router link set eth1 mtu 1300
ip -n sonde-server link set eth0 mtu 1300
on router sysctl -qw net.ipv4.neigh.eth1.retrans_time_ms=200 net.ipv6.neigh.eth1.retrans_time_ms=200

try() { on client "$@" >>"$work/client.log" 2>&1 || true; }
datagram() { try bash -c "echo hello >/dev/udp/$1/$2"; }
sleep 3 # the multicast reports of the interfaces' start are over
record client eth0 icmp.pcapng
try ping -n -c 4 -i 0.2 198.51.100.20
try ping -n -c 3 -i 0.2 -s 1000 -p 5a 198.51.100.20
try ping -n -c 4 -i 0.2 2001:db8:51::20
try ping -n -c 1 -W 1 -t 1 198.51.100.20           # time exceeded
try ping -n -c 1 -W 1 -t 1 2001:db8:51::20
datagram 198.51.100.20 9                            # port unreachable
datagram 2001:db8:51::20 9
try ping -n -c 1 -W 2 198.51.100.99                 # host unreachable: no such neighbour
try ping -n -c 1 -W 2 2001:db8:51::99
try ping -n -c 2 -i 1.1 -W 1 203.0.113.5              # administratively prohibited
try ping -n -c 1 -W 1 203.0.113.70                  # redirect: the way is over 192.0.2.2 (which is not there)
try ping -n -c 1 -W 1 203.0.113.200                 # host unreachable at once
try ping -n -c 1 -W 1 2001:db8:99::1
try ping -n -c 1 -W 1 -M do -s 1400 198.51.100.20   # fragmentation needed, MTU 1300
try ping -n -c 1 -W 1 -M do -s 1400 2001:db8:51::20 # packet too big
try ping -n -c 1 -W 1 -R 198.51.100.20              # record route: an IPv4 option
try ping -n -c 1 -W 1 -T tsandaddr 198.51.100.20    # timestamp: an IPv4 option
try ping -n -c 2 -i 0.3 -W 1 198.51.100.77          # no answer at all
stop
