namespace Sonde.Wire;

/// <summary>Secure Shell, RFC 4253: the line with which each side says its version; what follows is encrypted, or about keys.</summary>
public readonly ref struct Ssh : IStreamLayer<Ssh>
{
    private const int LongestLine = 255; // RFC 4253 §4.2

    private static readonly Field Protocol = new("ssh.protocol", "Protocol", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;

    private Ssh(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ssh";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [Protocol];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>The line of the version, its end left out; empty for what follows it.</summary>
    public ReadOnlySpan<byte> Version
    {
        get
        {
            if (!_octets.StartsWith("SSH-"u8))
                return [];
            int end = _octets.IndexOf((byte)'\n');
            return end is < 0 or > LongestLine ? [] : _octets[..end].TrimEnd((byte)'\r').TrimEnd((byte)0);
        }
    }

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ssh layer)
    {
        layer = new Ssh(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) => new(0, octets.Length);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (!Version.IsEmpty)
            sink.AddUtf8(Protocol, 0, Version);
    }
}
