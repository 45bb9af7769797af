using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Sonde.Capture;
using Sonde.Native;

namespace Sonde.Broker;

/// <summary>One client of a daemon: takes its requests one after the other until one of them, or it, is over.</summary>
internal sealed class BrokerConnection(
    LocalSocket client,
    LocalPeer peer,
    BrokerPolicy policy,
    BrokerLimits limits,
    Admission admission,
    RequestLog log
)
{
    private const int LongestSnap = 262_144; // libpcap's MAXIMUM_SNAPLEN
    private const int LargestBuffer = 1 << 30;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Serves until the connection ends.</summary>
    public void Serve(CancellationToken stop)
    {
        byte[] header = new byte[MessageHeader.Size];
        while (Receive(header, stop, out bool isCut))
        {
            var said = MessageHeader.Read(header);
            if (Fault(said) is { } fault)
            {
                Refuse($"message type={(int)said.Type} octets={said.Length}", fault);
                return;
            }
            byte[] payload = new byte[said.Length];
            if (payload.Length > 0 && !Receive(payload, stop, out isCut))
            {
                log.Say(peer, $"{NameOf(said.Type)} -> closed: {(isCut ? "the request stopped half-way" : "gone")}");
                return;
            }
            if (!Answer(said.Type, payload, stop))
                return;
        }
    }

    private static Refusal? Fault(MessageHeader said) =>
        said.Version != MessageHeader.CurrentVersion
            ? new Refusal(
                RefusalCode.OtherVersion,
                $"the daemon speaks version {MessageHeader.CurrentVersion} of the protocol, not {said.Version}"
            )
        : said.Reserved != 0 || said.Type is < MessageType.Describe or > MessageType.Kernel
            ? new Refusal(RefusalCode.Malformed, "this is no request")
        : said.Length > MessageHeader.LongestRequest
            ? new Refusal(RefusalCode.Malformed, $"a request has at most {MessageHeader.LongestRequest} octets")
        : null;

    // Returns whether the connection goes on.
    private bool Answer(MessageType type, byte[] payload, CancellationToken stop)
    {
        if (admission.Request(peer.User) is { } tooFast)
            return Refuse(NameOf(type), tooFast);
        switch (type)
        {
            case MessageType.Describe when payload.Length == 0:
                var facts = new DaemonFacts(policy.Program, policy.Offers, limits.Captures, limits.BufferOctets);
                log.Say(peer, "describe -> granted");
                return Send(facts.Message());
            case MessageType.Devices when payload.Length == 0:
                log.Say(peer, "devices -> granted");
                return Send(DeviceList.Message(PacketDevices.All()));
            case MessageType.OpenCapture when CaptureRequest.Read(payload) is { } request:
                Capture(request, stop);
                return false;
            case MessageType.OpenProbe when ProbeRequest.Read(payload) is { } request:
                return Probe(request);
            case MessageType.Kernel when KernelOrder.Read(payload) is { } request:
                Watch(request, stop);
                return false;
            default:
                return Refuse(NameOf(type), new Refusal(RefusalCode.Malformed, "the request cannot be read"));
        }
    }

    private bool Probe(ProbeRequest request)
    {
        string what =
            $"open_probe {request.Kind} {(request.Family == AddressFamily.InterNetwork ? "IPv4" : "IPv6")} expected={request.Expected}";
        if (ProbeSockets.Refused(request, policy.Offers) is { } notOffered)
            return Refuse(what, notOffered);
        int error = ProbeSockets.TryOpen(request, out GuardedSocket? socket);
        using GuardedSocket? opened = socket;
        if (opened is null)
            return Refuse(what, ProbeSockets.Explained(error));
        log.Say(peer, what + " -> granted");
        return client.TrySendAll(
            MessageHeader.Message(MessageType.ProbeOpened, []),
            limits.Deadline,
            opened.Descriptor
        );
    }

    private void Capture(CaptureRequest request, CancellationToken stop)
    {
        string what = string.Create(
            CultureInfo.InvariantCulture,
            $"open_capture device={request.Device} snap={request.SnapLength} buffer={request.BufferOctets} filter={request.Filter.Length} promiscuous={(request.IsPromiscuous ? 1 : 0)}"
        );
        if (Refused(request, out int index) is { } refusal)
        {
            Refuse(what, refusal);
            return;
        }
        long asked = PacketRing.OctetsOf(request.BufferOctets);
        if (admission.Begin(peer.User, asked, out long granted) is { } full)
        {
            Refuse(what, full);
            return;
        }
        try
        {
            var options = new PacketRingOptions(
                request.SnapLength,
                (int)granted,
                request.IsPromiscuous,
                request.IsCooked
            );
            int error = PacketRing.TryOpen(index, options, request.Filter, out PacketRing? opened);
            using PacketRing? ring = opened;
            if (ring is null)
            {
                Refuse(what, CaptureRelay.Explained(error));
                return;
            }
            log.Say(peer, $"{what} -> granted, {(long)ring.Blocks * PacketRing.BlockOctets} octets of buffer");
            long start = Stopwatch.GetTimestamp();
            var relay = new CaptureRelay(client, ring, request.Device, limits.Deadline);
            string end = relay.Run(stop);
            log.Say(
                peer,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"capture device={request.Device} -> ended after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s: {end}; passed={relay.Counters.Passed} dropped={relay.Counters.Dropped}"
                )
            );
        }
        finally
        {
            admission.End(peer.User, granted);
        }
    }

    private void Watch(KernelRequest request, CancellationToken stop)
    {
        string what = KernelRelay.Words(request);
        if ((KernelRelay.Refused(request, policy.Offers, limits) ?? admission.BeginWatch(peer.User)) is { } refusal)
        {
            Refuse(what, refusal);
            return;
        }
        try
        {
            using IKernelSession session = new KernelSource().Open(KernelRelay.Narrowed(request));
            log.Say(peer, $"{what} -> granted, {session.Method}");
            var relay = new KernelRelay(client, session, request, limits);
            string end = relay.Run(stop);
            log.Say(peer, $"{what} -> ended {end}; records={relay.Passed} lost={relay.Lost}");
        }
        catch (KernelException failed)
        {
            Refuse(what, KernelRelay.Explained(failed));
        }
        finally
        {
            admission.EndWatch(peer.User);
        }
    }

    private Refusal? Refused(CaptureRequest request, out int index)
    {
        index = PacketRing.AllInterfaces;
        if ((policy.Offers & Offers.Capture) == 0)
            return new Refusal(RefusalCode.NotOffered, "this daemon does not capture");
        if (request.SnapLength is < 1 or > LongestSnap)
            return new Refusal(RefusalCode.Malformed, $"the snap length is from 1 to {LongestSnap}");
        if (request.BufferOctets is < 1 or > LargestBuffer)
            return new Refusal(RefusalCode.Malformed, $"the buffer has from 1 to {LargestBuffer} octets");
        if (!FilterVerifier.IsSound(request.Filter, out string? reason))
            return new Refusal(RefusalCode.BadFilter, reason!);
        if (request.Device == CaptureRequest.AnyDevice)
            return request is { IsCooked: true, HardwareType: 0 }
                ? null
                : new Refusal(RefusalCode.OtherHardware, "all interfaces together have no link-layer header");
        PacketDevice? device = PacketDevices.All().FirstOrDefault(one => one.Name == request.Device);
        if (device is null)
            return new Refusal(RefusalCode.NoSuchDevice, "there is no such interface");
        index = device.Index;
        return !device.IsUp ? new Refusal(RefusalCode.DeviceDown, "the interface is switched off")
            : device.HardwareType != request.HardwareType
                ? new Refusal(
                    RefusalCode.OtherHardware,
                    $"the interface is of type {device.HardwareType}, the filter was made for {request.HardwareType}"
                )
            : null;
    }

    // Waits for a message's first octet as long as for its last: who connects wants something.
    private bool Receive(Span<byte> target, CancellationToken stop, out bool isCut)
    {
        long start = Stopwatch.GetTimestamp();
        int have = 0;
        isCut = false;
        while (have < target.Length)
        {
            if (stop.IsCancellationRequested || Stopwatch.GetElapsedTime(start) > limits.Deadline)
            {
                isCut = true;
                return false;
            }
            if (!client.WaitToReceive(BetweenLooks))
                continue;
            int error = client.Receive(target[have..], out int received, out int descriptor);
            if (descriptor >= 0)
                LocalSocket.Close(descriptor); // nobody asked for one
            if (error is SystemError.WouldBlock or SystemError.Interrupted)
                continue;
            if (error != SystemError.None || received == 0)
                return false;
            have += received;
        }
        return true;
    }

    private bool Send(byte[] message) => client.TrySendAll(message, limits.Deadline);

    // A request that made sense and is refused leaves the connection open; one that did not ends it.
    private bool Refuse(string what, Refusal refusal)
    {
        log.Say(peer, $"{what} -> refused: {refusal.Text}");
        bool isSent = client.TrySendAll(refusal.Message(), limits.Deadline);
        return isSent
            && refusal.Code is not (RefusalCode.Malformed or RefusalCode.OtherVersion or RefusalCode.LimitReached);
    }

    private static string NameOf(MessageType type) =>
        type switch
        {
            MessageType.Describe => "describe",
            MessageType.Devices => "devices",
            MessageType.OpenCapture => "open_capture",
            MessageType.OpenProbe => "open_probe",
            _ => "kernel",
        };
}
