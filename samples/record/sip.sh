# SIP between two SIPp: a call with RTP both ways, a call to one who is busy, a registration that asks for a password.
source "$(dirname "$0")/lib.sh"
source "$record_dir/pair.sh"
need sipp python3

# scenario NAME: the steps on standard input
scenario() {
  { echo '<?xml version="1.0" encoding="UTF-8"?>'; echo "<scenario name=\"$1\">"; cat; echo '</scenario>'; } >"$work/$1.xml"
}
# message: the lines of a message on standard input, as SIPp sends it
send() { echo "<send${1:+ $1}><![CDATA["; cat; echo ']]></send>'; }
heads() { # METHOD NUMBER: the lines that the client's messages share
  cat <<HEADS
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "Alice" <sip:alice@example.test>;tag=[call_number]
To: "Bob" <sip:bob@example.test>[peer_tag_param]
Call-ID: [call_id]
CSeq: $2 $1
Contact: <sip:alice@[local_ip]:[local_port]>
Max-Forwards: 70
User-Agent: sonde-sample
HEADS
}
invite() {
  send 'retrans="500"' <<INVITE

INVITE sip:bob@[remote_ip]:[remote_port] SIP/2.0
$(heads INVITE 1)
Subject: A call to look at
Content-Type: application/sdp
Content-Length: [len]

v=0
o=alice 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 0
a=rtpmap:0 PCMU/8000

INVITE
  echo '<recv response="100" optional="true"/><recv response="180" optional="true"/>'
}
ack() {
  send <<ACK

ACK sip:bob@[remote_ip]:[remote_port] SIP/2.0
$(heads ACK 1)
Content-Length: 0

ACK
}
answer() { # STATUS REASON [LINE]: a response without content
  send <<ANSWER

SIP/2.0 $1 $2
[last_Via:]
[last_From:]
[last_To:];tag=[call_number]
[last_Call-ID:]
[last_CSeq:]
${3:+$3
}Server: sonde-sample
Content-Length: 0

ANSWER
}
register() { # NUMBER [LINE]
  send 'retrans="500"' <<REGISTER

REGISTER sip:example.test SIP/2.0
$(heads REGISTER "$1" | sed 's/^To:.*/To: "Alice" <sip:alice@example.test>/')
Expires: 3600
${2:+$2
}Content-Length: 0

REGISTER
}

{
  invite
  echo '<recv response="200" rtd="true"/>'
  ack
  echo "<nop><action><exec rtp_stream=\"$work/tone.wav,1,0\"/></action></nop><pause milliseconds=\"1200\"/>"
  send 'retrans="500"' <<BYE

BYE sip:bob@[remote_ip]:[remote_port] SIP/2.0
$(heads BYE 2)
Content-Length: 0

BYE
  echo '<recv response="200"/>'
} | scenario call
{ invite; echo '<recv response="486"/>'; ack; } | scenario called-when-busy
{ echo '<recv request="INVITE"/>'; answer 180 Ringing; answer 486 'Busy Here'; echo '<recv request="ACK"/>'; } | scenario busy
{
  register 1
  echo '<recv response="401" auth="true"/>'
  register 2 '[authentication username=alice password=example]'
  echo '<recv response="200"/>'
} | scenario register
{
  echo '<recv request="REGISTER"/>'
  answer 401 Unauthorized 'WWW-Authenticate: Digest realm="example.test", nonce="0123456789abcdef", algorithm=MD5'
  echo '<recv request="REGISTER"/>'
  answer 200 OK 'Expires: 3600'
} | scenario registrar
python3 - "$work/tone.wav" <<'PY'
import math, struct, sys
# one second of 8000 samples in the mu-law of G.711, a tone
def mu_law(value):
    sign, value = (0x80, -value) if value < 0 else (0, value)
    value = min(value + 132, 32635)
    exponent = max(value.bit_length() - 8, 0)
    return ~(sign | exponent << 4 | (value >> exponent + 3) & 15) & 255
tone = bytes(mu_law(int(8000 * math.sin(2 * math.pi * 440 * n / 8000))) for n in range(8000))
head = struct.pack("<HHIIHH", 7, 1, 8000, 8000, 1, 8)
open(sys.argv[1], "wb").write(b"RIFF" + struct.pack("<I", 28 + len(tone)) + b"WAVEfmt " + struct.pack("<I", 16) + head
                              + b"data" + struct.pack("<I", len(tone)) + tone)
PY
cd "$work"
# talk CLIENT'S SCENARIO SERVER'S ARGUMENTS ...
talk() {
  ip netns exec sonde-server sipp -nostdin -m 1 -timeout 10s -i 192.0.2.80 -p 5060 "${@:2}" >>"$work/server.log" 2>&1 &
  local server=$!
  until_true "ip netns exec sonde-server ss -Hlun | grep -q ':5060 '"
  on client sipp -nostdin -m 1 -timeout 10s -i 192.0.2.10 -p 5060 -mi 192.0.2.10 -mp 16000 -sf "$work/$1.xml" 192.0.2.80:5060 \
    >>"$work/client.log" 2>&1
  wait "$server"
}

record client eth0 sip.pcapng udp
talk call -sn uas -mi 192.0.2.80 -rtp_echo -mp 17000
talk called-when-busy -sf "$work/busy.xml"
talk register -sf "$work/registrar.xml"
stop
