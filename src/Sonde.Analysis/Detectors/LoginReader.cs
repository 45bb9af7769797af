using System.Text;

namespace Sonde.Analysis;

/// <summary>Reads logins in the clear out of one TCP connection: FTP, POP3, IMAP, SMTP, HTTP, Telnet and LDAP.</summary>
/// <remarks>Memory: the line under way of each end, at most <see cref="LongestLine"/> octets. Passwords are never kept.</remarks>
internal sealed class LoginReader(Flow flow, LoginDetector detector) : IStreamReader
{
    private const int LongestLine = 2_048;
    private const int MostRead = 1 << 18; // octets after which nobody logs in any more

    private readonly Line _client = new();
    private readonly Line _server = new();
    private string? _protocol;
    private string? _user;
    private string? _tag; // of IMAP's LOGIN
    private bool _isAsked; // a password was sent and not judged yet
    private bool _isLoginNext; // SMTP: AUTH LOGIN sends user and password in lines of their own
    private int _lines;
    private bool _isPost;
    private long _read;

    public bool IsDone { get; private set; }

    public void OnOctets(in StreamOctets octets)
    {
        _read += octets.Octets.Length;
        if (_read > MostRead)
            IsDone = true;
        if (_protocol is null && !Recognize(octets))
            return;
        if (IsDone)
            return;
        if (_protocol == "ldap")
            ReadLdap(octets);
        else if (_protocol == "telnet")
            ReadTelnet(octets);
        else
            ReadLines(octets);
    }

    public void OnGap(in StreamGap gap) => (gap.FromInitiator ? _client : _server).Clear();

    // Who speaks first, and with which octets, tells most of them; the port tells FTP and SMTP apart.
    private bool Recognize(in StreamOctets octets)
    {
        ReadOnlySpan<byte> data = octets.Octets;
        int port = flow.Responder.Port;
        if (octets.FromInitiator)
        {
            if (WebAttackDetector.BeginsRequest(data))
                _protocol = "http";
            else if (data[0] == 0x30 && port is 389 or 3268)
                _protocol = "ldap";
            else if (port is 23 or 2323)
                _protocol = "telnet";
            else if (port is not (21 or 2121 or 25 or 587 or 110 or 143))
                IsDone = true;
            else if (data.StartsWith("USER "u8) || data.StartsWith("PASS "u8))
                _protocol = port == 110 ? "pop3" : "ftp";
        }
        else if (data.StartsWith("+OK"u8))
        {
            _protocol = "pop3";
        }
        else if (data.StartsWith("* OK"u8))
        {
            _protocol = "imap";
        }
        else if (data.StartsWith("220"u8) || data.StartsWith("331"u8))
        {
            bool isMail = port is 25 or 587 || data.IndexOf("SMTP"u8) >= 0;
            _protocol = isMail ? "smtp" : "ftp";
        }
        else if (port is 23 or 2323 || (data.Length >= 2 && data[0] == 0xff && data[1] is >= 0xfb and <= 0xfe))
        {
            _protocol = "telnet";
        }
        else
        {
            IsDone = true;
        }
        return _protocol is not null;
    }

    private void ReadLines(in StreamOctets octets)
    {
        Line line = octets.FromInitiator ? _client : _server;
        ReadOnlySpan<byte> left = octets.Octets;
        if (!left.IsEmpty && left[0] is 22 or 23 && line.IsEmpty)
        {
            IsDone = true; // TLS began
            return;
        }
        while (!left.IsEmpty)
        {
            int end = left.IndexOf((byte)'\n');
            line.Add(end < 0 ? left : left[..end]);
            if (end < 0)
                break;
            Read(line.Text, octets);
            line.Clear();
            left = left[(end + 1)..];
        }
        // the body of a form has no end of line
        if (_protocol == "http" && octets.FromInitiator && _isPost && !line.IsEmpty)
            ReadForm(line.Text, octets);
    }

    private void Read(string text, in StreamOctets octets)
    {
        if (octets.FromInitiator)
            ReadCommand(text, octets);
        else
            ReadReply(text, octets);
    }

