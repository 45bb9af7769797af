# A download of 150,000 octets on a path where every ninth segment is overtaken by those behind it. Nothing is lost.
source "$(dirname "$0")/lib.sh"
LATE='9 3'
source "$record_dir/path.sh"
serve 8000
warm
DUMPCAP_OPTIONS='-s 100'
record client eth0 reordering.pcapng 'tcp'
talk ask 198.51.100.80 8000 150000
stop
