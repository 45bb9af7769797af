using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Sonde.Wire;

namespace Sonde.Testing;

/// <summary>A name server on the loopback address, over UDP and TCP on one port, that answers as a test says.</summary>
public sealed class TinyDns : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener;
    private readonly Socket _udp;
    private readonly Func<TinyQuery, IEnumerable<byte[]>> _answer;
    private readonly Task _running;

    /// <param name="answer">The messages that go back for a question, none for silence.</param>
    /// <param name="address">Where it listens.</param>
    public TinyDns(Func<TinyQuery, IEnumerable<byte[]>> answer, IPAddress? address = null)
    {
        _answer = answer;
        address ??= IPAddress.Loopback;
        (_listener, _udp) = Bind(address);
        _running = Task.WhenAll(RunUdpAsync(), RunTcpAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>As an argument for the name server.</summary>
    public string Text => $"{((IPEndPoint)_listener.LocalEndpoint).Address}#{Port}";

    /// <summary>The questions so far.</summary>
    public ConcurrentQueue<TinyQuery> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _udp.Dispose();
        await _running;
        _stop.Dispose();
    }

    // A port that is free for both.
    private static (TcpListener, Socket) Bind(IPAddress address)
    {
        while (true)
        {
            var listener = new TcpListener(address, 0);
            listener.Start();
            var udp = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                udp.Bind(listener.LocalEndpoint);
                return (listener, udp);
            }
            catch (SocketException)
            {
                listener.Stop();
                udp.Dispose();
            }
        }
    }

    private async Task RunUdpAsync()
    {
        byte[] buffer = new byte[65_535];
        try
        {
            while (true)
            {
                SocketReceiveFromResult got = await _udp.ReceiveFromAsync(
                    buffer,
                    SocketFlags.None,
                    new IPEndPoint(
                        _udp.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any,
                        0
                    ),
                    _stop.Token
                );
                var query = new TinyQuery(buffer[..got.ReceivedBytes], IsTcp: false, (IPEndPoint)got.RemoteEndPoint);
                Asked.Enqueue(query);
                foreach (byte[] message in _answer(query))
                    await _udp.SendToAsync(message, SocketFlags.None, got.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task RunTcpAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                byte[] head = new byte[2];
                while (await stream.ReadAtLeastAsync(head, 2, false, _stop.Token) == 2)
                {
                    byte[] message = new byte[head[0] << 8 | head[1]];
                    await stream.ReadExactlyAsync(message, _stop.Token);
                    var query = new TinyQuery(message, IsTcp: true, (IPEndPoint)client.Client.RemoteEndPoint!);
                    Asked.Enqueue(query);
                    foreach (byte[] octets in _answer(query))
                    {
                        if (octets.Length == 0)
                            return; // hangs up
                        await stream.WriteAsync(octets, _stop.Token);
                    }
                }
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // the client went away, or the test is over
            }
        }
    }
}

/// <summary>A question that came to <see cref="TinyDns"/>.</summary>
public sealed record TinyQuery(byte[] Octets, bool IsTcp, IPEndPoint From)
{
    public ushort Id => (ushort)(Octets[0] << 8 | Octets[1]);

    public string Name
    {
        get
        {
            char[] text = new char[DnsName.LongestText];
            return new string(text, 0, DnsName.Decode(Octets, 12, text, DnsNameStyle.Absolute));
        }
    }

    public ushort Type
    {
        get
        {
            int end = DnsName.Skip(Octets, 12);
            return (ushort)(Octets[end] << 8 | Octets[end + 1]);
        }
    }

    /// <summary>An answer with records; over TCP with its length before it.</summary>
    public byte[] Reply(int code = 0, ushort flags = 0x8180, params TinyRecord[] records) =>
        Framed(Message(Id, Name, Type, (ushort)(flags | code), records));

    /// <summary>The octets as they go over this question's transport.</summary>
    public byte[] Framed(byte[] message) =>
        IsTcp ? [(byte)(message.Length >> 8), (byte)message.Length, .. message] : message;

    public static byte[] Message(ushort id, string name, ushort type, ushort flags, params TinyRecord[] records)
    {
        byte[] octets = new byte[65_535];
        var writer = new DnsWriter(octets, id, flags);
        writer.AddQuestion(name, type);
        foreach (TinyRecord record in records)
            writer.AddRecord(record.Section, record.Name, record.Type, 300, record.Data);
        return octets[..writer.Length];
    }
}

/// <summary>A record of an answer.</summary>
public sealed record TinyRecord(string Name, ushort Type, byte[] Data, DnsSection Section = DnsSection.Answer)
{
    public static TinyRecord A(string name, string address, DnsSection section = DnsSection.Answer) =>
        new(
            name,
            address.Contains(':', StringComparison.Ordinal) ? DnsTypes.Aaaa : DnsTypes.A,
            IPAddress.Parse(address).GetAddressBytes(),
            section
        );

    public static TinyRecord Of(string name, ushort type, string target, DnsSection section = DnsSection.Answer)
    {
        byte[] wire = new byte[255];
        return new(name, type, wire[..DnsWriter.WriteName(wire, target)], section);
    }

    public static TinyRecord Txt(string name, string text) =>
        new(name, DnsTypes.Txt, [(byte)text.Length, .. System.Text.Encoding.UTF8.GetBytes(text)]);
}