    private void ReadCommand(string text, in StreamOctets octets)
    {
        string[] words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        string verb = words.Length > 0 ? words[0].ToUpperInvariant() : "";
        switch (_protocol)
        {
            case "ftp" or "pop3" when verb == "USER" && words.Length > 1:
                _user = words[1];
                break;
            case "ftp" or "pop3" when verb == "PASS":
                Password(octets, _user);
                break;
            case "ftp" when verb is "STOR" or "APPE" or "STOU":
                detector.Upload(flow, octets.Place);
                break;
            case "smtp" or "pop3" when verb == "AUTH" && words.Length > 1:
                ReadAuth(words[1].ToUpperInvariant(), words.Length > 2 ? words[2] : null, octets);
                break;
            case "smtp" or "pop3" when _isLoginNext:
                ReadLoginLine(text, octets);
                break;
            case "imap" when words.Length > 2 && words[1].Equals("LOGIN", StringComparison.OrdinalIgnoreCase):
                _tag = words[0];
                Password(octets, words[2].Split(' ')[0].Trim('"'));
                break;
            case "imap" when words.Length > 2 && words[1].Equals("AUTHENTICATE", StringComparison.OrdinalIgnoreCase):
                _tag = words[0];
                ReadAuth(words[2].Split(' ')[0].ToUpperInvariant(), null, octets);
                break;
            case "imap" when _isLoginNext:
                ReadLoginLine(text, octets);
                break;
            case "http":
                ReadHeader(text, octets);
                break;
        }
    }

    private void ReadAuth(string mechanism, string? initial, in StreamOctets octets)
    {
        if (mechanism is not ("PLAIN" or "LOGIN"))
            return;
        _isLoginNext = true;
        _lines = mechanism == "PLAIN" ? 1 : 0; // PLAIN sends both in one line, RFC 4616 §2
        if (initial is not null)
            ReadLoginLine(initial, octets);
    }

    private void ReadLoginLine(string text, in StreamOctets octets)
    {
        string? decoded = Base64(text.Trim());
        if (_lines == 0)
        {
            _user = decoded;
            _lines = 1;
            return;
        }
        string? user =
            decoded is not null && decoded.Contains('\0', StringComparison.Ordinal) ? decoded.Split('\0')[1] : _user;
        _isLoginNext = false;
        Password(octets, user);
    }

    private void ReadHeader(string text, in StreamOctets octets)
    {
        if (text.StartsWith("POST ", StringComparison.Ordinal))
            _isPost = true;
        else if (text.StartsWith("GET ", StringComparison.Ordinal))
            _isPost = false;
        const string Basic = "Basic ";
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !text[..colon].EndsWith("Authorization", StringComparison.OrdinalIgnoreCase))
            return;
        string value = text[(colon + 1)..].Trim();
        if (value.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
            Password(octets, Base64(value[Basic.Length..].Trim())?.Split(':')[0]);
    }

