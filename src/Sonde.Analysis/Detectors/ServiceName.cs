namespace Sonde.Analysis;

/// <summary>Names of services, RFC 2782: <c>_service._protocol.name</c>. Their first labels are words that everybody uses, and carry nothing.</summary>
internal static class ServiceName
{
    /// <summary>The type of record that such names are asked for: SRV.</summary>
    public const ushort Type = 33;

    private const int LongestService = 15; // characters behind the underscore, RFC 6335 §5.1

    /// <summary>Writes what is left of a name without the labels of the service.</summary>
    /// <param name="name">The labels before the registered domain.</param>
    /// <param name="rest">Room for as many characters as the name has.</param>
    /// <param name="length">Characters written.</param>
    /// <returns>Whether it is such a name.</returns>
    public static bool TryStrip(ReadOnlySpan<char> name, Span<char> rest, out int length)
    {
        length = 0;
        int label = 0;
        foreach (Range range in name.Split('.'))
        {
            ReadOnlySpan<char> text = name[range];
            bool fits = label switch
            {
                0 => text.Length is >= 2 and <= LongestService + 1 && text[0] == '_',
                1 => text is "_tcp" or "_udp" or "_tls" or "_sctp" or "_dccp",
                _ => true,
            };
            if (!fits)
                return false;
            // the second pair of words is that of Active Directory
            if (label++ < 2 || text is "_sites" or "_msdcs")
                continue;
            if (length > 0)
                rest[length++] = '.';
            text.CopyTo(rest[length..]);
            length += text.Length;
        }
        return label >= 2;
    }
}
