# ping and curl inside VXLAN (the kernel's), then inside GRE, IP-in-IP and 6in4, EtherIP, Geneve, GTP-U and MPLS.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
source "$record_dir/inside.sh"
serve_page
ends=(192.0.2.10 192.0.2.80)
back=(192.0.2.80 192.0.2.10)

ip -n sonde-client link add vx type vxlan id 77 local 192.0.2.10 remote 192.0.2.80 dstport 4789 dev eth0
ip -n sonde-server link add vx type vxlan id 77 local 192.0.2.80 remote 192.0.2.10 dstport 4789 dev eth0
inside vx 40
record client eth0 vxlan.pcapng
visit 40
stop

carry gre 50 gre "${ends[@]}" -- "${back[@]}"
carry ipip 60 ipip "${ends[@]}" -- "${back[@]}"
carry etherip 70 etherip "${ends[@]}" -- "${back[@]}"
carry geneve 80 geneve "${ends[@]}" 4660 -- "${back[@]}" 4660
carry gtp 90 gtp "${ends[@]}" 305419896 -- "${back[@]}" 305419896
for end in client server; do on $end sysctl -qw net.ipv4.conf.all.arp_ignore=1; done # ARP goes without labels
carry mpls 91 mpls eth0 100,200 -- eth0 100,200
record client eth0 tunnels.pcapng
for net in 50 60 70 80 90 91; do visit $net; done
stop
