using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Hands the records of a watch on to a client, and its tables when they are asked for, until either side has enough.</summary>
/// <remarks>
/// A client that is slow is not waited for: what waits is bounded, and what finds no room is counted as lost, as is
/// what comes faster than a user may have it.
/// </remarks>
internal sealed class KernelRelay(
    LocalSocket client,
    IKernelSession session,
    KernelRequest request,
    BrokerLimits limits
)
{
    private const int MessageOctets = 32 << 10;
    private const int LookLength = 1;
    private const int MostDrains = 16;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10); // for the last looks
    private static readonly TimeSpan BetweenTables = TimeSpan.FromMilliseconds(50);

    private readonly Queue<byte[]> _waiting = new();
    private readonly OctetWriter _records = new();
    private readonly byte[] _look = new byte[MessageHeader.Size + LookLength];
    private int _sent;
    private int _waits;
    private int _heard;
    private long _second;
    private int _inSecond;
    private long _tablesAt;
    private TimeSpan _tablesTook;

    private enum Turned
    {
        On,
        Left,
        NoSense,
    }

    /// <summary>Records handed over.</summary>
    public long Passed { get; private set; }

    /// <summary>Records that there was no room or no time for.</summary>
    public long Lost { get; private set; }

    /// <summary>Runs until the end; says what it was.</summary>
    public string Run(CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        var grant = new KernelGrant(session.Method, session.Places, session.Missing);
        if (!client.TrySendAll(grant.Message(), limits.Deadline))
            return "at once: gone";
        string end;
        try
        {
            end = Follow(start, stop);
        }
        catch (BpfException failed)
        {
            end = End($"the kernel gave error {failed.Error}");
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"after {seconds:0.0} s: {end}");
    }

    /// <summary>What is asked for, in the words of the log.</summary>
    public static string Words(KernelRequest request) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"kernel operation={request.Operation} device={request.InterfaceName} namespace={request.Namespace} port={request.Port} seconds={request.Longest.TotalSeconds}"
        );

    /// <summary>What is watched for one who asks: never in a driver, which a program would disturb.</summary>
    public static KernelRequest Narrowed(KernelRequest request) => request with { Mode = XdpMode.Generic };

    /// <summary>Why a watch is refused before it is tried; null when it is not.</summary>
    public static Refusal? Refused(KernelRequest request, Offers offers, BrokerLimits limits)
    {
        if ((offers & Offers.Kernel) == 0)
            return new Refusal(RefusalCode.NotOffered, "this daemon does not watch the kernel");
        if (request.Longest > limits.LongestWatch)
            return new Refusal(
                RefusalCode.Malformed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a watch lasts {limits.LongestWatch.TotalSeconds} seconds at most"
                )
            );
        if (request.Operation != KernelOperation.Rate)
            return null;
        if (request.Mode == XdpMode.Native)
            return new Refusal(
                RefusalCode.NotOffered,
                "this daemon attaches nothing to drivers, since that can stop a link for a moment; xdp-generic it does"
            );
        if (request.Asker == 0 || request.Asker != NetworkNamespace.Own())
            return new Refusal(
                RefusalCode.OtherNetwork,
                "this daemon runs in another network namespace and has other interfaces"
            );
        return PacketDevices.All().Any(one => one.Index == request.Interface && one.Name == request.InterfaceName)
            ? null
            : new Refusal(RefusalCode.NoSuchDevice, "there is no such interface");
    }

    /// <summary>Why a watch could not be had.</summary>
    public static Refusal Explained(KernelException failed) =>
        failed.Fault switch
        {
            KernelFault.NotInstalled => new Refusal(RefusalCode.NotOffered, "libbpf is not installed where it runs"),
            KernelFault.NotPermitted => new Refusal(
                RefusalCode.NotOffered,
                "the system does not let it load programs into the kernel"
            ),
            KernelFault.Occupied => new Refusal(RefusalCode.Occupied, failed.Message),
            KernelFault.NoSuchDevice => new Refusal(RefusalCode.NoSuchDevice, "there is no such interface"),
            _ => new Refusal(RefusalCode.Failed, failed.Message),
        };

    private string Follow(long start, CancellationToken stop)
    {
        while (true)
        {
            if (stop.IsCancellationRequested)
                return End("the daemon ends");
            if (Stopwatch.GetElapsedTime(start) > request.Longest + Grace)
                return End("the time that was asked for is over");
            if (request.Operation == KernelOperation.Rate)
                client.WaitToReceive(Turn * 5);
            else
                session.Poll(Turn, Take);
            Pack();
            switch (Hear())
            {
                case Turned.Left:
                    return "the client left";
                case Turned.NoSense:
                    return End("the client said something that belongs to no watch");
                default:
                    if (!TrySend())
                        return "the client left";
                    break;
            }
        }
    }

    private void Take(KernelRecord record)
    {
        long second = Environment.TickCount64 / 1000;
        if (second != _second)
            (_second, _inSecond) = (second, 0);
        if (_inSecond >= limits.RecordsPerSecond || _waits + _records.Length > limits.WaitingOctets)
        {
            Lost++;
            return;
        }
        _inSecond++;
        Passed++;
        KernelRecordMessages.Write(_records, record);
        if (_records.Length >= MessageOctets)
            Pack();
    }

    private void Pack()
    {
        if (_records.Length == 0)
            return;
        byte[] message = _records.Message(MessageType.KernelRecords);
        _records.Clear();
        _waiting.Enqueue(message);
        _waits += message.Length;
    }

    // Sends what there is room for; false when the client is gone.
    private bool TrySend()
    {
        while (_waiting.TryPeek(out byte[]? message))
        {
            int error = client.Send(message.AsSpan(_sent), out int sent);
            _sent += sent;
            if (error == SystemError.WouldBlock)
                return true;
            if (error is not (SystemError.None or SystemError.Interrupted))
                return false;
            if (_sent < message.Length)
                continue;
            _waiting.Dequeue();
            _waits -= message.Length;
            _sent = 0;
        }
        return true;
    }

    // Takes what the client says: looks, and its end.
    private Turned Hear()
    {
        while (true)
        {
            int error = client.Receive(_look.AsSpan(_heard), out int received, out int descriptor);
            if (descriptor >= 0)
                LocalSocket.Close(descriptor); // nobody asked for one
            if (error is SystemError.WouldBlock or SystemError.Interrupted)
                return Turned.On;
            if (error != SystemError.None || received == 0)
                return Turned.Left;
            _heard += received;
            if (_heard < MessageHeader.Size)
                continue;
            var header = MessageHeader.Read(_look);
            bool isLook =
                header is
                {
                    Version: MessageHeader.CurrentVersion,
                    Type: MessageType.KernelLook,
                    Length: LookLength,
                    Reserved: 0
                };
            if (!isLook || _heard == _look.Length && _look[^1] > 1)
                return Turned.NoSense;
            if (_heard < _look.Length)
                continue;
            _heard = 0;
            return TryAnswer(withTables: _look[^1] == 1) ? Turned.On : Turned.Left;
        }
    }

    // What was seen until now goes first.
    private bool TryAnswer(bool withTables)
    {
        if (request.Operation != KernelOperation.Rate)
        {
            long before = -1;
            for (int i = 0; i < MostDrains && Passed + Lost > before; i++)
            {
                before = Passed + Lost;
                session.Poll(TimeSpan.Zero, Take);
            }
        }
        Pack();
        while (_waiting.TryPeek(out byte[]? message))
        {
            if (!client.TrySendAll(message.AsSpan(_sent), limits.Deadline))
                return false;
            _waiting.Dequeue();
            _waits -= message.Length;
            _sent = 0;
        }
        if (!withTables)
            return client.TrySendAll(KernelTableMessages.Nothing(), limits.Deadline);
        // large tables are dear: whoever asks again and again waits
        TimeSpan pause = BetweenTables > _tablesTook * 4 ? BetweenTables : _tablesTook * 4;
        TimeSpan since = Stopwatch.GetElapsedTime(_tablesAt);
        if (_tablesAt != 0 && since < pause)
            Thread.Sleep(pause - since);
        long began = Stopwatch.GetTimestamp();
        KernelTables tables = session.Read();
        tables = tables with { Counts = tables.Counts with { RingFull = tables.Counts.RingFull + Lost } };
        foreach (byte[] message in KernelTableMessages.Messages(tables))
        {
            if (!client.TrySendAll(message, limits.Deadline))
                return false;
        }
        _tablesAt = Stopwatch.GetTimestamp();
        _tablesTook = Stopwatch.GetElapsedTime(began, _tablesAt);
        return true;
    }

    private string End(string why)
    {
        // a message that was begun is finished first, or this one could not be read
        if (_sent == 0 || client.TrySendAll(_waiting.Peek().AsSpan(_sent), limits.Deadline))
            client.TrySendAll(MessageHeader.Message(MessageType.Ended, Encoding.UTF8.GetBytes(why)), limits.Deadline);
        return why;
    }
}
