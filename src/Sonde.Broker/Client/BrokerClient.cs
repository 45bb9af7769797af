using System.Diagnostics;
using System.Text;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Asks a daemon. Each question has a connection of its own.</summary>
public sealed class BrokerClient
{
    /// <summary>Where a daemon listens when nobody says otherwise.</summary>
    public const string UsualPath = "/run/sonde/sonde.sock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(30); // the kernel verifies programs

    private readonly string _path;

    /// <summary>A client of the daemon that listens at a path.</summary>
    public BrokerClient(string path) => _path = path;

    /// <summary>Whether this system has daemons at all.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>What it is and gives.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    public DaemonFacts Describe() =>
        Once(MessageType.Describe, MessageType.Described, octets => DaemonFacts.Read(octets));

    /// <summary>The names of the interfaces where it runs.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    public IReadOnlyList<string> DeviceNames() => [.. Devices().Select(device => device.Name)];

    /// <summary>The interfaces where it runs.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    public IReadOnlyList<PacketDevice> Devices() =>
        Once(MessageType.Devices, MessageType.DeviceList, octets => DeviceList.Read(octets));

    /// <summary>Begins a capture: blocks and counters come over the connection from then on.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    internal (LocalSocket Connection, CaptureGrant Grant) Capture(CaptureRequest request) =>
        Open(request.Message(), MessageType.CaptureOpened, octets => CaptureGrant.Read(octets), Patience);

    /// <summary>Begins a watch: records come over the connection from then on, and tables when they are asked for.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    internal (LocalSocket Connection, KernelGrant Grant) Watch(KernelRequest request) =>
        Open(KernelOrder.Message(request), MessageType.KernelOpened, octets => KernelGrant.Read(octets), LongPatience);

    /// <summary>Takes a socket to measure with.</summary>
    /// <exception cref="BrokerException">It gives nothing.</exception>
    public ErrorQueueSocket Probe(ProbeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using LocalSocket connection = Connect();
        Ask(connection, request.Message(), MessageType.ProbeOpened, out int descriptor, Patience);
        return descriptor >= 0 ? ErrorQueueSocket.Adopt(descriptor, request.Family, request.Kind) : throw NoSense();
    }

    // A question that one answer settles.
    private T Once<T>(MessageType question, MessageType expected, Func<byte[], T?> read)
        where T : class
    {
        (LocalSocket connection, T answer) = Open(MessageHeader.Message(question, []), expected, read, Patience);
        connection.Dispose();
        return answer;
    }

    // Asks over a connection that goes on when the answer makes sense.
    private (LocalSocket Connection, T Answer) Open<T>(
        byte[] request,
        MessageType expected,
        Func<byte[], T?> read,
        TimeSpan patience
    )
        where T : class
    {
        LocalSocket connection = Connect();
        try
        {
            byte[] answer = Ask(connection, request, expected, out int descriptor, patience);
            CloseUnwanted(descriptor);
            return (connection, read(answer) ?? throw NoSense());
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private LocalSocket Connect()
    {
        if (!IsSupported || Encoding.UTF8.GetByteCount(_path) > LocalSocket.LongestPath)
            throw new BrokerException(BrokerFault.NotThere, "no daemon listens there");
        int error = LocalSocket.TryConnect(_path, out LocalSocket? connection);
        return connection
            ?? throw (
                error switch
                {
                    SystemError.AccessDenied or SystemError.NotPermitted => new BrokerException(
                        BrokerFault.NotAllowed,
                        "this user may not open the daemon's socket"
                    ),
                    // its queue is full: it is there
                    SystemError.WouldBlock => new BrokerException(BrokerFault.NoAnswer, "the daemon is busy"),
                    _ => new BrokerException(BrokerFault.NotThere, "no daemon listens there"),
                }
            );
    }

    private static byte[] Ask(
        LocalSocket connection,
        byte[] request,
        MessageType expected,
        out int descriptor,
        TimeSpan patience
    )
    {
        descriptor = -1;
        // one that refuses a connection says so at once, without reading
        _ = connection.TrySendAll(request, Patience);
        byte[] octets = new byte[MessageHeader.Size];
        Receive(connection, octets, ref descriptor, patience);
        var header = MessageHeader.Read(octets);
        if (
            header.Version != MessageHeader.CurrentVersion
            || header.Length > MessageHeader.LongestAnswer
            || header.Type != expected && header.Type != MessageType.Refused
        )
        {
            CloseUnwanted(descriptor);
            throw NoSense();
        }
        byte[] answer = new byte[header.Length];
        Receive(connection, answer, ref descriptor, patience);
        if (header.Type == expected)
            return answer;
        CloseUnwanted(descriptor);
        Refusal refusal = Refusal.Read(answer) ?? throw NoSense();
        throw new BrokerException(
            refusal.Code == RefusalCode.NotAllowed ? BrokerFault.NotAllowed : BrokerFault.Refused,
            refusal.Text,
            refusal.Code
        );
    }

    private static void Receive(LocalSocket connection, Span<byte> target, ref int descriptor, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        for (int have = 0; have < target.Length; )
        {
            int error = connection.Receive(target[have..], out int received, out int came);
            if (came >= 0)
            {
                CloseUnwanted(descriptor);
                descriptor = came;
            }
            TimeSpan left = patience - Stopwatch.GetElapsedTime(start);
            if (error is SystemError.WouldBlock or SystemError.Interrupted && left > TimeSpan.Zero)
                connection.WaitToReceive(left);
            else if (error != SystemError.None || received == 0)
            {
                CloseUnwanted(descriptor);
                throw new BrokerException(BrokerFault.NoAnswer, "the daemon did not answer");
            }
            have += received;
        }
    }

    private static void CloseUnwanted(int descriptor)
    {
        if (descriptor >= 0)
            LocalSocket.Close(descriptor);
    }

    private static BrokerException NoSense() =>
        new(BrokerFault.NoAnswer, "what listens there does not speak this version of the daemon's protocol");
}
