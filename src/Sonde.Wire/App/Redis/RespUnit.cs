using System.Buffers.Text;

namespace Sonde.Wire;

/// <summary>A line of the Redis protocol, with the octets that it announces: what aggregates are made of.</summary>
/// <remarks>Layout: <c>type 1, text or number, CR LF</c>, and for a bulk text as many octets and CR LF again (RESP versions 2 and 3).</remarks>
/// <param name="Type">The first octet; a letter for an inline command.</param>
/// <param name="Number">The number of the line: octets of a bulk text, members of an aggregate; -1 for nothing.</param>
/// <param name="TextStart">Where the text begins, in octets from the unit's start.</param>
/// <param name="TextLength">Octets of the text.</param>
/// <param name="Length">Octets of the unit; 0 when more are needed to know, -1 when it is not one.</param>
public readonly record struct RespUnit(byte Type, long Number, int TextStart, long TextLength, long Length)
{
    private const long LongestBulk = 512L << 20; // the server's own limit
    private const long MostMembers = 1 << 20;

    /// <summary>It announces members: an array, set, map, push or attribute.</summary>
    public bool IsAggregate => Type is (byte)'*' or (byte)'~' or (byte)'>' or (byte)'%' or (byte)'|';

    /// <summary>Members that it announces; a map has two an entry.</summary>
    public long Members =>
        !IsAggregate || Number < 0 ? 0
        : Type is (byte)'%' or (byte)'|' ? Number * 2
        : Number;

    /// <summary>Reads the unit at the start of the octets.</summary>
    public static RespUnit Read(ReadOnlySpan<byte> octets)
    {
        int end = octets.IndexOf((byte)'\n');
        if (end < 0)
            return default;
        int text = end > 0 && octets[end - 1] == '\r' ? end - 1 : end;
        byte type = octets[0];
        if (type is (byte)'$' or (byte)'=' or (byte)'!')
        {
            if (!TryNumber(octets[1..text], out long length) || length > LongestBulk)
                return new RespUnit(type, 0, 0, 0, -1);
            return length < 0
                ? new RespUnit(type, -1, 0, 0, end + 1)
                : new RespUnit(type, length, end + 1, length, end + 1 + length + 2);
        }
        long number = 0;
        bool isAggregate = type is (byte)'*' or (byte)'~' or (byte)'>' or (byte)'%' or (byte)'|';
        if (isAggregate && (!TryNumber(octets[1..text], out number) || number > MostMembers))
            return new RespUnit(type, 0, 0, 0, -1);
        int start = IsType(type) ? 1 : 0;
        return new RespUnit(type, number, start, text - start, end + 1);
    }

    /// <summary>An octet with which a typed line begins.</summary>
    public static bool IsType(byte octet) => "+-:$*_#,(!=%~>|"u8.Contains(octet);

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        Utf8Parser.TryParse(text, out number, out int used) && used == text.Length;
}
