# udhcpc and dhclient get addresses from dnsmasq: four steps, renewal, release, a refusal (NAK), information only,
# and the same through a relay (dhcrelay, with option 82), recorded where the server is.
source "$(dirname "$0")/lib.sh"
need dnsmasq udhcpc dhclient dhcrelay dumpcap ethtool

host client
host relay
host server
cable client eth0 server eth0
cable client eth1 relay eth0
cable relay eth1 server eth1
address server eth0 192.0.2.67/24
address server eth1 198.51.100.67/24
address relay eth0 203.0.113.1/24
address relay eth1 198.51.100.1/24
ip -n sonde-server route add 203.0.113.0/24 via 198.51.100.1
on relay sysctl -qw net.ipv4.ip_forward=1

daemon server dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --dhcp-authoritative \
  --dhcp-leasefile="$work/leases" --dhcp-range=192.0.2.100,192.0.2.150,255.255.255.0,2m \
  --dhcp-range=203.0.113.100,203.0.113.150,255.255.255.0,2m \
  --dhcp-option=option:router,192.0.2.1 --dhcp-option=option:dns-server,192.0.2.53,192.0.2.54 \
  --dhcp-option=option:ntp-server,192.0.2.123 --dhcp-option=option:domain-search,example.test,lab.example.test \
  --dhcp-option=option:classless-static-route,198.18.0.0/15,192.0.2.2 --domain=example.test \
  --dhcp-boot=boot/image.pxe,bootserver,192.0.2.69 --no-ping --dhcp-ttl=60
daemon relay dhcrelay -4 -d -a -id eth0 -iu eth1 -pf "$work/dhcrelay.pid" 198.51.100.67

cat >"$work/bound.sh" <<'SCRIPT'
#!/bin/sh
# udhcpc says what happened as an argument, dhclient as $reason
case ${1:-$reason} in
  bound | renew) ip addr replace "$ip/$mask" dev "$interface" ;;
  BOUND | RENEW) ip addr replace "$new_ip_address/24" dev "$interface" ;;
  deconfig | RELEASE) ip addr flush dev "$interface" ;;
esac
SCRIPT
chmod +x "$work/bound.sh"
until_true "ip netns exec sonde-server ss -Hlun | grep -q ':67 '"

record client eth0 dhcp.pcapng
daemon client udhcpc -f -i eth0 -s "$work/bound.sh" -p "$work/udhcpc.pid" -x hostname:printer -V "sonde-sample" -O search -O staticroutes -O ntpsrv
until_true "ip -n sonde-client -4 addr show eth0 | grep -q 192.0.2.1"
sleep 0.5
kill -USR1 "$(cat "$work/udhcpc.pid")" # renew: asked of the server alone
sleep 1
kill -USR2 "$(cat "$work/udhcpc.pid")" # release
sleep 0.5
kill "$(cat "$work/udhcpc.pid")"

# dhclient remembers an address of another network: asks for it, is refused, starts again
cat >"$work/old.leases" <<'LEASE'
lease {
  interface "eth0";
  fixed-address 10.99.0.5;
  option subnet-mask 255.255.255.0;
  option dhcp-server-identifier 10.99.0.1;
  renew 1 2040/01/02 00:00:00;
  rebind 1 2040/01/02 00:00:00;
  expire 1 2040/01/02 00:00:00;
}
LEASE
printf '%s\n' 'send host-name "laptop";' 'send dhcp-client-identifier "laptop-1";' \
  'request subnet-mask, broadcast-address, routers, domain-name, domain-name-servers, host-name;' >"$work/dhclient.conf"
quiet=(-cf "$work/dhclient.conf" -pf "$work/dhclient.pid" -lf "$work/old.leases" -sf "$work/bound.sh")
on client timeout 20 dhclient -4 -1 "${quiet[@]}" eth0 >>"$work/dhclient.log" 2>&1
sleep 0.3
on client timeout 20 dhclient -4 -r "${quiet[@]}" eth0 >>"$work/dhclient.log" 2>&1
stop

record server eth1 dhcp-relay.pcapng
on client timeout 20 udhcpc -q -n -i eth1 -s "$work/bound.sh" -x hostname:camera >>"$work/udhcpc.log" 2>&1
stop
