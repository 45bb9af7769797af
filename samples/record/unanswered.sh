# Four ways not to get a connection: silence, a reset by the server, by a router, an ICMP error; and one that works.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
serve 8000
warm
on router sysctl -qw net.ipv4.ip_default_ttl=255 # what many routers put in packets of their own
on router nft add rule ip trouble forward tcp dport 8001 drop
on router nft add rule ip trouble forward tcp dport 8003 reject with tcp reset
on router nft add rule ip trouble forward tcp dport 8004 reject with icmp type admin-prohibited
record client eth0 unanswered.pcapng 'tcp or icmp'
talk ask 198.51.100.80 8000 300
on client timeout 4 python3 "$record_dir/talk.py" ask 198.51.100.80 8001 300 >>"$work/talk.log" 2>&1 || true # nobody answers
talk ask 198.51.100.80 8002 300 # nobody listens there
talk ask 198.51.100.80 8003 300
talk ask 198.51.100.80 8004 300
stop
