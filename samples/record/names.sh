# Names of the neighbourhood (mDNS, LLMNR, NetBIOS) and small services known by their port (NTP, SNMP, SSDP, syslog, TFTP).
# The datagrams of names.py are ours; syslog comes from logger, TFTP from curl and dnsmasq.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need python3 logger unshare curl dnsmasq
for end in client server; do # multicast and broadcast go out of eth0
  ip -n sonde-$end route add 224.0.0.0/4 dev eth0
  ip -n sonde-$end addr change "$([ $end = client ] && echo 192.0.2.10 || echo 192.0.2.80)/24" broadcast 192.0.2.255 dev eth0
done
mkdir "$work/tftp"
for n in $(seq 1 40); do echo "line $n of a file that takes three blocks"; done >"$work/tftp/boot.cfg"
# errors of TFTP name the file: it lies in /srv as the server sees it
daemon server unshare --mount bash -c "mount --bind $work/tftp /srv && exec dnsmasq --no-daemon --conf-file=/dev/null \
  --port=0 --user=root --enable-tftp --tftp-root=/srv --interface=eth0"
log() { on client unshare --uts bash -c 'hostname laptop && exec logger --server 192.0.2.80 --port 514 --udp --tag sonde "$@"' log "$@"; }
daemon server python3 "$record_dir/names.py" answer eth0
until_true "ip netns exec sonde-server ss -Hlun | grep -q ':161 '"

record client eth0 names.pcapng
on client python3 "$record_dir/names.py" ask eth0
log --rfc3164 --priority auth.warning "a message of the old form"
log --rfc5424=notq --priority local0.info "a message of RFC 5424"
on client curl -sS --max-time 5 -o /dev/null tftp://192.0.2.80/boot.cfg
on client curl -sS --max-time 5 -o /dev/null tftp://192.0.2.80/missing 2>>"$work/curl.log" || true
stop
