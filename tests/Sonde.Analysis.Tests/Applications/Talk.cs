using System.Text;
using Sonde.Testing;
using Sonde.Wire;

namespace Sonde.Analysis.Tests.Applications;

/// <summary>A conversation built turn by turn, over TCP with its handshake or over UDP, and shown to observers.</summary>
internal sealed class Talk
{
    private readonly Pass _pass;
    private readonly string _client;
    private readonly string _server;
    private readonly bool _isUdp;
    private uint _clientNext = 100;
    private uint _serverNext = 500;

    private Talk(string client, string server, bool isUdp, IObserver[] observers)
    {
        (_client, _server, _isUdp) = (client, server, isUdp);
        _pass = new Pass(StandardProtocols.Create(), observers);
    }

    /// <summary>Frames so far.</summary>
    public long Frames { get; private set; }

    public static Talk Tcp(int serverPort, params IObserver[] observers)
    {
        Talk talk = Middle(serverPort, observers);
        talk.Segment(fromClient: true, 99, 0, TcpFlags.Syn, []);
        talk.Segment(fromClient: false, 499, 100, TcpFlags.Syn | TcpFlags.Ack, []);
        return talk;
    }

    /// <summary>A connection of which the opening was not captured.</summary>
    public static Talk Middle(int serverPort, params IObserver[] observers) =>
        new("10.0.0.1:40000", $"10.0.0.2:{serverPort}", isUdp: false, observers);

    public static Talk Udp(int serverPort, params IObserver[] observers) =>
        new("10.0.0.1:40000", $"10.0.0.2:{serverPort}", isUdp: true, observers);

    public Talk Client(string text) => Client(Encoding.Latin1.GetBytes(text));

    public Talk Server(string text) => Server(Encoding.Latin1.GetBytes(text));

    public Talk Client(ReadOnlySpan<byte> octets) => Say(fromClient: true, octets);

    public Talk Server(ReadOnlySpan<byte> octets) => Say(fromClient: false, octets);

    /// <summary>The client's next octets were not captured, but the server acknowledges them with its next ones.</summary>
    public Talk LoseFromClient(int octets)
    {
        _clientNext += (uint)octets;
        return this;
    }

    /// <summary>The server's next octets were not captured, but the client acknowledges them with its next ones.</summary>
    public Talk LoseFromServer(int octets)
    {
        _serverNext += (uint)octets;
        return this;
    }

    /// <summary>Both ends close.</summary>
    public void Close()
    {
        Segment(fromClient: true, _clientNext, _serverNext, TcpFlags.Fin | TcpFlags.Ack, []);
        Segment(fromClient: false, _serverNext, _clientNext + 1, TcpFlags.Fin | TcpFlags.Ack, []);
    }

    /// <summary>Nothing more comes.</summary>
    public void End() => _pass.Finish();

    private Talk Say(bool fromClient, ReadOnlySpan<byte> octets)
    {
        if (_isUdp)
        {
            Feed(fromClient ? Make.Udp(_client, _server, octets) : Make.Udp(_server, _client, octets));
            return this;
        }
        uint sequence = fromClient ? _clientNext : _serverNext;
        Segment(fromClient, sequence, fromClient ? _serverNext : _clientNext, TcpFlags.Ack, octets);
        if (fromClient)
            _clientNext += (uint)octets.Length;
        else
            _serverNext += (uint)octets.Length;
        return this;
    }

    private void Segment(bool fromClient, uint sequence, uint acknowledgment, TcpFlags flags, ReadOnlySpan<byte> data)
    {
        (string from, string to) = fromClient ? (_client, _server) : (_server, _client);
        Feed(Make.Tcp(from, to, sequence, acknowledgment, flags, data));
    }

    private void Feed(byte[] octets) =>
        _pass.Feed(
            new Frame
            {
                Octets = octets,
                At = new Timestamp(++Frames * 1_000_000),
                OriginalLength = octets.Length,
                LinkType = LinkTypes.Ethernet,
                Number = Frames,
            }
        );
}
