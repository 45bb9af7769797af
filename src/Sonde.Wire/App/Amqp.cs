using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Advanced Message Queuing Protocol 0-9-1: a header that says the version, then frames.</summary>
/// <remarks>Layout (§2.3): <c>"AMQP" id 1 version 3</c>, or <c>type 1, channel 2, length 4, payload, end 0xCE</c>. What a login says has no field.</remarks>
public readonly ref struct Amqp : IStreamLayer<Amqp>
{
    private const int HeaderSize = 8; // octets of the protocol header
    private const int FrameSize = 7; // octets in front of a payload
    private const byte End = 0xce;
    private const byte MethodFrame = 1;
    private const int LongestFrame = 128 << 20;

    private static readonly Field MajorField = new("amqp.init.version_major", "Version Major");
    private static readonly Field MinorField = new("amqp.init.version_minor", "Version Minor");
    private static readonly Field RevisionField = new("amqp.init.version_revision", "Version-Revision");
    private static readonly Field TypeField = new("amqp.type", "Type", names: TypeName);
    private static readonly Field ChannelField = new("amqp.channel", "Channel");
    private static readonly Field LengthField = new("amqp.length", "Length");
    private static readonly Field ClassField = new("amqp.method.class", "Class", names: ClassName);
    private static readonly Field MethodField = new("amqp.method.method", "Method");

    private readonly ReadOnlySpan<byte> _octets;

    private Amqp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "amqp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [MajorField, MinorField, RevisionField, TypeField, ChannelField, LengthField, ClassField, MethodField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Both numbers of a method, and its arguments; class 0 for other frames.</summary>
    public (int Class, int Method) Method =>
        _octets.Length >= FrameSize + 4 && _octets[0] == MethodFrame
            ? (ReadUInt16BigEndian(_octets[FrameSize..]), ReadUInt16BigEndian(_octets[(FrameSize + 2)..]))
            : default;

    /// <summary>What follows both numbers of a method; nothing for other frames.</summary>
    public ReadOnlySpan<byte> Arguments => Method.Class == 0 ? [] : _octets[(FrameSize + 4)..];

    /// <summary>The octets are the header that a client begins with.</summary>
    public bool IsInit => _octets.StartsWith("AMQP"u8);

    /// <summary>The version that the header asks for: major, minor, revision.</summary>
    public (int Major, int Minor, int Revision) Version =>
        IsInit && _octets.Length >= HeaderSize ? (_octets[5], _octets[6], _octets[7]) : default;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Amqp layer)
    {
        layer = default;
        if (octets.Length < FrameSize)
            return ReadStatus.TooShort;
        MessageExtent extent = Measure(octets);
        if (extent.Length < 0)
            return ReadStatus.NotMine;
        bool isCut = extent.Length > octets.Length || extent.Length == 0;
        layer = new Amqp(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return MessageExtent.NeedMore;
        ReadOnlySpan<byte> name = "AMQP"u8;
        if (octets[0] == name[0])
        {
            bool isName = octets.StartsWith(name[..Math.Min(octets.Length, name.Length)]);
            return isName ? new MessageExtent(0, HeaderSize) : MessageExtent.NotMine;
        }
        if (TypeName(octets[0]) is null)
            return octets[0] == 0 && octets.Length >= 4 ? Version1(octets)
                : octets[0] == 0 ? default
                : MessageExtent.NotMine;
        if (octets.Length < FrameSize)
            return MessageExtent.NeedMore;
        uint length = ReadUInt32BigEndian(octets[3..]);
        if (length > LongestFrame)
            return MessageExtent.NotMine;
        int whole = FrameSize + (int)length + 1;
        return octets.Length >= whole && octets[whole - 1] != End ? MessageExtent.NotMine : new MessageExtent(0, whole);
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 0, _octets.Length, sink);
        if (IsInit)
        {
            _ =
                data.Skip(5)
                && data.Number(MajorField, 1)
                && data.Number(MinorField, 1)
                && data.Number(RevisionField, 1);
            return;
        }
        if (TypeName(_octets[0]) is null)
            return; // a frame of version 1.0
        data.Number(TypeField, 1);
        data.Number(ChannelField, 2);
        data.Number(LengthField, 4);
        if (_octets[0] == MethodFrame)
            _ = data.Number(ClassField, 2) && data.Number(MethodField, 2);
    }

    // Version 1.0 §2.3.1: the length of the whole frame.
    private static MessageExtent Version1(ReadOnlySpan<byte> octets)
    {
        uint length = ReadUInt32BigEndian(octets);
        return length is >= 8 and <= LongestFrame ? new MessageExtent(0, (int)length) : MessageExtent.NotMine;
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            1 => "Method",
            2 => "Content header",
            3 => "Content body",
            8 => "Heartbeat",
            _ => null,
        };

    private static string? ClassName(ulong value) =>
        value switch
        {
            10 => "Connection",
            20 => "Channel",
            30 => "Access",
            40 => "Exchange",
            50 => "Queue",
            60 => "Basic",
            85 => "Confirm",
            90 => "Tx",
            _ => null,
        };
}
