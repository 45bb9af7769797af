using Sonde.Testing;
using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis.Tests.Tcp;

/// <summary>A made-up connection between a client and a server, judged segment by segment. Numbers are relative to each end's SYN.</summary>
internal sealed class Talk : ITcpObserver
{
    public const string Client = "10.0.0.1:40000";
    public const string Server = "10.0.0.2:80";
    private const long Begin = 1_700_000_000;

    private readonly uint _clientBase;
    private readonly uint _serverBase;
    private readonly Pass _pass;
    private readonly List<TcpSegment> _segments = [];
    private readonly List<byte[]> _frames = [];
    private long _now;

    public Talk(uint clientBase = 1000, uint serverBase = 5000)
    {
        _clientBase = clientBase;
        _serverBase = serverBase;
        _pass = new Pass(StandardProtocols.Create(), this, Report);
    }

    /// <summary>Keeps a record of the connection.</summary>
    public TcpFlowReport Report { get; } = new();

    /// <summary>The record of the first connection, once nothing more comes.</summary>
    public TcpFlow Flow
    {
        get
        {
            _pass.Finish();
            return Report.Flows[0];
        }
    }

    /// <summary>Hops left in the Internet headers to come.</summary>
    public byte HopsLeft { get; set; } = 64;

    /// <summary>Identification of the next Internet header; counts up unless it is 0.</summary>
    public ushort Identification { get; set; }

    /// <summary>The segments so far, as they were judged.</summary>
    public IReadOnlyList<TcpSegment> Segments => _segments;

    /// <summary>Octets that the capture keeps of each frame.</summary>
    public int Keep { get; set; } = int.MaxValue;

    /// <summary>Connections that ended.</summary>
    public List<TcpConnection> Ended { get; } = [];

    /// <summary>A talk after SYN, SYN-ACK and ACK, a millisecond each.</summary>
    public static Talk Open(uint clientBase = 1000, uint serverBase = 5000, byte? shift = null)
    {
        var talk = new Talk(clientBase, serverBase);
        byte[]? options = shift is { } bits ? [3, 3, bits, 1] : null;
        talk.FromClient(0, 0, TcpFlags.Syn, options: options);
        talk.FromServer(0, 1, TcpFlags.Syn | TcpFlags.Ack, options: options, after: 1);
        talk.FromClient(1, 1, after: 1);
        return talk;
    }

    /// <summary>The client sends; the answer is what is said of the segment. Times in milliseconds.</summary>
    public TcpVerdicts FromClient(
        uint sequence,
        uint acknowledgment,
        TcpFlags flags = TcpFlags.Ack,
        int length = 0,
        ushort window = 8000,
        byte[]? options = null,
        double after = 10
    ) =>
        Send(
            true,
            _clientBase + sequence,
            (flags & TcpFlags.Ack) != 0 ? _serverBase + acknowledgment : 0,
            flags,
            length,
            window,
            options,
            after
        );

    /// <summary>The server sends.</summary>
    public TcpVerdicts FromServer(
        uint sequence,
        uint acknowledgment,
        TcpFlags flags = TcpFlags.Ack,
        int length = 0,
        ushort window = 8000,
        byte[]? options = null,
        double after = 10
    ) =>
        Send(
            false,
            _serverBase + sequence,
            (flags & TcpFlags.Ack) != 0 ? _clientBase + acknowledgment : 0,
            flags,
            length,
            window,
            options,
            after
        );

    public TcpSegment Last => _segments[^1];

    /// <summary>An ICMP error of the server quotes the Internet header and eight octets of an earlier frame.</summary>
    public void Quote(int frame)
    {
        byte[] error = [3, 1, 0, 0, 0, 0, 0, 0, .. _frames[frame - 1].AsSpan(14, 28)];
        Feed(Make.Ipv4("10.0.0.2", "10.0.0.1", IpProtocols.Icmp, error));
    }

    public void Finish() => _pass.Finish();

    public void OnSegment(in TcpSegment segment, in Packet packet) => _segments.Add(segment);

    public void OnConnectionEnd(Flow flow, TcpConnection connection) => Ended.Add(connection);

    private TcpVerdicts Send(
        bool fromClient,
        uint sequence,
        uint acknowledgment,
        TcpFlags flags,
        int length,
        ushort window,
        byte[]? options,
        double after
    )
    {
        _now += (long)(after * 1_000_000);
        byte[] octets = Make.Tcp(
            fromClient ? Client : Server,
            fromClient ? Server : Client,
            sequence,
            acknowledgment,
            flags,
            new byte[length],
            window,
            options
        );
        octets[14 + 8] = HopsLeft;
        WriteUInt16BigEndian(octets.AsSpan(14 + 4), Identification);
        if (Identification != 0)
            Identification++;
        Feed(octets);
        return Last.Verdicts;
    }

    private void Feed(byte[] octets)
    {
        _frames.Add(octets);
        _pass.Feed(
            new Frame
            {
                Octets = octets.AsSpan(0, Math.Min(octets.Length, Keep)),
                At = new Timestamp(Begin * Timestamp.PerSecond + _now),
                OriginalLength = octets.Length,
                LinkType = LinkTypes.Ethernet,
                Number = _frames.Count,
            }
        );
    }
}
