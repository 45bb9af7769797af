# Passwords tried over FTP, POP3, SMTP, Telnet and HTTP Basic until one fits, a bind to LDAP, and logins that simply succeed.
source "$(dirname "$0")/lib.sh"
source "$record_dir/threat-stage.sh"
need curl

daemon thr-victim python3 "$tools" services
until_true "ip netns exec sonde-thr-victim ss -Hltn | grep -q ':389 '"

for protocol in ftp pop3 smtp telnet http; do
  record thr-victim eth0 "guess-$protocol.pcapng" tcp
  attack python3 "$tools" guess "$protocol" 192.0.2.80 14
  stop
done
record thr-victim eth0 password-ldap.pcapng tcp
attack python3 "$tools" guess ldap 192.0.2.80 1
stop
record thr-victim eth0 password-imap.pcapng tcp
attack python3 "$tools" guess imap 192.0.2.80 1
stop
record thr-victim eth0 guess-shell.pcapng tcp
attack python3 "$tools" guess ssh 192.0.2.80 34
stop
record thr-victim eth0 calm-anonymous.pcapng tcp
attack python3 "$tools" guess anonymous 192.0.2.80 1
stop
