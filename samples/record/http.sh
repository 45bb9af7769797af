# curl asks nginx over plain HTTP/1.1 and 1.0: pages, a redirect, errors, a form, ranges, compression, IPv6.
source "$(dirname "$0")/lib.sh"
source "$record_dir/web.sh"
record client eth0 http.pcapng
fetch http://www.example.test/ http://www.example.test/long.txt http://www.example.test/missing # one connection
fetch --location http://www.example.test/old
fetch --head http://www.example.test/long.txt
fetch --http1.0 http://www.example.test/
fetch --compressed http://www.example.test/long.txt
fetch --range 100-199 http://www.example.test/long.txt
fetch --data 'name=value&word=two' http://www.example.test/form
fetch --request DELETE http://www.example.test/form
fetch --user-agent 'agent "with quotes"' --header 'Cookie: session=example' http://www.example.test/broken
fetch --header 'Host: other.example.test' 'http://[2001:db8:2::80]/index.html?q=1'
fetch http://192.0.2.80:8080/ # nobody listens there: refused
stop
