# Packets larger than the MTU: ping and UDP in fragments over IPv4 and IPv6, and a packet whose second fragment never came.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need ping python3
on server sysctl -qw net.ipv4.ipfrag_time=2 net.ipv6.ip6frag_time=2
datagram() { on client python3 -c "import socket,sys; socket.socket(int(sys.argv[1]), socket.SOCK_DGRAM).sendto(b'0123456789' * int(sys.argv[3]), (sys.argv[2], 9))" "$@"; }
record client eth0 fragments.pcapng
on client ping -n -q -c 2 -i 0.2 -s 4000 192.0.2.80 >>"$work/ping.log"
on client ping -n -q -c 2 -i 0.2 -s 4000 2001:db8:2::80 >>"$work/ping.log"
datagram 2 192.0.2.80 400
datagram 10 2001:db8:2::80 400
# the first of two fragments only: the server gives up after two seconds and says so
on client python3 - <<'PYTHON'
import socket, struct
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
body = struct.pack(">HHHH", 40000, 9, 2008, 0) + b"x" * 1472
raw.sendto(struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0x4321, 0x2000, 64, 17, 0,
    socket.inet_aton("192.0.2.10"), socket.inet_aton("192.0.2.80")) + body, ("192.0.2.80", 0))
PYTHON
sleep 3
stop
