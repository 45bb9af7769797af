using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>Reads the beginning of the Remote Desktop Protocol, [MS-RDPBCGR] §2.2.1.1: the cookie with a user's name, and the protocols asked for and chosen.</summary>
internal sealed class RdpTalk : IApplicationReader, IMessageReader
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [3389];

    private const int Fixed = 11; // octets of TPKT (RFC 1006) and of a connection request of COTP (X.224 §13.3)

    private static ReadOnlySpan<byte> CoreData => [0x01, 0xc0];

    private readonly ApplicationStream _stream;
    private readonly ConversationFacts _facts;
    private readonly MessageCutter _cutter;
    private bool _isOver;

    public RdpTalk(ApplicationStream stream, ConversationFacts facts)
    {
        (_stream, _facts) = (stream, facts);
        _cutter = new MessageCutter(this);
    }

    public static Recognition Recognize(in StreamOpening opening) => Opening.Of(opening, Ports, OfClient, OfServer);

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (!_cutter.IsLost)
            _cutter.Add(fromClient, octets, place);
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) => _cutter.Skip(fromClient, length);

    public long Measure(bool fromClient, ReadOnlySpan<byte> octets) =>
        octets.Length < 4 ? 0
        : octets[0] != 3 ? -1
        : Math.Max(ReadUInt16BigEndian(octets[2..]), (ushort)4);

    public bool OnMessage(bool fromClient, ReadOnlySpan<byte> head, long length, StreamPlace place)
    {
        if (head.Length < 7)
            return true;
        if (head[5] == 0xe0 && head.Length >= Fixed)
            OnRequest(head[Fixed..]);
        else if (head[5] == 0xd0 && head.Length >= Fixed)
            OnConfirm(head[Fixed..]);
        else if (fromClient)
            OnClientData(head);
        return !_isOver;
    }

    public void OnLeft(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        if (_isOver)
            _stream.Feed(fromClient, octets, place);
    }

    private void OnRequest(ReadOnlySpan<byte> data)
    {
        int end = data.IndexOf("\r\n"u8);
        if (end >= 0)
        {
            ReadOnlySpan<byte> cookie = data[..end];
            int user = cookie.IndexOf("mstshash="u8);
            if (user >= 0)
                _facts.Say("user", cookie[(user + 9)..]);
            else
                _facts.Say("cookie", cookie);
            data = data[(end + 2)..];
        }
        if (data.Length < 8 || data[0] != 1)
        {
            _facts.Say("requested", "RDP");
            return;
        }
        uint asked = ReadUInt32LittleEndian(data[4..]);
        if (asked == 0)
            _facts.Say("requested", "RDP");
        for (int bit = 0; bit < 5; bit++)
        {
            if ((asked & 1u << bit) != 0)
                _facts.Say("requested", ProtocolName(1u << bit));
        }
    }

    private void OnConfirm(ReadOnlySpan<byte> data)
    {
        if (data.Length < 8)
        {
            _facts.Say("selected", "RDP");
            return;
        }
        uint value = ReadUInt32LittleEndian(data[4..]);
        if (data[0] == 3)
        {
            _facts.Say("failure", FailureName(value));
            return;
        }
        _facts.Say("selected", ProtocolName(value));
        if (value == 0)
            return;
        _isOver = true;
        _stream.Upgrade(); // all of them go on with TLS, §5.4.5
    }

    // The client's core data, §2.2.1.3.2: version, desktop, keyboard and build, then its name in UTF-16.
    private void OnClientData(ReadOnlySpan<byte> message)
    {
        int mark = message.IndexOf("Duca"u8);
        int core = mark < 0 ? -1 : message[mark..].IndexOf(CoreData);
        if (core < 0 || message.Length < mark + core + 24 + 32)
            return;
        string name = Encoding.Unicode.GetString(message.Slice(mark + core + 24, 32));
        _facts.Say("client_name", name.TrimEnd('\0').Split('\0')[0]);
    }

    private static Look OfClient(ReadOnlySpan<byte> octets)
    {
        Look look = Of(octets, 0xe0);
        if (look != Look.Fits)
            return look;
        ReadOnlySpan<byte> data = octets[Fixed..];
        return data.StartsWith("Cookie: "u8) || data is [1, _, 8, 0, ..] ? Look.Certain
            : data.IsEmpty ? Look.Weak
            : Look.No;
    }

    private static Look OfServer(ReadOnlySpan<byte> octets)
    {
        Look look = Of(octets, 0xd0);
        if (look != Look.Fits)
            return look;
        ReadOnlySpan<byte> data = octets[Fixed..];
        return data is [2 or 3, _, 8, 0, ..] ? Look.Certain
            : data.IsEmpty ? Look.Weak
            : Look.No;
    }

    private static Look Of(ReadOnlySpan<byte> octets, byte type)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        if (octets[0] != 3 || (octets.Length > 1 && octets[1] != 0))
            return Look.No;
        if (octets.Length < Fixed)
            return Look.More;
        return octets[5] == type && octets[4] == ReadUInt16BigEndian(octets[2..]) - 5 ? Look.Fits : Look.No;
    }

    private static string ProtocolName(uint protocol) =>
        protocol switch
        {
            0 => "RDP",
            1 => "TLS",
            2 => "CredSSP",
            4 => "RDSTLS",
            8 => "CredSSP with early user authorization",
            16 => "RDS-AAD-Auth",
            _ => $"0x{protocol:x}",
        };

    private static string FailureName(uint code) =>
        code switch
        {
            1 => "SSL_REQUIRED_BY_SERVER",
            2 => "SSL_NOT_ALLOWED_BY_SERVER",
            3 => "SSL_CERT_NOT_ON_SERVER",
            4 => "INCONSISTENT_FLAGS",
            5 => "HYBRID_REQUIRED_BY_SERVER",
            6 => "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
            _ => $"{code}",
        };
}
