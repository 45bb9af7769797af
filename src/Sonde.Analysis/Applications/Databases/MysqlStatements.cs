using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>The prepared statements of a MySQL connection, and the parameters with which they run.</summary>
/// <remarks>Memory: at most <see cref="Most"/> statements; one that was prepared later is run without its text.</remarks>
internal sealed class MysqlStatements
{
    public const int Most = 1024;
    public const int MostParameters = 256; // values read of one execution

    private const int LongestValue = 1024;
    private const byte NoCursor = 0x08; // the number of parameters is told: query attributes

    private readonly Dictionary<uint, Statement> _statements = [];

    public void Add(uint id, string text, int parameters)
    {
        if (_statements.Count < Most)
            _statements[id] = new Statement(text, parameters);
    }

    public void Close(ReadOnlySpan<byte> rest) => _statements.Remove((uint)new OctetCursor(rest).Little(4));

    public (string Text, IReadOnlyList<string> Values) Execute(ReadOnlySpan<byte> rest, MysqlCapabilities agreed)
    {
        var cursor = new OctetCursor(rest);
        uint id = (uint)cursor.Little(4);
        byte flags = cursor.Byte();
        cursor.Take(4);
        if (!_statements.TryGetValue(id, out Statement? statement))
            return ("", []);
        int count = statement.Parameters;
        bool named = agreed.HasFlag(MysqlCapabilities.QueryAttributes);
        if (named && (flags & NoCursor) != 0)
            count = (int)Math.Min(MysqlPacket.LengthEncoded(ref cursor), ushort.MaxValue);
        return (statement.Text, count == 0 ? [] : Values(ref cursor, count, named, statement));
    }

    /// <summary>Values in the binary form: a map of nulls, their types when these are told anew, and they themselves.</summary>
    public static IReadOnlyList<string> Values(ref OctetCursor cursor, int count, bool named, Statement? statement)
    {
        ReadOnlySpan<byte> nulls = cursor.Take((count + 7) / 8);
        if (cursor.Byte() == 1)
        {
            var types = new ushort[Math.Min(count, cursor.Rest.Length / 2)];
            for (int i = 0; i < types.Length; i++)
            {
                types[i] = (ushort)cursor.Little(2);
                if (named)
                    MysqlPacket.LengthEncodedOctets(ref cursor);
            }
            if (statement is not null)
                statement.Types = types;
            else
                return Read(ref cursor, nulls, types);
        }
        return statement is null ? [] : Read(ref cursor, nulls, statement.Types);
    }

    private static List<string> Read(ref OctetCursor cursor, ReadOnlySpan<byte> nulls, ushort[] types)
    {
        var values = new List<string>();
        for (int i = 0; i < types.Length && i < MostParameters && !cursor.IsBroken && i / 8 < nulls.Length; i++)
            values.Add((nulls[i / 8] & (1 << (i % 8))) != 0 ? "NULL" : Value(ref cursor, types[i]));
        return values;
    }

    private static string Value(ref OctetCursor cursor, ushort type)
    {
        bool isUnsigned = (type & 0x8000) != 0;
        return (type & 0xff) switch
        {
            1 => Number(cursor.Little(1), 8, isUnsigned),
            2 or 13 => Number(cursor.Little(2), 16, isUnsigned),
            3 or 9 => Number(cursor.Little(4), 32, isUnsigned),
            8 => Number(cursor.Little(8), 64, isUnsigned),
            4 => BitConverter.UInt32BitsToSingle((uint)cursor.Little(4)).ToString(CultureInfo.InvariantCulture),
            5 => BitConverter.UInt64BitsToDouble(cursor.Little(8)).ToString(CultureInfo.InvariantCulture),
            6 => "NULL",
            7 or 10 or 12 => Date(ref cursor),
            11 => Time(ref cursor),
            _ => Text(MysqlPacket.LengthEncodedOctets(ref cursor)),
        };
    }

    private static string Number(ulong value, int bits, bool isUnsigned) =>
        isUnsigned
            ? value.ToString(CultureInfo.InvariantCulture)
            : ((long)(value << (64 - bits)) >> (64 - bits)).ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> octets) =>
        Encoding.UTF8.GetString(octets.Length > LongestValue ? octets[..LongestValue] : octets);

    private static string Date(ref OctetCursor cursor)
    {
        int length = cursor.Byte();
        var part = new OctetCursor(cursor.Take(length));
        string date = string.Create(
            CultureInfo.InvariantCulture,
            $"{part.Little(2):0000}-{part.Byte():00}-{part.Byte():00}"
        );
        return length < 7
            ? date
            : string.Create(CultureInfo.InvariantCulture, $"{date} {part.Byte():00}:{part.Byte():00}:{part.Byte():00}");
    }

    private static string Time(ref OctetCursor cursor)
    {
        var part = new OctetCursor(cursor.Take(cursor.Byte()));
        string sign = part.Byte() == 1 ? "-" : "";
        ulong hours = part.Little(4) * 24 + part.Byte();
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{hours:00}:{part.Byte():00}:{part.Byte():00}");
    }

    internal sealed record Statement(string Text, int Parameters)
    {
        public ushort[] Types { get; set; } = [];
    }
}