    private void ReadForm(string text, in StreamOctets octets)
    {
        string? user = null;
        bool hasPassword = false;
        foreach (string field in text.Split('&'))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals > 40)
                continue;
            string name = field[..equals].ToLowerInvariant();
            if (
                name
                is "password"
                    or "passwd"
                    or "pass"
                    or "pwd"
                    or "user_password"
                    or "userpassword"
                    or "login_password"
            )
                hasPassword |= equals + 1 < field.Length;
            else if (name is "user" or "username" or "login" or "email" or "uname" or "userid")
                user = Uri.UnescapeDataString(field[(equals + 1)..]);
        }
        if (!hasPassword)
            return;
        _isPost = false;
        Password(octets, user);
    }

    private void ReadReply(string text, in StreamOctets octets)
    {
        bool isHttp = _protocol == "http" && text.StartsWith("HTTP/", StringComparison.Ordinal);
        if (!_isAsked || (_protocol == "http" && !isHttp))
            return;
        string code =
            isHttp ? (text.Length >= 12 ? text[9..12] : "")
            : text.Length >= 3 ? text[..3]
            : text;
        bool? isGranted = _protocol switch
        {
            "ftp" => code is "230" or "232" ? true
            : code is "530" or "430" ? false
            : null,
            "smtp" => code == "235" ? true
            : code is "535" or "530" or "534" or "454" ? false
            : null,
            "pop3" => text.StartsWith("+OK", StringComparison.Ordinal) ? true
            : text.StartsWith("-ERR", StringComparison.Ordinal) ? false
            : null,
            "imap" => _tag is null || !text.StartsWith(_tag + " ", StringComparison.Ordinal) ? null
            : text[(_tag.Length + 1)..].StartsWith("OK", StringComparison.OrdinalIgnoreCase) ? true
            : false,
            "http" => code is "401" or "403" or "407" ? false
            : code.StartsWith('2') ? true
            : null,
            _ => null,
        };
        if (isGranted is { } granted)
        {
            _isAsked = false;
            detector.Judged(flow, granted, octets.Place);
        }
        else if (_protocol == "http")
        {
            _isAsked = false;
        }
    }

    // RFC 4511 §4.2: LDAPMessage ::= 30 len, 02 len id, 60 len bind { 02 01 version, 04 len name, 80 len password }
    private void ReadLdap(in StreamOctets octets)
    {
        var cursor = new LdapCursor(octets.Octets);
        if (!cursor.Enter(0x30) || !cursor.Skip(0x02))
            return;
        if (octets.FromInitiator)
        {
            if (!cursor.Enter(0x60) || !cursor.Skip(0x02) || !cursor.TryRead(0x04, out ReadOnlySpan<byte> name))
                return;
            string user = Encoding.UTF8.GetString(name);
            if (cursor.TryRead(0x80, out ReadOnlySpan<byte> password) && password.Length > 0)
                Password(octets, user);
        }
        else if (
            _isAsked
            && cursor.Enter(0x61)
            && cursor.TryRead(0x0a, out ReadOnlySpan<byte> result)
            && result.Length == 1
        )
        {
            _isAsked = false;
            if (result[0] is 0 or 49)
                detector.Judged(flow, result[0] == 0, octets.Place);
        }
    }

    // What is typed comes letter by letter; what is asked for comes in one piece.
    private void ReadTelnet(in StreamOctets octets)
    {
        if (octets.FromInitiator)
        {
            foreach (byte octet in octets.Octets)
            {
                if (octet is (byte)'\r' or (byte)'\n')
                {
                    if (_lines == 2 && !_client.IsEmpty)
                        Password(octets, _user);
                    else if (_lines == 1 && !_client.IsEmpty)
                        _user = _client.Text.Trim();
                    if (_lines == 2)
                        _lines = 0;
                    _client.Clear();
                }
                else if (octet is >= 32 and < 127)
                {
                    _client.Add([octet]);
                }
            }
            return;
        }
        string text = Encoding.Latin1.GetString(octets.Octets);
        bool? isGranted =
            HasOne(text, "incorrect", "login failed", "authentication failed", "access denied") ? false
            : HasOne(text, "welcome", "last login") ? true
            : null;
        if (_isAsked && isGranted is { } granted)
        {
            detector.Judged(flow, granted, octets.Place);
            _isAsked = false;
        }
        bool asksPassword = text.Contains("assword", StringComparison.Ordinal);
        if (
            asksPassword
            || text.Contains("ogin:", StringComparison.Ordinal)
            || text.Contains("sername:", StringComparison.Ordinal)
        )
        {
            _lines = asksPassword ? 2 : 1;
            _client.Clear();
        }
    }

    private static bool HasOne(string text, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private void Password(in StreamOctets octets, string? user)
    {
        _isAsked = true;
        detector.Password(flow, _protocol!, user, octets.Place);
    }

    private static string? Base64(string text)
    {
        Span<byte> octets = stackalloc byte[LongestLine];
        return text.Length <= LongestLine && Convert.TryFromBase64String(text, octets, out int length)
            ? Encoding.UTF8.GetString(octets[..length])
            : null;
    }

    private sealed class Line
    {
        private readonly StringBuilder _text = new();

        public bool IsEmpty => _text.Length == 0;

        public string Text => _text.ToString().TrimEnd('\r');

        public void Add(ReadOnlySpan<byte> octets)
        {
            octets = octets[..Math.Min(octets.Length, LongestLine - _text.Length)];
            foreach (byte octet in octets)
                _text.Append((char)octet);
        }

        public void Clear() => _text.Clear();
    }
}
