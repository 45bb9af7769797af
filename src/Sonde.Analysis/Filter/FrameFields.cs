using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Wireshark's fields of a frame: number, times, lengths, interface, protocols, comments.</summary>
/// <remarks>For one pass: relative times need the first frame and the one before, so it must see every frame once.</remarks>
public sealed class FrameFields : IPacketFields
{
    private const int LongestProtocols = 2048;

    private static readonly Field InterfaceField = new("frame.interface_id", "Interface id");
    private static readonly Field TimeField = new("frame.time", "Arrival Time", FieldKind.Time);
    private static readonly Field EpochField = new("frame.time_epoch", "Epoch Time", FieldKind.Duration);
    private static readonly Field DeltaField = new(
        "frame.time_delta",
        "Time delta from previous captured frame",
        FieldKind.Duration
    );
    private static readonly Field RelativeField = new(
        "frame.time_relative",
        "Time since reference or first frame",
        FieldKind.Duration
    );
    private static readonly Field NumberField = new("frame.number", "Frame Number");
    private static readonly Field LengthField = new("frame.len", "Frame length on the wire");
    private static readonly Field CapturedField = new("frame.cap_len", "Frame length stored into the capture file");
    private static readonly Field ProtocolsField = new("frame.protocols", "Protocols in frame", FieldKind.Text);

    private static readonly Field CommentField = new("frame.comment", "Comment", FieldKind.Text);

    private readonly char[] _names = new char[LongestProtocols];
    private Timestamp _first;
    private Timestamp _previous;
    private Timestamp _current;
    private long _number;
    private bool _hasTime;

    /// <inheritdoc/>
    public string Name => "frame";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } =
    [
        InterfaceField,
        TimeField,
        EpochField,
        DeltaField,
        RelativeField,
        NumberField,
        LengthField,
        CapturedField,
        ProtocolsField,
        CommentField,
    ];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (packet.Frame.Number == _number)
            return; // seen by another observer that shares these fields
        _number = packet.Frame.Number;
        if (packet.Frame.IsTimeless)
            return;
        Timestamp at = packet.Frame.At;
        if (!_hasTime)
            _first = _current = at;
        _hasTime = true;
        (_previous, _current) = (_current, at);
    }

    /// <inheritdoc/>
    public void Describe(in Packet packet, FieldSink sink)
    {
        Frame frame = packet.Frame;
        sink.Add(InterfaceField, 0, 0, (ulong)frame.Interface);
        if (!frame.IsTimeless)
            DescribeTime(frame.At, sink);
        sink.Add(NumberField, 0, 0, (ulong)frame.Number);
        sink.Add(LengthField, 0, 0, (ulong)frame.OriginalLength);
        sink.Add(CapturedField, 0, 0, (ulong)frame.Octets.Length);
        sink.Add(ProtocolsField, 0, 0, _names.AsSpan(0, WriteProtocols(packet, _names)));
        foreach (string comment in frame.Comments)
            sink.Add(CommentField, 0, 0, comment);
    }

    private void DescribeTime(Timestamp at, FieldSink sink)
    {
        sink.Add(TimeField, 0, 0, (ulong)at.Nanoseconds);
        sink.Add(EpochField, 0, 0, (ulong)at.Nanoseconds);
        sink.Add(DeltaField, 0, 0, (ulong)Since(_previous, at));
        sink.Add(RelativeField, 0, 0, (ulong)Since(_first, at));
    }

    // Times of broken captures may lie further apart than 64 bits can say.
    private static long Since(Timestamp before, Timestamp at) =>
        (long)Int128.Clamp((Int128)at.Nanoseconds - before.Nanoseconds, long.MinValue, long.MaxValue);

    /// <summary>Writes the layers as Wireshark lists them, <c>eth:ethertype:ip:udp</c>. Returns how many characters.</summary>
    public static int WriteProtocols(in Packet packet, Span<char> target)
    {
        int length = 0;
        for (int i = 0; i < packet.Layers.Length; i++)
        {
            ref readonly LayerSpan layer = ref packet.Layers[i];
            if (!TryAppend(layer.Reader.Name, target, ref length))
                break;
            bool namesAType = layer.Following.Space == NextSpace.EtherType && AsksByEtherType(layer.Reader.Name);
            if (namesAType && i + 1 < packet.Layers.Length && !TryAppend("ethertype", target, ref length))
                break;
        }
        return length;
    }

    // Wireshark lists its look-up of EtherTypes as if it were a layer, below these
    private static bool AsksByEtherType(string layer) =>
        layer
            is "eth"
                or "vlan"
                or "sll"
                or "ieee8021ad"
                or "ieee8021ah"
                or "macsec"
                or "cmd"
                or "vntag"
                or "etag"
                or "avsp";

    private static bool TryAppend(string name, Span<char> target, ref int length)
    {
        int needed = name.Length + (length > 0 ? 1 : 0);
        if (needed > target.Length - length)
            return false;
        if (length > 0)
            target[length++] = ':';
        name.CopyTo(target[length..]);
        length += name.Length;
        return true;
    }
}
