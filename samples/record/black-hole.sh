# The long cable takes 1400 octets at most, and the router's word about it (ICMP fragmentation needed) is lost on its way.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
serve 8000
warm
ip -n sonde-router link set west mtu 1400
on router nft add chain ip trouble output '{ type filter hook output priority 0; }'
on router nft add rule ip trouble output icmp type destination-unreachable drop
record server eth0 black-hole.pcapng 'tcp'
on client timeout 8 python3 "$record_dir/talk.py" ask 198.51.100.80 8000 200,20000 >>"$work/talk.log" 2>&1 || true
sleep 1
stop
