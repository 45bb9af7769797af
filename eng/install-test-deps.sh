#!/bin/bash
# Installs what the tests need beside the .NET 10 SDK, on Debian or Ubuntu; does nothing when it is all there.
# Run as root, or as a user who may use sudo. Exit code 1 says in one line for each program what is missing.
set -uo pipefail

# program:package, for what tests and scripts call
wanted=(
  tshark:tshark         # the reference that answers are compared with
  capinfos:wireshark-common
  editcap:wireshark-common
  mergecap:wireshark-common
  tcpdump:tcpdump       # a writer of capture files that is not ours
  ip:iproute2           # network namespaces
  nft:nftables          # loss, refusals and limits in them
  ping:iputils-ping     # measurements of hosts and paths are compared with these
  fping:fping
  mtr:mtr-tiny
  traceroute:traceroute
  dig:bind9-dnsutils    # the answers that look-ups are compared with
  named:bind9           # name servers: zones, signatures, TLS, HTTPS
  unbound:unbound
  dnsmasq:dnsmasq-base
  ss:iproute2           # sockets, to compare with
  setpriv:util-linux    # tests as an ordinary user
  nmap:nmap             # what ports are compared with
  hping3:hping3         # floods that live captures find
  curl:curl             # traffic that is captured
  openssl:openssl       # servers with bad certificates
  nginx:nginx-light     # a web server that checks of HTTP and TLS are tried on
  python3:python3       # scripts in bench/ and samples/
  node:nodejs           # the MCP inspector
  npm:npm
)

# where distributions keep what administers a machine
PATH=$PATH:/usr/sbin:/sbin

absent() {
  local each
  for each in "${wanted[@]}"; do
    command -v "${each%%:*}" >/dev/null || echo "$each"
  done
}

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  echo "install-test-deps: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
  exit 1
fi

mapfile -t missing < <(absent)
[ ${#missing[@]} -gt 0 ] || exit 0
mapfile -t packages < <(printf '%s\n' "${missing[@]#*:}" | sort -u)

if ! command -v apt-get >/dev/null; then
  echo "install-test-deps: no apt-get here; please install: ${missing[*]%%:*}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "install-test-deps: needs root to install: ${packages[*]}" >&2; exit 1; }
  as_root=(sudo)
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  # tshark asks whether every user may capture; the answer is its default, no
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1 </dev/null
}
echo "install-test-deps: installing ${packages[*]}"
# an index that cannot be read in part (one broken source) is still good for the rest
apt update || echo "install-test-deps: apt-get update had errors, going on" >&2
if ! apt install -y --no-install-recommends "${packages[@]}"; then
  # one package that cannot be had must not keep the others away
  for package in "${packages[@]}"; do
    apt install -y --no-install-recommends "$package" || echo "install-test-deps: could not install $package" >&2
  done
fi

mapfile -t missing < <(absent)
[ ${#missing[@]} -gt 0 ] || exit 0
echo "install-test-deps: apt-get said:" >&2
tail -n 15 "$log" >&2
for each in "${missing[@]}"; do echo "install-test-deps: still missing: ${each%%:*} (package ${each#*:})" >&2; done
exit 1
