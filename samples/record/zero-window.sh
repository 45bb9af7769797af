# A program asks for 100,000 octets, reads nothing for three seconds, and then all of it.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
serve 8000
warm
DUMPCAP_OPTIONS='-s 100'
record client eth0 zero-window.pcapng 'tcp'
talk ask 198.51.100.80 8000 100000 3 8192
stop
