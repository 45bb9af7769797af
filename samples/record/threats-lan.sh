# One network of four hosts: forged ARP, a second DHCP server, a second IPv6 router, clients without end, data in pings.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need dnsmasq

# a switch, and two more hosts on it
host thr-switch
ip -n sonde-thr-switch link add bridge type bridge
ip -n sonde-thr-switch link set bridge up
for name in router rogue client; do
  host "thr-$name"
  cable "thr-$name" eth0 thr-switch "to-$name"
  ip -n sonde-thr-switch link set "to-$name" master bridge
done
address thr-router eth0 198.51.100.1/24
address thr-rogue eth0 198.51.100.66/24
address thr-client eth0 198.51.100.10/24

record thr-client eth0 arp-forged.pcapng arp
on thr-client ping -q -c 2 -i 0.3 198.51.100.1 >>"$work/attack.log" 2>&1 || true
on thr-rogue timeout 20 python3 "$tools" arp eth0 198.51.100.1 198.51.100.10 12 >>"$work/attack.log" 2>&1
on thr-client ping -q -c 2 -i 0.3 198.51.100.1 >>"$work/attack.log" 2>&1 || true
stop
record thr-client eth0 calm-arp.pcapng arp
for last in 1 66 1 66; do
  on thr-client ip neigh flush all
  on thr-client ping -q -c 1 "198.51.100.$last" >>"$work/attack.log" 2>&1 || true
done
stop

serve_dhcp() {
  daemon "$1" dnsmasq --no-daemon --conf-file=/dev/null --port=0 --user=root --dhcp-authoritative --no-ping \
    --dhcp-leasefile="$work/leases-$1" --dhcp-range="$2,$3,255.255.255.0,10m" \
    --dhcp-option=option:router,"$4" --dhcp-option=option:dns-server,"$4"
}
serve_dhcp thr-router 198.51.100.100 198.51.100.150 198.51.100.1
until_true "ip netns exec sonde-thr-router ss -Hlun | grep -q ':67 '"
record thr-client eth0 calm-dhcp.pcapng "udp port 67 or udp port 68"
on thr-client timeout 20 python3 "$tools" dhcp eth0 3 >>"$work/attack.log" 2>&1 || true
stop
record thr-client eth0 dhcp-flood.pcapng "udp port 67 or udp port 68"
on thr-client timeout 20 python3 "$tools" dhcp eth0 130 >>"$work/attack.log" 2>&1 || true
stop
serve_dhcp thr-rogue 198.51.100.200 198.51.100.220 198.51.100.66
until_true "ip netns exec sonde-thr-rogue ss -Hlun | grep -q ':67 '"
record thr-client eth0 dhcp-rogue.pcapng "udp port 67 or udp port 68"
on thr-client timeout 20 python3 "$tools" dhcp eth0 4 >>"$work/attack.log" 2>&1 || true
stop

record thr-client eth0 router-rogue.pcapng icmp6
on thr-router timeout 20 python3 "$tools" router eth0 2001:db8:1:: 0 4 >>"$work/attack.log" 2>&1
on thr-rogue timeout 20 python3 "$tools" router eth0 2001:db8:66:: 1 4 >>"$work/attack.log" 2>&1
stop

on thr-victim sysctl -qw net.ipv4.icmp_echo_ignore_all=1
record thr-victim eth0 icmp-tunnel.pcapng icmp
daemon thr-victim python3 "$tools" echo eth0
sleep 0.5
attack python3 "$tools" ping 192.0.2.80 40
stop
