using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A call of a procedure in Microsoft SQL Server, with the parameters that are texts and whole numbers.</summary>
/// <param name="Procedure">Its name.</param>
/// <param name="Statement">The statement that it is given to run or prepare; the procedure's name when it is none of these.</param>
/// <param name="Parameters">Parameters, up to the first of a type that is not read.</param>
internal sealed record TdsCall(string Procedure, string Statement, IReadOnlyList<string> Parameters)
{
    private const int MostParameters = 64;
    private const ushort ByNumber = 0xffff;

    private static readonly string[] Numbered = (
        " sp_cursor sp_cursoropen sp_cursorprepare sp_cursorexecute sp_cursorprepexec sp_cursorunprepare sp_cursorfetch "
        + "sp_cursoroption sp_cursorclose sp_executesql sp_prepare sp_execute sp_prepexec sp_prepexecrpc sp_unprepare"
    ).Split(' ');

    public static TdsCall Read(ReadOnlySpan<byte> octets)
    {
        var cursor = new OctetCursor(octets);
        ushort length = (ushort)cursor.Little(2);
        string name;
        if (length == ByNumber)
        {
            int number = (int)cursor.Little(2);
            name = number < Numbered.Length ? Numbered[number] : $"procedure {number}";
        }
        else
        {
            name = Encoding.Unicode.GetString(cursor.Take(2 * length));
        }
        cursor.Take(2); // options
        var values = new List<string>();
        string? statement = null;
        while (
            values.Count < MostParameters && !cursor.IsEmpty && Parameter(ref cursor, out string value, out bool isText)
        )
        {
            if (
                isText
                && statement is null
                && name.Contains("sql", StringComparison.Ordinal)
                    | name.Contains("prep", StringComparison.Ordinal)
                    | name.Contains("open", StringComparison.Ordinal)
            )
                statement = value;
            else
                values.Add(value);
        }
        return new TdsCall(name, statement ?? name, values);
    }

    private static bool Parameter(ref OctetCursor cursor, out string value, out bool isText)
    {
        (value, isText) = ("", false);
        cursor.Take(2 * cursor.Byte()); // name
        cursor.Byte(); // status
        byte type = cursor.Byte();
        switch (type)
        {
            case 0x26: // whole numbers of a told size
            case 0x68: // bits
                cursor.Byte();
                int size = cursor.Byte();
                if (size > 8)
                    return false;
                ulong number = cursor.Little(size);
                long signed = size == 0 ? 0 : (long)(number << (64 - 8 * size)) >> (64 - 8 * size);
                value = size == 0 ? "NULL" : signed.ToString(CultureInfo.InvariantCulture);
                break;
            case 0xe7 or 0xef: // texts of two octets a character
            case 0xa7 or 0xaf:
                int most = (int)cursor.Little(2);
                cursor.Take(5);
                value = Text(ref cursor, most == 0xffff, type >= 0xe7);
                isText = true;
                break;
            case 0x63:
                cursor.Take(4 + 5);
                uint long4 = (uint)cursor.Little(4);
                value =
                    long4 == uint.MaxValue
                        ? "NULL"
                        : Encoding.Unicode.GetString(cursor.Take(Math.Min(long4, cursor.Rest.Length)));
                isText = true;
                break;
            default:
                return false;
        }
        return !cursor.IsBroken;
    }

    private static string Text(ref OctetCursor cursor, bool isChunked, bool isWide)
    {
        if (!isChunked)
        {
            int length = (int)cursor.Little(2);
            return length == 0xffff ? "NULL" : Decode(cursor.Take(length), isWide);
        }
        if (cursor.Little(8) == ulong.MaxValue)
            return "NULL";
        var text = new StringBuilder();
        while (!cursor.IsBroken && (uint)cursor.Little(4) is > 0 and var chunk)
            text.Append(Decode(cursor.Take(Math.Min(chunk, cursor.Rest.Length)), isWide));
        return text.ToString();
    }

    private static string Decode(ReadOnlySpan<byte> octets, bool isWide) =>
        isWide ? Encoding.Unicode.GetString(octets) : Encoding.Latin1.GetString(octets);
}
