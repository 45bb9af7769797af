# The stage of a recording: hosts (network namespaces), cables between them, recorders. Sourced, not run.
set -euo pipefail
shopt -s inherit_errexit
record_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
samples=${SAMPLES_OUT:-$(dirname "$record_dir")}
work=$(mktemp -d /tmp/sonde-record.XXXXXX)
chmod 755 "$work" # the servers run as other users
export LC_ALL=C TZ=UTC
hosts=()
recorders=()
mac=0

leave() {
  local status=$? host pid
  trap - EXIT
  set +e
  [ $status = 0 ] || { echo "recording failed (status $status); the programs said:" >&2; tail -n 5 "$work"/*.log >&2; }
  for host in "${hosts[@]}"; do
    for pid in $(ip netns pids "sonde-$host" 2>/dev/null); do kill "$pid" 2>/dev/null; done
  done
  sleep 0.3
  for host in "${hosts[@]}"; do
    for pid in $(ip netns pids "sonde-$host" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null; done
    ip netns del "sonde-$host" 2>/dev/null
  done
  rm -rf "$work"
  exit $status
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || { echo "needs $program (see the top of record.sh)" >&2; exit 1; }
  done
}

# host NAME: a machine of its own, with only its loopback up
host() {
  ip netns add "sonde-$1"
  hosts+=("$1")
  ip -n "sonde-$1" link set lo up
  # a router answers every probe of a traceroute only when this limit is off
  on "$1" sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
}

# on HOST COMMAND ...: runs there and waits
on() { ip netns exec "sonde-$1" "${@:2}"; }

# daemon HOST COMMAND ...: runs there until the recording ends; its output is shown only when something fails
daemon() { ip netns exec "sonde-$1" "${@:2}" >>"$work/$(basename "$2").log" 2>&1 & }

# cable HOST1 IF1 HOST2 IF2: an Ethernet cable, with fixed addresses and without offloads, so that the recorder sees
# what a wire would carry: true checksums, no segment longer than the MTU
cable() {
  local end base
  base=02:00:00:00:00
  ip link add "$2" netns "sonde-$1" address "$base:$(printf %02x $((mac + 1)))" type veth \
    peer name "$4" netns "sonde-$3" address "$base:$(printf %02x $((mac + 2)))"
  mac=$((mac + 2))
  for end in "$1 $2" "$3 $4"; do
    # shellcheck disable=SC2086
    plug $end
  done
}

# plug HOST IF: no link-local address unless link_local was said: that keeps multicast chatter out of most samples
plug() {
  on "$1" ethtool -K "$2" tx off tso off gso off gro off >/dev/null 2>&1 || true
  on "$1" sysctl -qw "net.ipv6.conf.$2.addr_gen_mode=${link_local:-1}" "net.ipv6.conf.$2.router_solicitations=0" \
    "net.ipv6.conf.$2.accept_dad=0"
  ip -n "sonde-$1" link set "$2" up
}

# address HOST IF ADDRESS/LENGTH ...
address() {
  local each
  for each in "${@:3}"; do
    case $each in
      *:*) ip -n "sonde-$1" -6 addr add "$each" dev "$2" nodad ;;
      *) ip -n "sonde-$1" addr add "$each" dev "$2" ;;
    esac
  done
}

# record HOST IF FILE [FILTER]: starts dumpcap (.pcapng) or tcpdump (.pcap) and returns when it listens; DUMPCAP_OPTIONS
# and TCPDUMP_OPTIONS say more
record() {
  local said="$work/recorder${#recorders[@]}.log" file="$work/$3"
  : >"$said"
  case $3 in
    *.pcapng) ip netns exec "sonde-$1" dumpcap -q ${DUMPCAP_OPTIONS:-} -i "$2" -f "${4:-}" -w "$file" >"$said" 2>&1 & ;;
    *) ip netns exec "sonde-$1" tcpdump -n -U -Z root ${TCPDUMP_OPTIONS:-} -i "$2" -w "$file" "${4:-}" >"$said" 2>&1 & ;;
  esac
  recorders+=("$!:$3")
  until_true "grep -qE '^File:|listening on' $said"
  sleep 0.2
}

# stop: ends all recorders and puts their files among the samples
stop() {
  local each pid file
  sleep 1 # dumpcap takes packets over in batches
  for each in "${recorders[@]}"; do
    pid=${each%%:*} file=${each#*:}
    kill -INT "$pid"
    wait "$pid" || true
    keep "$file"
  done
  recorders=()
}

# keep FILE: moves a capture out of the work folder, without the name of this machine's processor and kernel
keep() {
  [[ $1 != *.pcapng ]] || python3 "$record_dir/plain.py" "$work/$1"
  [ "$(stat -c %s "$work/$1")" -lt 100000 ] || { echo "$1 is not small any more" >&2; exit 1; }
  mv "$work/$1" "$samples/$1"
  chmod 644 "$samples/$1"
  chown "$(stat -c %u:%g "$record_dir")" "$samples/$1"
  echo "  $1: $(stat -c %s "$samples/$1") octets"
}

# until_true COMMAND: at most ten seconds
until_true() {
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    eval "$1" && return
    sleep 0.1
  done
  echo "waited ten seconds for: $1" >&2
  exit 1
}
