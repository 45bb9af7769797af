# dnsmasq announces a router and gives addresses; dhclient asks for one, gives it back, then asks for information only.
source "$(dirname "$0")/lib.sh"
link_local=0
need dnsmasq dhclient dumpcap ethtool

host client
host server
cable client eth0 server eth0
address server eth0 2001:db8:6::1/64
record client eth0 dhcpv6.pcapng
daemon server dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --enable-ra --dhcp-leasefile="$work/leases" \
  --dhcp-range=2001:db8:6::100,2001:db8:6::1ff,64,10m --ra-param=eth0,mtu:1400,10,1800 \
  --dhcp-option=option6:dns-server,[2001:db8:6::53] --dhcp-option=option6:domain-search,example.test \
  --dhcp-option=option6:ntp-server,[2001:db8:6::123]
until_true "ip netns exec sonde-server ss -Hlun | grep -q ':547 '"
on client sysctl -qw net.ipv6.conf.eth0.router_solicitations=1 net.ipv6.conf.eth0.accept_ra=2
ip -n sonde-client link set eth0 down
ip -n sonde-client link set eth0 up # the kernel asks for routers
sleep 2
printf '%s\n' 'send fqdn.fqdn "laptop.example.test";' \
  'also request dhcp6.name-servers, dhcp6.domain-search, dhcp6.sntp-servers;' >"$work/dhclient.conf"
quiet=(-cf "$work/dhclient.conf" -pf "$work/dhclient.pid" -lf "$work/dhclient6.leases" -sf /bin/true -D LL)
touch "$work/dhclient6.leases"
on client timeout 20 dhclient -6 -1 "${quiet[@]}" eth0 >>"$work/dhclient.log" 2>&1
sleep 0.5
on client timeout 20 dhclient -6 -r "${quiet[@]}" eth0 >>"$work/dhclient.log" 2>&1
sleep 0.3
on client timeout 20 dhclient -6 -S -1 "${quiet[@]}" eth0 >>"$work/dhclient.log" 2>&1
stop
