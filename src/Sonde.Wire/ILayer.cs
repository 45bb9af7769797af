namespace Sonde.Wire;

/// <summary>One protocol header, read in place over captured octets.</summary>
public interface ILayer<TSelf>
    where TSelf : struct, ILayer<TSelf>, allows ref struct
{
    /// <summary>The name in results, filters and the table: Wireshark's, such as "udp".</summary>
    static abstract string Name { get; }

    /// <summary>Every field that <see cref="Describe"/> may add.</summary>
    static abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>Checks every length, then hands out a view. Returns a status; never throws, whatever the octets.</summary>
    static abstract ReadStatus TryRead(ReadOnlySpan<byte> octets, out TSelf layer);

    /// <summary>Octets of header, options included.</summary>
    int HeaderLength { get; }

    /// <summary>Octets that this layer claims for the next one: padding and trailers left out; never more than are there.</summary>
    int PayloadLength { get; }

    /// <summary>What the payload says it is; the table turns it into a reader.</summary>
    NextLayer NextLayer { get; }

    /// <summary>Names every field, in wire order, for listings, filters and the comparison with tshark.</summary>
    void Describe(FieldSink sink);
}
