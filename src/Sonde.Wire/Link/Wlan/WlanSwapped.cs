namespace Sonde.Wire;

/// <summary>IEEE 802.11 with the two octets of frame control in the other order, as controllers pass frames on in CAPWAP.</summary>
public readonly ref struct WlanSwapped : ILayer<WlanSwapped>
{
    private const int Head = 64; // octets that tell where the body begins and what it is

    private readonly ReadOnlySpan<byte> _octets;

    private WlanSwapped(ReadOnlySpan<byte> octets, int headerLength, NextLayer next)
    {
        _octets = octets;
        HeaderLength = headerLength;
        NextLayer = next;
    }

    /// <inheritdoc/>
    public static string Name => Wlan.Name;

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => Wlan.Fields;

    /// <inheritdoc/>
    public int HeaderLength { get; }

    /// <inheritdoc/>
    public int PayloadLength => _octets.Length - HeaderLength;

    /// <inheritdoc/>
    public NextLayer NextLayer { get; }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out WlanSwapped layer)
    {
        layer = default;
        Span<byte> head = stackalloc byte[Head];
        head = head[..Math.Min(Head, octets.Length)];
        octets[..head.Length].CopyTo(head);
        if (head.Length >= 2)
            head[..2].Reverse();
        ReadStatus status = Wlan.TryRead(head, out Wlan frame);
        if (status > ReadStatus.Cut)
            return status;
        // a frame without a body for others is its header to the end
        bool isAll = frame.HeaderLength == head.Length;
        // an access point passes on whole frames, whatever number of a piece they still bear
        bool isWhole = frame is { IsFragment: true, IsProtected: false };
        NextLayer next = isWhole ? new(NextSpace.Direct, Direct.Llc) : frame.NextLayer;
        layer = new WlanSwapped(octets, isAll ? octets.Length : frame.HeaderLength, isAll ? NextLayer.None : next);
        return status;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        byte[] octets = _octets.ToArray();
        octets.AsSpan(0, 2).Reverse();
        if (Wlan.TryRead(octets, out Wlan frame) <= ReadStatus.Cut)
            frame.Describe(sink);
    }
}
