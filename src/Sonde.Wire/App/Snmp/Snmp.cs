namespace Sonde.Wire;

/// <summary>Simple Network Management Protocol in BER: RFC 1157 §4 and RFC 3416 §3, | sequence: version, community, PDU |; RFC 3412 §6 for version 3.</summary>
/// <remarks>A community is a secret: it is a field as in Wireshark, but no sentence of ours repeats it.</remarks>
public readonly ref struct Snmp : ILayer<Snmp>
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _end; // of the message; other octets may follow

    private Snmp(ReadOnlySpan<byte> octets, int end)
    {
        _octets = octets;
        _end = end;
    }

    /// <inheritdoc/>
    public static string Name => "snmp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => SnmpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _end;

    /// <summary>Octets behind the message.</summary>
    public int PayloadLength => _octets.Length - _end;

    /// <inheritdoc/>
    public NextLayer NextLayer => PayloadLength == 0 ? NextLayer.None : NextLayer.Data;

    /// <summary>A message is a sequence that begins with an integer; anything else is not SNMP.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Snmp layer)
    {
        layer = default;
        if (octets.Length > 0 && octets[0] != Ber.Sequence)
            return ReadStatus.NotMine;
        if (octets.Length < 2)
            return ReadStatus.TooShort;
        if (!Ber.TryReadHeader(octets, out int header, out long length))
            return ReadStatus.NotMine;
        if (octets.Length > header && octets[header] != Ber.Integer)
            return ReadStatus.NotMine;
        bool isCut = header + length > octets.Length;
        if (isCut && octets.Length < header + 3)
            return ReadStatus.TooShort;
        layer = new Snmp(octets, isCut ? octets.Length : header + (int)length);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink) => SnmpDescription.Describe(_octets[.._end], sink);
}
