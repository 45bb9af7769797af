namespace Sonde.Wire;

/// <summary>HTTP/2, RFC 9113: one frame (see <see cref="Http2Frame"/>), or the preface with which a client begins.</summary>
/// <remarks>Of a frame with content that comes in several segments only the header is kept. Header fields depend on all frames before and are not read here.</remarks>
public readonly ref struct Http2 : IStreamLayer<Http2>
{
    private static readonly Field LengthField = new("http2.length", "Length");
    private static readonly Field TypeField = new("http2.type", "Type");
    private static readonly Field FlagsField = new("http2.flags", "Flags", @base: FieldBase.Hex);
    private static readonly Field StreamField = new("http2.streamid", "Stream Identifier");
    private static readonly Field MagicField = new("http2.magic", "Magic", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Http2(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "http2";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [LengthField, TypeField, FlagsField, StreamField, MagicField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Http2 layer)
    {
        layer = new Http2(octets);
        if (octets.StartsWith(Http2Frame.Preface))
            return ReadStatus.Ok;
        if (octets.Length < Http2Frame.Size)
            return ReadStatus.TooShort;
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith(Http2Frame.Preface))
            return new MessageExtent(0, Http2Frame.Preface.Length);
        if (octets.Length < Http2Frame.Preface.Length && Http2Frame.Preface.StartsWith(octets))
            return MessageExtent.NeedMore;
        if (!Http2Frame.TryRead(octets, out Http2Frame frame))
            return MessageExtent.NeedMore;
        if (!frame.IsPossible)
            return MessageExtent.NotMine;
        return new MessageExtent(0, frame.Whole) { Kept = Http2Frame.Size };
    }

    /// <summary>Whether a segment begins with the preface of a client.</summary>
    public static bool IsPreface(ReadOnlySpan<byte> octets) => octets.StartsWith(Http2Frame.Preface);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (_octets.StartsWith(Http2Frame.Preface))
        {
            sink.AddUtf8(MagicField, 0, Http2Frame.Preface);
            return;
        }
        if (!Http2Frame.TryRead(_octets, out Http2Frame frame))
            return;
        sink.Add(LengthField, 0, 3, (ulong)frame.Length);
        sink.Add(TypeField, 3, 1, frame.Type);
        sink.Add(FlagsField, 4, 1, frame.Flags);
        sink.Add(StreamField, 5, 4, frame.Stream);
    }
}
