#!/bin/bash
# Records the samples again: sudo samples/record.sh [NAME ...]   (no name: all of them)
# Everything happens in network namespaces called sonde-*: no packet leaves this machine, nothing outside them is
# changed, and they are gone afterwards. SAMPLES_OUT=FOLDER writes elsewhere. Needs root and, on Debian or Ubuntu:
#   apt-get install tshark tcpdump iproute2 ethtool dnsmasq-base bind9-dnsutils nginx-light curl openssl redis-server \
#     mariadb-server postgresql iputils-ping traceroute isc-dhcp-client isc-dhcp-relay udhcpc python3 nftables nghttp2-client nmap hping3 \
#     golang-go golang-github-lucas-clemente-quic-go-dev sip-tester
set -u
here=$(cd "$(dirname "$0")" && pwd)
all=(dns http http2 tls tls-suites quic sip icmp traceroute dhcp dhcpv6 names redis mariadb postgres fragments vlan tunnels cooked forms
  loss zero-window reset slow-server rate-limit reordering black-hole unanswered
  threats-scans threats-floods threats-logins threats-names threats-lan threats-web threats-beacon)

[ "$(id -u)" = 0 ] || { echo "record.sh: network namespaces need root: sudo $0 $*" >&2; exit 1; }
names=("$@")
[ ${#names[@]} -gt 0 ] || names=("${all[@]}")
failed=()
for name in "${names[@]}"; do
  [ -f "$here/record/$name.sh" ] || { echo "record.sh: no recording '$name'; there are: ${all[*]}" >&2; exit 2; }
  echo "recording $name"
  # a recording cleans up after itself when it is told to end
  timeout --kill-after=20 180 bash "$here/record/$name.sh" || failed+=("$name")
done
[ ${#failed[@]} = 0 ] || { echo "record.sh: failed: ${failed[*]}" >&2; exit 1; }
