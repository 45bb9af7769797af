using System.Diagnostics;
using System.Globalization;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>Hands the blocks of a ring on to a client, whole and unread, until either side has enough.</summary>
/// <remarks>
/// A client that is slow is waited for: meanwhile the ring fills, and what finds no room is counted by the kernel as
/// dropped, as it would be for a slow reader of a socket of its own.
/// </remarks>
internal sealed class CaptureRelay(LocalSocket client, PacketRing ring, string device, TimeSpan deadline)
{
    private const int SendBuffer = 2 << 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly long _dropsBefore = DropsOf(device);
    private readonly byte[] _header = new byte[MessageHeader.Size];
    private CaptureCounters _told;
    private long _counted;

    /// <summary>What was counted.</summary>
    public CaptureCounters Counters { get; private set; }

    /// <summary>Runs until the end; says what it was.</summary>
    public string Run(CancellationToken stop)
    {
        client.SetSendBuffer(SendBuffer);
        int loopback =
            PacketDevices.All().FirstOrDefault(one => one.HardwareType == HardwareTypes.Loopback)?.Index ?? 0;
        var grant = new CaptureGrant((long)ring.Blocks * PacketRing.BlockOctets, loopback);
        if (!client.TrySendAll(grant.Message(), deadline))
            return "gone";
        while (true)
        {
            if (stop.IsCancellationRequested)
                return End("the daemon ends");
            while (ring.TryBlock(out Memory<byte> block))
            {
                // counters go first: whoever has the frames knows what was dropped before them
                MessageHeader.Write(_header, MessageType.Block, block.Length);
                bool isSent = Count(stop, now: true) && Send(_header, stop) && Send(block.Span, stop);
                if (!isSent)
                    return stop.IsCancellationRequested ? "the daemon ends" : "the client left";
                ring.Release();
            }
            if (!Count(stop) || !client.IsQuiet)
                return "the client left";
            if (ring.TakeError() is not SystemError.None and var error)
                return End(
                    error == SystemError.NetworkDown
                        ? "The interface went down or disappeared"
                        : string.Create(CultureInfo.InvariantCulture, $"The interface gave error {error}")
                );
            client.WaitForEither(ring, BetweenLooks);
        }
    }

    /// <summary>Why a ring could not be opened.</summary>
    public static Refusal Explained(int error) =>
        error switch
        {
            SystemError.NotPermitted or SystemError.AccessDenied => new Refusal(
                RefusalCode.NotOffered,
                "the daemon itself lacks CAP_NET_RAW"
            ),
            SystemError.NoDevice or SystemError.NoDeviceOrAddress => new Refusal(
                RefusalCode.NoSuchDevice,
                "there is no such interface"
            ),
            SystemError.NetworkDown => new Refusal(RefusalCode.DeviceDown, "the interface is switched off"),
            SystemError.NoMemory => new Refusal(RefusalCode.LimitReached, "the system has no memory for the buffer"),
            _ => new Refusal(
                RefusalCode.Failed,
                string.Create(CultureInfo.InvariantCulture, $"the system refused with error {error}")
            ),
        };

    private string End(string why)
    {
        Count(CancellationToken.None, now: true);
        client.TrySendAll(
            MessageHeader.Message(MessageType.Ended, System.Text.Encoding.UTF8.GetBytes(why)),
            BetweenLooks
        );
        return why;
    }

    // Counts now and then, and tells what has changed; false when the client is gone.
    private bool Count(CancellationToken stop, bool now = false)
    {
        long time = Stopwatch.GetTimestamp();
        bool isTime = _counted == 0 || Stopwatch.GetElapsedTime(_counted, time) >= BetweenLooks;
        if (!now && !isTime)
            return true;
        (uint passed, uint dropped) = ring.TakeCounters();
        long byInterface = Counters.DroppedByInterface;
        if (isTime)
        {
            _counted = time;
            byInterface = DropsOf(device) - _dropsBefore;
        }
        Counters = new CaptureCounters(Counters.Passed + passed, Counters.Dropped + dropped, byInterface);
        if (Counters == _told)
            return true;
        _told = Counters;
        return Send(Counters.Message(), stop);
    }

    private bool Send(ReadOnlySpan<byte> octets, CancellationToken stop)
    {
        while (octets.Length > 0)
        {
            int error = client.Send(octets, out int sent);
            octets = octets[sent..];
            if (error == SystemError.WouldBlock)
            {
                client.WaitToSend(BetweenLooks);
                if (stop.IsCancellationRequested || !client.IsQuiet)
                    return false;
            }
            else if (error is not (SystemError.None or SystemError.Interrupted))
                return false;
        }
        return true;
    }

    private static long DropsOf(string device) => device == CaptureRequest.AnyDevice ? 0 : InterfaceDrops.Of(device);
}
