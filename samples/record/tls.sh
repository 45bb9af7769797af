# curl asks nginx over TLS 1.2 and 1.3, HTTP/1.1 and HTTP/2; the keys of the sessions lie beside the captures.
source "$(dirname "$0")/lib.sh"
source "$record_dir/web.sh"

keys() { # FILE: what curl wrote, without the library's heading
  grep -v '^#' "$work/$1" >"$samples/$1"
  chown "$(stat -c %u:%g "$record_dir")" "$samples/$1"
}

export SSLKEYLOGFILE=$work/tls12.keys
record client eth0 tls12.pcapng
fetch --insecure --tls-max 1.2 --http1.1 https://www.example.test/ https://www.example.test/long.txt
fetch --insecure --tls-max 1.2 --ciphers ECDHE-ECDSA-CHACHA20-POLY1305 --http2 https://www.example.test/
stop
keys tls12.keys

export SSLKEYLOGFILE=$work/tls13.keys
record client eth0 tls13.pcapng
fetch --insecure --tlsv1.3 --http1.1 https://www.example.test/ https://www.example.test/long.txt
fetch --insecure --tlsv1.3 --http2 https://www.example.test/ https://www.example.test/missing
fetch --insecure --tlsv1.3 --http1.1 --header 'Host: www.example.test' 'https://[2001:db8:2::80]/'
fetch --tlsv1.3 https://www.example.test/ # certificate not trusted: the client ends with an alert
stop
keys tls13.keys
unset SSLKEYLOGFILE

# openssl alone: a session taken up again, and a handshake that cannot succeed (TLS 1.1)
record client eth0 tls-resumed.pcapng
on client bash -c "printf 'GET / HTTP/1.0\r\n\r\n' | timeout 5 openssl s_client -connect 192.0.2.80:443 -servername www.example.test \
  -sess_out $work/session -ign_eof" >>"$work/openssl.log" 2>&1 || true
on client bash -c "printf 'GET / HTTP/1.0\r\n\r\n' | timeout 5 openssl s_client -connect 192.0.2.80:443 -servername www.example.test \
  -sess_in $work/session -ign_eof" >>"$work/openssl.log" 2>&1 || true
on client bash -c "timeout 5 openssl s_client -tls1_1 -cipher DEFAULT@SECLEVEL=0 -connect 192.0.2.80:443 </dev/null" >>"$work/openssl.log" 2>&1 || true
stop
