# Five questions on one connection to a server that thinks for 0.8 s before each answer; the network is quick.
source "$(dirname "$0")/lib.sh"
source "$record_dir/path.sh"
serve 8000 0.8
warm
record client eth0 slow-server.pcapng 'tcp'
talk ask 198.51.100.80 8000 300,2000,300,5000,300
stop
