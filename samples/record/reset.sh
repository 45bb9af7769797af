# Connections that are reset while they are used: by a router towards the client, by a router towards the server, and by
# the server itself.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
on router sysctl -qw net.ipv4.ip_default_ttl=255 # what many routers put in packets of their own
serve 8000
warm
record client eth0 reset-by-router-at-client.pcapng 'tcp'
talk drip 198.51.100.80 8000 40 0.1 &
sleep 1.5
rule tcp dport 8000 reject with tcp reset
wait $!
stop
rule
record server eth0 reset-by-router-at-server.pcapng 'tcp'
talk drip 198.51.100.80 8000 40 0.1 &
sleep 1.5
rule tcp sport 8000 reject with tcp reset
wait $!
stop
rule
record client eth0 reset-by-server.pcapng 'tcp'
talk ask 198.51.100.80 8000 300,300,0,300 # asked for 0 octets it resets
stop
