# A web server for the recordings of HTTP and TLS: nginx on host "server", addresses 192.0.2.80 and 2001:db8:2::80.
need nginx curl openssl
source "$record_dir/pair.sh"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj "/O=Sonde samples/CN=www.example.test" \
  -addext "subjectAltName=DNS:www.example.test,DNS:*.example.test,IP:192.0.2.80" \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/openssl.log"
mkdir "$work/www"
echo '<!doctype html><title>Sonde</title><p>A page to look at.</p>' >"$work/www/index.html"
for n in $(seq 1 400); do echo "line $n of a page that does not fit into one segment"; done >"$work/www/long.txt"
cat >"$work/nginx.conf" <<CONF
user root;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 64; }
http {
  access_log off;
  types { text/html html; text/plain txt; }
  gzip on; gzip_types text/plain; gzip_min_length 100;
  client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work; uwsgi_temp_path $work; scgi_temp_path $work;
  server {
    listen 80; listen [::]:80; listen 8088 http2; listen 443 ssl http2; listen [::]:443 ssl http2;
    server_name www.example.test;
    ssl_certificate $work/cert.pem; ssl_certificate_key $work/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    root $work/www;
    location = /old { return 301 /index.html; }
    location = /form { return 201 '{"saved":true}'; }
    location = /broken { return 500; }
  }
}
CONF
daemon server nginx -p "$work" -c "$work/nginx.conf"
until_true "ip netns exec sonde-server ss -Hltn | grep -q ':443'"

fetch() { on client curl -sS --max-time 5 --noproxy '*' --resolve www.example.test:80:192.0.2.80 \
  --resolve www.example.test:443:192.0.2.80 "$@" >>"$work/curl.log" 2>&1 || true; }
