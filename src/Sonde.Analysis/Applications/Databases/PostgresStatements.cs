using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The prepared statements and portals of a PostgreSQL connection.</summary>
/// <remarks>Memory: at most <see cref="Most"/> of each; what came later is run without its text.</remarks>
internal sealed class PostgresStatements
{
    public const int Most = 1024;

    private const int MostValues = 256;
    private const int LongestValue = 1024;

    private readonly Dictionary<string, string> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string, IReadOnlyList<string>)> _portals = new(StringComparer.Ordinal);

    public void Prepare(string name, string text)
    {
        if (_statements.Count < Most || _statements.ContainsKey(name))
            _statements[name] = text;
    }

    public void Bind(ref OctetCursor cursor)
    {
        string portal = cursor.TextToZero();
        string text = _statements.GetValueOrDefault(cursor.TextToZero(), "");
        var formats = new ushort[Math.Min((int)cursor.Short(), cursor.Rest.Length / 2)];
        for (int i = 0; i < formats.Length; i++)
            formats[i] = cursor.Short();
        int count = cursor.Short();
        var values = new List<string>();
        for (int i = 0; i < count && i < MostValues && !cursor.IsBroken && !cursor.IsEmpty; i++)
        {
            int length = (int)cursor.Word();
            ushort format = formats.Length switch
            {
                0 => 0,
                1 => formats[0],
                _ => i < formats.Length ? formats[i] : (ushort)0,
            };
            values.Add(length < 0 ? "NULL" : Value(cursor.Take(length), format != 0));
        }
        if (_portals.Count < Most || _portals.ContainsKey(portal))
            _portals[portal] = (text, values);
    }

    public (string Text, IReadOnlyList<string> Values) Run(string portal) =>
        _portals.GetValueOrDefault(portal, ("", []));

    public void Close(ref OctetCursor cursor)
    {
        if (cursor.Byte() == 'S')
            _statements.Remove(cursor.TextToZero());
        else
            _portals.Remove(cursor.TextToZero());
    }

    // A value in binary form has the length of its type: whole numbers by far the most often.
    private static string Value(ReadOnlySpan<byte> octets, bool isBinary)
    {
        if (isBinary && (octets.Length is 2 or 4 or 8 || octets.ContainsAnyInRange((byte)0, (byte)8)))
            return "0x" + Convert.ToHexStringLower(octets[..Math.Min(octets.Length, 64)]);
        return Encoding.UTF8.GetString(octets.Length > LongestValue ? octets[..LongestValue] : octets);
    }
}
