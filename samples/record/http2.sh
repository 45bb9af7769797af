# HTTP/2 in clear with prior knowledge: curl and nghttp ask nginx for pages, an error, a form, compression, several at once.
source "$(dirname "$0")/lib.sh"
source "$record_dir/web.sh"
need nghttp
record client eth0 http2.pcapng
h2() { fetch --http2-prior-knowledge "$@"; }
many() { on client nghttp --null-out "$@" >>"$work/nghttp.log" 2>&1; }
many http://192.0.2.80:8088/ http://192.0.2.80:8088/long.txt http://192.0.2.80:8088/missing # one connection
h2 --head --user-agent 'agent "with quotes"' --header 'Cookie: session=example' http://192.0.2.80:8088/broken
h2 --compressed --header 'Host: other.example.test' http://192.0.2.80:8088/long.txt
h2 --data 'name=value&word=two' http://192.0.2.80:8088/form
many --multiply=3 --header='x-token: example' http://192.0.2.80:8088/old
stop
