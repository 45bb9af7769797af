# A download of 150,000 octets on a path that loses every 20th segment, recorded at both ends at once.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
serve 8000
warm
rule ip saddr 198.51.100.80 meta length '>' 500 numgen inc mod 20 == 12 drop
DUMPCAP_OPTIONS='-s 100'
record client eth0 loss-before.pcapng 'tcp'
record server eth0 loss-behind.pcapng 'tcp'
talk ask 198.51.100.80 8000 150000
stop
