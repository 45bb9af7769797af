using System.Text;
using Sonde.Capture;
using Sonde.Native;
using Sonde.Wire;

namespace Sonde.Broker;

/// <summary>A network interface whose frames a daemon hands on.</summary>
/// <remarks>The filter is compiled here, by libpcap without any right; the daemon's kernel runs it.</remarks>
public sealed class BrokerDevice : ILiveDevice
{
    private readonly MessageStream _messages;
    private readonly FrameBlock _block;
    private readonly LiveFilter _filter;
    private long _frames;
    private long _passedOver;
    private CaptureCounters _told;

    private BrokerDevice(string name, int linkType, LocalSocket connection, FrameBlock block, LiveFilter filter)
    {
        (Name, LinkType) = (name, linkType);
        (_block, _filter) = (block, filter);
        _messages = new MessageStream(connection, static why => Lost("the daemon " + why));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int LinkType { get; }

    /// <inheritdoc/>
    public LiveCounters Last { get; private set; }

    /// <summary>Opens a device.</summary>
    /// <exception cref="LiveException">It is not there, not up, or the filter does not compile.</exception>
    /// <exception cref="BrokerException">The daemon gives nothing.</exception>
    public static BrokerDevice Open(BrokerClient daemon, string name, LiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(daemon);
        ArgumentNullException.ThrowIfNull(options);
        int hardware = name == CaptureRequest.AnyDevice ? 0 : HardwareOf(daemon, name);
        int? dataLink = HardwareTypes.DataLink(hardware);
        bool isCooked = dataLink is null;
        LiveFilter filter = LiveFilter.Compile(dataLink, options);
        try
        {
            (LocalSocket connection, CaptureGrant grant) = daemon.Capture(
                new CaptureRequest
                {
                    Device = name,
                    SnapLength = options.SnapLength,
                    BufferOctets = options.BufferOctets,
                    HardwareType = hardware,
                    IsPromiscuous = options.IsPromiscuous,
                    IsCooked = isCooked,
                    Filter = filter.Kernel.ToArray(),
                }
            );
            int linkType = LiveDevice.LinkTypeOf(dataLink ?? HardwareTypes.Cooked);
            bool hasTags = isCooked || dataLink == 1;
            return new BrokerDevice(
                name,
                linkType,
                connection,
                new FrameBlock(options.SnapLength, isCooked, hasTags, grant.Loopback),
                filter
            );
        }
        catch (BrokerException refused)
        {
            filter.Dispose();
            LiveFault? fault = refused.Code switch
            {
                RefusalCode.NoSuchDevice => LiveFault.NoSuchDevice,
                RefusalCode.DeviceDown => LiveFault.NotUp,
                RefusalCode.BadFilter => LiveFault.BadFilter,
                _ => null,
            };
            if (fault is { } known)
                throw new LiveException(known, refused.Message, refused);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryRead(out Frame frame)
    {
        while (true)
        {
            while (_block.TryNext(out ReadOnlySpan<byte> octets, out long at, out long originalLength))
            {
                if (!_filter.Selects(octets, originalLength))
                {
                    _passedOver++;
                    continue;
                }
                frame = LiveFrame.Of(octets, at, originalLength, LinkType, ++_frames);
                return true;
            }
            if (!TryMessage())
            {
                frame = default;
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Wait(TimeSpan longest) => _messages.Wait(longest);

    /// <inheritdoc/>
    public LiveCounters Counters() =>
        Last = new LiveCounters(
            Math.Max(_frames + _told.Dropped, _told.Passed - _passedOver),
            _told.Dropped,
            _told.DroppedByInterface
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _messages.Dispose();
        _filter.Dispose();
    }

    // Takes a whole message if one is there, and says so; false when it is not, or not yet.
    private bool TryMessage()
    {
        if (!_messages.TryTake(out MessageType type, out Memory<byte> payload))
            return false;
        switch (type)
        {
            case MessageType.Block:
                _block.Begin(payload);
                break;
            case MessageType.Counters:
                _told = CaptureCounters.Read(payload.Span) ?? _told;
                break;
            case MessageType.Ended:
                throw Lost(Encoding.UTF8.GetString(payload.Span));
            default:
                throw Lost("the daemon sent something that belongs to no capture");
        }
        return true;
    }

    private static int HardwareOf(BrokerClient daemon, string name) =>
        daemon.Devices().FirstOrDefault(one => one.Name == name) is { } device
            ? device.HardwareType
            : throw new LiveException(LiveFault.NoSuchDevice, "No such device exists where the daemon runs");

    private static LiveException Lost(string why) => new(LiveFault.Lost, why);
}
