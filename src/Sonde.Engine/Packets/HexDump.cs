using System.Globalization;
using System.Text;

namespace Sonde.Engine;

/// <summary>Octets as people read them: offset, sixteen octets, printable characters.</summary>
internal static class HexDump
{
    private const int Width = 16;

    public static IReadOnlyList<string> Lines(ReadOnlySpan<byte> octets)
    {
        List<string> lines = [];
        for (int at = 0; at < octets.Length; at += Width)
        {
            ReadOnlySpan<byte> row = octets.Slice(at, Math.Min(Width, octets.Length - at));
            var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{at:x4}  ");
            for (int i = 0; i < Width; i++)
                line.Append(i < row.Length ? row[i].ToString("x2", CultureInfo.InvariantCulture) + " " : "   ");
            line.Append(' ');
            foreach (byte octet in row)
                line.Append(octet is >= 0x20 and < 0x7f ? (char)octet : '.');
            lines.Add(line.ToString());
        }
        return lines;
    }
}
