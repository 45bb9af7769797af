# openssl on both ends: suites and features of TLS that curl and nginx do not show, with the keys beside the capture:
# CBC with and without encrypt-then-MAC, CCM, RSA key exchange, TLS 1.0 and 1.1, sessions taken up again, renegotiation,
# updates of keys, padding, early data.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need openssl

key() { # NAME ARGUMENTS ...: a certificate for www.example.test
  openssl req -x509 "${@:2}" -nodes -days 36500 -subj /CN=www.example.test -keyout "$work/$1.key" -out "$work/$1.pem" \
    2>>"$work/openssl.log"
}
key ec -newkey ec -pkeyopt ec_paramgen_curve:prime256v1
key rsa -newkey rsa:2048
mkdir "$work/www"
cd "$work/www"
keys=$work/tls-suites.keys
serve() { # PORT ARGUMENTS ...
  daemon server openssl s_server -accept "$1" -cert "$work/ec.pem" -key "$work/ec.key" -dcert "$work/rsa.pem" \
    -dkey "$work/rsa.key" -cipher ALL:@SECLEVEL=0 -keylogfile "$keys" \
    -ciphersuites TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256 "${@:2}"
  until_true "ip netns exec sonde-server ss -Hltn | grep -q ':$1'"
}
ask() { # PATH PORT ARGUMENTS ...: what stands before the request comes from BEFORE, one line every half second
  local path=$1 port=$2
  echo 'A page for those who have the keys.' >"$work/www/$path"
  {
    for each in ${BEFORE:-}; do sleep 0.5; echo "$each"; done
    [ -z "${BEFORE:-}" ] || sleep 0.5
    printf 'GET /%s HTTP/1.0\r\n\r\n' "$path"
    sleep 0.7
  } | on client timeout 8 openssl s_client -connect "192.0.2.80:$port" -servername www.example.test "${@:3}" \
    >>"$work/client.log" 2>&1 || true
}
# answer PATH PORT ARGUMENTS ...: both ends update their keys before and after the request
answer() {
  mkfifo "$work/said"
  {
    sleep 1.5; echo K; sleep 0.5
    printf 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nAgain\n'; sleep 1.5
  } >"$work/said" &
  ip netns exec sonde-server openssl s_server -accept "$2" -cert "$work/ec.pem" -key "$work/ec.key" -keylogfile "$keys" \
    <"$work/said" >>"$work/answer.log" 2>&1 &
  until_true "ip netns exec sonde-server ss -Hltn | grep -q ':$2'"
  BEFORE="K K" ask "$@"
}
serve 443 -WWW -client_renegotiation
serve 8443 -WWW -record_padding 256
{ sleep 6; printf 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nEarly'; sleep 6; } |
  ip netns exec sonde-server openssl s_server -accept 9443 -cert "$work/ec.pem" -key "$work/ec.key" -keylogfile "$work/early.keys" \
    -early_data >>"$work/early.log" 2>&1 &
until_true "ip netns exec sonde-server ss -Hltn | grep -q ':9443'"
printf 'GET /early HTTP/1.0\r\n\r\n' >"$work/early"

record client eth0 tls-suites.pcapng
old=(-cipher ALL:@SECLEVEL=0)
on client bash -c "sleep 1 | timeout 5 openssl s_client -connect 192.0.2.80:9443 -sess_out $work/early.session" >>"$work/client.log" 2>&1
on client bash -c "sleep 6 | timeout 8 openssl s_client -connect 192.0.2.80:9443 -sess_in $work/early.session -early_data $work/early" \
  >>"$work/client.log" 2>&1 &
early=$!
ask tls10 443 -tls1 "${old[@]}"
ask tls11 443 -tls1_1 "${old[@]}"
ask rsa-cbc-etm 443 -tls1_2 -cipher AES128-SHA
ask rsa-cbc 443 -tls1_2 -cipher AES256-SHA256 -no_etm
ask cbc-sha384 443 -tls1_2 -cipher ECDHE-RSA-AES256-SHA384 -no_etm
ask ccm 443 -tls1_2 -cipher AES128-CCM
ask ccm8 443 -tls1_2 -cipher ECDHE-ECDSA-AES256-CCM8
ask dhe 443 -tls1_2 -cipher DHE-RSA-AES256-GCM-SHA384
ask chacha 443 -tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305 -sess_out "$work/session"
ask resumed 443 -tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305 -sess_in "$work/session"
BEFORE=R ask renegotiated 443 -tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256
ask ccm13 443 -tls1_3 -ciphersuites TLS_AES_128_CCM_SHA256
ask ccm8-13 443 -tls1_3 -ciphersuites TLS_AES_128_CCM_8_SHA256
ask chacha13 443 -tls1_3 -ciphersuites TLS_CHACHA20_POLY1305_SHA256
answer updated 10443 -tls1_3
ask padded 8443 -tls1_3
wait $early || true
stop
cat "$keys" "$work/early.keys" | grep -v '^#' | grep -v EXPORTER >"$samples/tls-suites.keys"
chown "$(stat -c %u:%g "$record_dir")" "$samples/tls-suites.keys"
