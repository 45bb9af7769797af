# A download of 200,000 octets through a queue that lets 1 Mbit/s pass. Recorded at both ends.
source "$(dirname "$0")/lib.sh"
need tc
source "$record_dir/path.sh"
serve 8000
warm
on router tc qdisc add dev west root tbf rate 1mbit burst 3000 limit 400000
DUMPCAP_OPTIONS='-s 100'
record client eth0 rate-limit-at-client.pcapng 'tcp'
record server eth0 rate-limit-at-server.pcapng 'tcp'
talk ask 198.51.100.80 8000 200000
stop
