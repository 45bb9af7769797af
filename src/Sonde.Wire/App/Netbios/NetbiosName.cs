namespace Sonde.Wire;

/// <summary>
/// NetBIOS names, RFC 1001 §14: fifteen characters and a suffix, each octet as two letters from A on in a label of 32, then the
/// scope as further labels.
/// </summary>
public static class NetbiosName
{
    /// <summary>Octets of a name with its suffix.</summary>
    public const int Size = 16;

    /// <summary>Characters that hold any name, its suffix and its scope.</summary>
    public const int LongestText = 512;

    /// <summary>
    /// Reads the name and its suffix; blanks at its end are left out, the scope is passed over. False for what is no NetBIOS name.
    /// </summary>
    /// <param name="message">The whole message: pointers count from its start.</param>
    /// <param name="position">Where the name begins.</param>
    /// <param name="name">Receives at most fifteen characters; odd octets as <c>\DDD</c>, so at least 60 are needed.</param>
    /// <param name="length">Characters written.</param>
    /// <param name="suffix">What the owner is; 0x20 for a file server.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> message,
        int position,
        Span<char> name,
        out int length,
        out byte suffix
    )
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        Span<byte> octets = stackalloc byte[Size];
        (length, suffix) = (0, 0);
        if (
            DnsName.Expand(message, position, wire, out _) != DnsNameStatus.Ok
            || TryDecodeLabel(wire.Slice(1, wire[0]), octets, out _) != NameFault.None
        )
            return false;
        suffix = octets[^1];
        var text = new TextSpan(name);
        text.AppendEscaped(octets[..^1].TrimEnd(" \0"u8), "\\");
        length = text.Length;
        return true;
    }

    /// <summary>Writes a name as Wireshark does: <c>HOST&lt;20&gt;.scope</c>. Returns the characters written.</summary>
    internal static int Write(ReadOnlySpan<byte> message, int position, Span<char> target, bool describesSuffix)
    {
        Span<byte> wire = stackalloc byte[DnsName.LongestWire];
        Span<byte> octets = stackalloc byte[Size];
        var text = new TextSpan(target);
        if (DnsName.Expand(message, position, wire, out int length) != DnsNameStatus.Ok)
            return 0;
        int size = wire[0];
        NameFault fault = TryDecodeLabel(wire.Slice(1, size), octets, out int decoded);
        switch (fault)
        {
            case NameFault.First:
                text.Append("Illegal NetBIOS name (1st character not between A and Z in first-level encoding)");
                break;
            case NameFault.Second:
                text.Append("Illegal NetBIOS name (2nd character not between A and Z in first-level encoding)");
                break;
            case NameFault.Odd:
                text.Append("Illegal NetBIOS name (odd number of bytes)");
                break;
            case NameFault.Length:
                text.Append("Illegal NetBIOS name (");
                text.Append((ulong)decoded);
                text.Append(" bytes long)");
                break;
            default:
                WriteOctets(octets, wire[(1 + size)..(length - 1)], describesSuffix, ref text);
                break;
        }
        return text.Length;
    }

    private static void WriteOctets(
        scoped ReadOnlySpan<byte> octets,
        scoped ReadOnlySpan<byte> scope,
        bool describesSuffix,
        ref TextSpan text
    )
    {
        foreach (byte octet in octets[..^1].TrimEnd((byte)' '))
        {
            if (octet is >= 0x20 and < 0x7f)
                text.Append((char)octet);
            else
                WriteSuffix(octet, ref text);
        }
        WriteSuffix(octets[^1], ref text);
        if (describesSuffix)
        {
            text.Append(" (");
            text.Append(NetbiosNames.Suffix(octets[^1]));
            text.Append(')');
        }
        for (int at = 0; at < scope.Length; at += 1 + scope[at])
        {
            text.Append('.');
            text.AppendAscii(scope.Slice(at + 1, scope[at]));
        }
    }

    private static void WriteSuffix(byte octet, ref TextSpan text)
    {
        text.Append('<');
        text.AppendHex([octet]);
        text.Append('>');
    }

    private static NameFault TryDecodeLabel(ReadOnlySpan<byte> label, Span<byte> octets, out int decoded)
    {
        decoded = 0;
        if (label.IsEmpty)
            return NameFault.First;
        for (int at = 0; at < label.Length; at += 2)
        {
            if (label[at] is < (byte)'A' or > (byte)'Z')
                return NameFault.First;
            if (at + 1 == label.Length)
                return NameFault.Odd;
            if (label[at + 1] is < (byte)'A' or > (byte)'Z')
                return NameFault.Second;
            if (decoded < Size)
                octets[decoded] = (byte)(label[at] - 'A' << 4 | label[at + 1] - 'A');
            decoded++;
        }
        return decoded == Size ? NameFault.None : NameFault.Length;
    }

    private enum NameFault : byte
    {
        None,
        First,
        Second,
        Odd,
        Length,
    }
}
