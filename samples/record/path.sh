# A path: "client" (192.0.2.10) - long cable - "router" - "server" (198.51.100.80); the router is where trouble is made.
# DELAY: milliseconds each way on the long cable; LATE: what else link.py takes.
need ethtool dumpcap nft python3
host client
host router
host server
daemon client python3 "$record_dir/link.py" client eth0 router west "${DELAY:-10}" ${LATE:-}
cable router east server eth0
until_true "ip -n sonde-router link show west >/dev/null 2>&1 && ip -n sonde-client link show eth0 >/dev/null 2>&1"
ip -n sonde-client link set eth0 address 02:00:00:00:00:0a
ip -n sonde-router link set west address 02:00:00:00:00:0b
plug client eth0
plug router west
address client eth0 192.0.2.10/24
address router west 192.0.2.1/24
address router east 198.51.100.1/24
address server eth0 198.51.100.80/24
ip -n sonde-client route add default via 192.0.2.1
ip -n sonde-server route add default via 198.51.100.1
on router sysctl -qw net.ipv4.ip_forward=1
for each in client server; do
  on "$each" sysctl -qw net.ipv4.tcp_no_metrics_save=1 # each connection begins anew
done

# rule RULE: the router's rule for what it forwards, in place of the one before; without RULE it forwards all
on router nft add table ip trouble
on router nft 'add chain ip trouble forward { type filter hook forward priority 0; }'
rule() {
  on router nft flush chain ip trouble forward
  [ $# = 0 ] || on router nft add rule ip trouble forward "$@"
}

# serve PORT ARGUMENT ...: talk.py listens on the server
serve() {
  daemon server python3 "$record_dir/talk.py" serve "$@"
  until_true "ip netns exec sonde-server ss -Hltn | grep -q ':$1 '"
}

# talk ARGUMENT ...: talk.py on the client; it may fail
talk() { on client timeout 30 python3 "$record_dir/talk.py" "$@" >>"$work/talk.log" 2>&1 || true; }

# warm: what the hosts must know of each other before the recording (ARP)
warm() {
  talk ask 198.51.100.80 "${1:-8000}" 1
  sleep 1
}
