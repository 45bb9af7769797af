using System.Text;

namespace Sonde.Wire;

/// <summary>Finds the common names in a certificate, RFC 5280 §4.1, without checking anything else of it.</summary>
public static class X509Names
{
    private const byte Sequence = 0x30;
    private const byte Set = 0x31;
    private const byte ExplicitVersion = 0xa0;
    private const int LongestName = 1024;

    private static ReadOnlySpan<byte> CommonName => [0x06, 0x03, 0x55, 0x04, 0x03];

    /// <summary>The common names of subject and issuer, several joined by a slash; null for a name without one. False where the octets are no certificate.</summary>
    public static bool TryRead(ReadOnlySpan<byte> der, out string? subject, out string? issuer)
    {
        (subject, issuer) = (null, null);
        ReadOnlySpan<byte> certificate = der;
        if (!TryEnter(ref certificate, out byte tag, out ReadOnlySpan<byte> inside) || tag != Sequence)
            return false;
        if (!TryEnter(ref inside, out tag, out ReadOnlySpan<byte> left) || tag != Sequence)
            return false;
        if (left.Length > 0 && left[0] == ExplicitVersion && !TryEnter(ref left, out _, out _))
            return false;
        if (!TryEnter(ref left, out _, out _) || !TryEnter(ref left, out _, out _)) // serial number, signature
            return false;
        if (!TryEnter(ref left, out tag, out ReadOnlySpan<byte> issuerName) || tag != Sequence)
            return false;
        if (!TryEnter(ref left, out _, out _)) // validity
            return false;
        if (!TryEnter(ref left, out tag, out ReadOnlySpan<byte> subjectName) || tag != Sequence)
            return false;
        return TryReadName(issuerName, out issuer) && TryReadName(subjectName, out subject);
    }

    private static bool TryReadName(ReadOnlySpan<byte> name, out string? common)
    {
        common = null;
        while (!name.IsEmpty)
        {
            if (!TryEnter(ref name, out byte tag, out ReadOnlySpan<byte> set) || tag != Set)
                return false;
            while (!set.IsEmpty)
            {
                if (!TryEnter(ref set, out _, out ReadOnlySpan<byte> pair))
                    return false;
                if (!pair.StartsWith(CommonName))
                    continue;
                ReadOnlySpan<byte> value = pair[CommonName.Length..];
                if (!TryEnter(ref value, out byte kind, out ReadOnlySpan<byte> text))
                    return false;
                string read = Text(kind, text[..Math.Min(text.Length, LongestName)]);
                common = common is null ? read : common + "/" + read;
            }
        }
        return true;
    }

    // X.690 §8.23: BMPString and UniversalString are big-endian UTF-16 and UTF-32
    private static string Text(byte kind, ReadOnlySpan<byte> text) =>
        kind switch
        {
            0x0c => Encoding.UTF8.GetString(text),
            0x1e => Encoding.BigEndianUnicode.GetString(text),
            _ => Encoding.Latin1.GetString(text),
        };

    private static bool TryEnter(scoped ref ReadOnlySpan<byte> octets, out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = 0;
        content = default;
        if (!Ber.TryReadHeader(octets, out int header, out long length) || length > octets.Length - header)
            return false;
        tag = octets[0];
        content = octets.Slice(header, (int)length);
        octets = octets[(header + (int)length)..];
        return true;
    }
}
