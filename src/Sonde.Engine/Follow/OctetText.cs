using System.Globalization;
using System.Text;

namespace Sonde.Engine;

/// <summary>Octets of a stream as text.</summary>
internal static class OctetText
{
    /// <summary>UTF-8 where it is UTF-8 and can be seen; everything else escaped.</summary>
    public static string Of(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        while (!octets.IsEmpty)
        {
            bool isText =
                Rune.DecodeFromUtf8(octets, out Rune rune, out int used) == System.Buffers.OperationStatus.Done;
            bool isBare = rune.Value is < ' ' or 0x7f && rune.Value is not ('\n' or '\r' or '\t');
            if (isText && !isBare)
            {
                text.Append(Quote.Clean(rune.ToString()));
            }
            else
            {
                for (int i = 0; i < used; i++)
                    text.Append(CultureInfo.InvariantCulture, $"\\x{octets[i]:x2}");
            }
            octets = octets[used..];
        }
        return text.ToString();
    }
}
