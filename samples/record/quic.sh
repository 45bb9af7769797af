# HTTP/3 over QUIC: a client and a server of quic-go; several requests on one connection and at once, a session taken up
# again with early data, updates of keys. The keys of the sessions are inside the file.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need go openssl editcap

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/O=Sonde samples/CN=www.example.test" \
  -addext "subjectAltName=DNS:www.example.test,DNS:*.example.test,IP:192.0.2.80" \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/openssl.log"
GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=${GOCACHE:-$work/go} HOME=$work \
  go build -o "$work/http3" "$record_dir/http3.go" >"$work/build.log" 2>&1
daemon server "$work/http3" serve :443 "$work/cert.pem" "$work/key.pem"
until_true "ip netns exec sonde-server ss -Hlun | grep -q ':443'"

record client eth0 quic-plain.pcapng udp
on client "$work/http3" ask "$work/quic.keys" >>"$work/client.log" 2>&1
sleep 1
for each in "${recorders[@]}"; do
  kill -INT "${each%%:*}"
  wait "${each%%:*}" || true
done
recorders=()
editcap --inject-secrets "tls,$work/quic.keys" "$work/quic-plain.pcapng" "$work/quic.pcapng"
keep quic.pcapng
