using System.Text;

namespace Sonde.Wire;

/// <summary>Reads the tables of header fields that HPACK and QPACK know from the start.</summary>
internal static class StaticFields
{
    /// <summary>The fields of a table: a line for each, name and value with <c>=</c> between them.</summary>
    public static (byte[] Name, byte[] Value)[] Of(string table) =>
        [
            .. table
                .Split('\n')
                .Select(line => line.Trim().Split('=', 2))
                .Select(parts => (Encoding.ASCII.GetBytes(parts[0]), Encoding.ASCII.GetBytes(parts[1]))),
        ];
}
