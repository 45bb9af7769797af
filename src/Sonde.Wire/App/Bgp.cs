using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>Border Gateway Protocol 4, RFC 4271 §4.</summary>
/// <remarks>Layout: <c>marker 16 (all ones), length 2, type 1</c>, then what the type says.</remarks>
public readonly ref struct Bgp : IStreamLayer<Bgp>
{
    private const int Size = 19; // octets of the header
    private const int Longest = 65_535; // RFC 8654; 4,096 without its extension
    private const int Open = 1;
    private const int Update = 2;
    private const int Notification = 3;
    private const int CapabilitiesOption = 2; // RFC 5492
    private const int FourOctetAs = 65; // RFC 6793

    private static readonly Field LengthField = new("bgp.length", "Length");
    private static readonly Field TypeField = new("bgp.type", "Type", names: TypeName);
    private static readonly Field VersionField = new("bgp.open.version", "Version");
    private static readonly Field AsField = new("bgp.open.myas", "My AS");
    private static readonly Field HoldField = new("bgp.open.holdtime", "Hold Time");
    private static readonly Field IdentifierField = new("bgp.open.identifier", "BGP Identifier", FieldKind.Ipv4);
    private static readonly Field LongAsField = new("bgp.cap.4as", "AS Number");
    private static readonly Field WithdrawnField = new("bgp.update.withdrawn_routes.length", "Withdrawn Routes Length");
    private static readonly Field AttributesField = new(
        "bgp.update.path_attributes.length",
        "Total Path Attribute Length"
    );
    private static readonly Field ErrorField = new("bgp.notify.major_error", "Major error Code", names: ErrorName);

    private readonly ReadOnlySpan<byte> _octets;

    private Bgp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "bgp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            LengthField,
            TypeField,
            VersionField,
            AsField,
            HoldField,
            IdentifierField,
            LongAsField,
            WithdrawnField,
            AttributesField,
            ErrorField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>What the message is (RFC 4271 §4.1).</summary>
    public byte Type => _octets[18];

    /// <summary>Prefixes of IPv4 that an UPDATE withdraws, and announces.</summary>
    public (int Withdrawn, int Announced) Prefixes
    {
        get
        {
            if (Type != Update || _octets.Length < Size + 4)
                return default;
            var cursor = new OctetCursor(_octets[Size..]);
            ReadOnlySpan<byte> withdrawn = cursor.Take(cursor.Short());
            cursor.Take(cursor.Short());
            return cursor.IsBroken ? default : (Count(withdrawn), Count(cursor.Rest));
        }
    }

    /// <summary>The second number of a NOTIFICATION (RFC 4271 §4.5); -1 for other messages.</summary>
    public int Subcode => Type == Notification && _octets.Length > Size + 1 ? _octets[Size + 1] : -1;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Bgp layer)
    {
        layer = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        MessageExtent extent = Measure(octets);
        if (extent.Length < 0)
            return ReadStatus.NotMine;
        bool isCut = extent.Length > octets.Length;
        layer = new Bgp(isCut ? octets : octets[..extent.Length]);
        return isCut ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets)
    {
        if (octets[..Math.Min(16, octets.Length)].ContainsAnyExcept((byte)0xff))
            return MessageExtent.NotMine;
        if (octets.Length < Size)
            return MessageExtent.NeedMore;
        int length = ReadUInt16BigEndian(octets[16..]);
        return length is < Size or > Longest || TypeName(octets[18]) is null
            ? MessageExtent.NotMine
            : new MessageExtent(0, length);
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var data = new FieldCursor(_octets, 16, _octets.Length, sink);
        data.Number(LengthField, 2);
        data.Number(TypeField, 1);
        switch (Type)
        {
            case Open:
                _ =
                    data.Number(VersionField, 1)
                    && data.Number(AsField, 2)
                    && data.Number(HoldField, 2)
                    && data.Octets(IdentifierField, 4)
                    && DescribeOptions(ref data);
                break;
            case Update:
                _ =
                    data.Number(WithdrawnField, 2, out int withdrawn)
                    && data.Skip(withdrawn)
                    && data.Number(AttributesField, 2);
                break;
            case Notification:
                data.Number(ErrorField, 1);
                break;
        }
    }

    private static bool DescribeOptions(ref FieldCursor data)
    {
        if (data.Left < 1)
            return false;
        data.Skip(1);
        while (data.Left >= 2)
        {
            (int type, int length) = (data.Rest[0], data.Rest[1]);
            if (!data.Skip(2) || length > data.Left)
                return false;
            FieldCursor option = data.Slice(length);
            data.Skip(length);
            while (type == CapabilitiesOption && option.Left >= 2)
            {
                (int code, int size) = (option.Rest[0], option.Rest[1]);
                if (!option.Skip(2) || size > option.Left)
                    return false;
                FieldCursor value = option.Slice(size);
                option.Skip(size);
                if (code == FourOctetAs && size == 4)
                    value.Number(LongAsField, 4);
            }
        }
        return true;
    }

    // A length in bits, then as many octets as hold them, RFC 4271 §4.3.
    private static int Count(ReadOnlySpan<byte> prefixes)
    {
        int count = 0;
        while (!prefixes.IsEmpty)
        {
            int whole = 1 + (prefixes[0] + 7) / 8;
            if (prefixes[0] > 32 || whole > prefixes.Length)
                return count;
            prefixes = prefixes[whole..];
            count++;
        }
        return count;
    }

    private static string? TypeName(ulong value) =>
        value switch
        {
            1 => "OPEN Message",
            2 => "UPDATE Message",
            3 => "NOTIFICATION Message",
            4 => "KEEPALIVE Message",
            5 => "ROUTE-REFRESH Message",
            6 => "CAPABILITY Message",
            _ => null,
        };

    private static string? ErrorName(ulong value) =>
        value switch
        {
            1 => "Message Header Error",
            2 => "OPEN Message Error",
            3 => "UPDATE Message Error",
            4 => "Hold Timer Expired",
            5 => "Finite State Machine Error",
            6 => "Cease",
            7 => "ROUTE-REFRESH Message Error",
            _ => null,
        };
}
