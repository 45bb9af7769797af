using System.Collections.Concurrent;
using System.Net.Sockets;
using Sonde.Native;
using Xunit;

namespace Sonde.Broker.Tests;

/// <summary>A daemon in this process, at a socket of its own, that the user of the tests may ask.</summary>
internal sealed class TestDaemon : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("sonde-daemon").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly LocalSocket _listener;
    private readonly Thread _thread;

    public TestDaemon(BrokerLimits? limits = null, Offers offers = Offers.Capture | Offers.Icmp, bool isOpen = true)
    {
        Assert.SkipUnless(BrokerClient.IsSupported, "the daemon is for 64-bit Linux");
        Assert.Equal(0, LocalSocket.TryListen(Path, group: null, out LocalSocket? listener));
        _listener = listener!;
        // root may always ask; the group is of no user of this machine, or of this one
        uint group = isOpen ? PrimaryGroup() : 4_000_000_000;
        var server = new BrokerServer(
            _listener,
            new BrokerPolicy(group, offers, "test"),
            limits ?? new BrokerLimits(),
            Log.Enqueue
        );
        _thread = new Thread(() => server.Run(_stop.Token)) { IsBackground = true };
        _thread.Start();
    }

    public string Path => System.IO.Path.Combine(_folder, "sonde.sock");

    public ConcurrentQueue<string> Log { get; } = new();

    public BrokerClient Client => new(Path);

    /// <summary>A connection that says what it is told to.</summary>
    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Connect(new UnixDomainSocketEndPoint(Path));
        return socket;
    }

    /// <summary>The next message; null when the daemon has closed.</summary>
    public static (MessageHeader Header, byte[] Payload)? Receive(Socket socket)
    {
        if (Octets(socket, MessageHeader.Size) is not { } header)
            return null;
        var read = MessageHeader.Read(header);
        return (read, Octets(socket, (int)read.Length) ?? []);
    }

    /// <summary>The next message, which refuses something.</summary>
    public static Refusal Refused(Socket socket)
    {
        (MessageHeader header, byte[] payload) = Assert.NotNull(Receive(socket));
        Assert.Equal(MessageType.Refused, header.Type);
        return Assert.IsType<Refusal>(Refusal.Read(payload));
    }

    /// <summary>Waits until a line of the log holds a text.</summary>
    public void WaitForLog(string text)
    {
        for (int tries = 0; tries < 600 && !Log.Any(line => line.Contains(text, StringComparison.Ordinal)); tries++)
            Thread.Sleep(50);
        Assert.Contains(Log, line => line.Contains(text, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join(Patience);
        _listener.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static uint PrimaryGroup()
    {
        string line = File.ReadLines("/proc/self/status")
            .First(one => one.StartsWith("Gid:", StringComparison.Ordinal));
        return uint.Parse(line.Split('\t')[2], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[]? Octets(Socket socket, int count)
    {
        byte[] octets = new byte[count];
        for (int have = 0; have < count; )
        {
            int got;
            try
            {
                got = socket.Receive(octets.AsSpan(have));
            }
            catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                return null; // it closed with something of ours unread
            }
            if (got == 0)
                return null;
            have += got;
        }
        return octets;
    }
}
