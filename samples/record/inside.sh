# Devices that tunnel.py or the kernel carries between the hosts of pair.sh, and a little real traffic through them.

# inside DEVICE NET: waits for the device on both hosts, gives 10.NET.0.1 and .2, 2001:db8:NET::1 and ::2, fixed MACs
inside() {
  local end last
  for end in client server; do
    until_true "ip -n sonde-$end link show $1 >/dev/null 2>&1"
    last=1
    [ $end = client ] || last=2
    ip -n sonde-$end link set "$1" address "02:00:00:00:$(printf %02x "$2"):0$last" 2>/dev/null || true # a TUN has none
    plug $end "$1"
    ip -n sonde-$end link set "$1" mtu 1380
    address $end "$1" "10.$2.0.$last/24" "2001:db8:$2::$last/64"
  done
}

# carry DEVICE NET KIND CLIENT'S ARGUMENTS -- SERVER'S ARGUMENTS: starts tunnel.py on both
carry() {
  local device=$1 net=$2 kind=$3 split=4
  while [ "${!split}" != -- ]; do split=$((split + 1)); done
  daemon client python3 "$record_dir/tunnel.py" "$device" "$kind" "${@:4:$((split - 4))}"
  daemon server python3 "$record_dir/tunnel.py" "$device" "$kind" "${@:$((split + 1))}"
  inside "$device" "$net"
}

# visit NET: pings and fetches a page from the other end
visit() {
  on client ping -n -q -c 2 -i 0.2 -W 2 "10.$1.0.2" >>"$work/visit.log"
  on client ping -n -q -c 2 -i 0.2 -W 2 "2001:db8:$1::2" >>"$work/visit.log"
  on client curl -sS --noproxy '*' --max-time 5 "http://10.$1.0.2:8000/page.txt" >>"$work/visit.log"
}

serve_page() {
  need python3 curl ping
  mkdir "$work/www"
  for n in $(seq 1 60); do echo "line $n of a page that takes a few segments"; done >"$work/www/page.txt"
  daemon server python3 -u -m http.server --directory "$work/www" 8000
  until_true "ip netns exec sonde-server ss -Hltn | grep -q ':8000'"
}
