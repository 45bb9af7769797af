# ping and curl in VLAN 10 (802.1Q), VLAN 20 with priority 5, and VLAN 30 within service VLAN 100 (802.1ad).
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
source "$record_dir/inside.sh"
serve_page
carry v10 10 vlan eth0 8100:000a -- eth0 8100:000a
carry v20 20 vlan eth0 8100:a014 -- eth0 8100:a014
carry v30 30 vlan eth0 88a8:0064,8100:001e -- eth0 88a8:0064,8100:001e
record client eth0 vlan.pcapng
for net in 10 20 30; do visit $net; done
on client ping -n -q -c 1 192.0.2.80 >>"$work/visit.log" # beside them, without a tag
stop
