using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>A BSON document as text in the manner of JSON, and the members of it that say what was asked and answered.</summary>
/// <remarks>Bounded: <see cref="Deepest"/> levels, <see cref="LongestText"/> characters. Layout: bsonspec.org, version 1.1.</remarks>
internal readonly record struct BsonText
{
    private const int Deepest = 16;
    private const int LongestText = 4096;
    private const int LongestValue = 1024;

    /// <summary>The name of the first member: the command.</summary>
    public string? First { get; init; }

    public string? Text { get; init; }

    public bool IsCut { get; init; }

    public string? Database { get; init; }

    public string? User { get; init; }

    public int? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    /// <summary>Members of a cursor's batch.</summary>
    public long? Rows { get; init; }

    /// <summary>The member <c>n</c>.</summary>
    public long? Affected { get; init; }

    public static BsonText Read(ReadOnlySpan<byte> octets)
    {
        var state = new State();
        var cursor = new OctetCursor(octets);
        state.Document(ref cursor, 0, isArray: false);
        return new BsonText
        {
            First = state.First,
            Text = state.Text.ToString(),
            IsCut = state.IsCut,
            Database = state.Database,
            User = state.User,
            ErrorCode = state.Code,
            ErrorText = state.Words,
            Rows = state.Rows,
            Affected = state.Affected,
        };
    }

    private sealed class State
    {
        public StringBuilder Text { get; } = new();
        public string? First { get; private set; }
        public bool IsCut { get; private set; }
        public string? Database { get; private set; }
        public string? User { get; private set; }
        public int? Code { get; private set; }
        public string? Words { get; private set; }
        public long? Rows { get; private set; }
        public long? Affected { get; private set; }

        public long Document(ref OctetCursor cursor, int depth, bool isArray)
        {
            long length = (long)cursor.Little(4) - 4;
            var inside = new OctetCursor(cursor.Take(Math.Min(Math.Max(length, 0), cursor.Rest.Length)));
            Text.Append(isArray ? '[' : '{');
            long members = 0;
            while (!inside.IsBroken && !inside.IsEmpty && inside.Byte() is > 0 and var type)
            {
                string name = inside.TextToZero();
                if (Text.Length > LongestText || depth >= Deepest)
                {
                    IsCut = true;
                    break;
                }
                if (depth == 0)
                    First ??= name;
                Text.Append(members == 0 ? "" : ", ");
                if (!isArray)
                    Text.Append('"').Append(name).Append("\": ");
                members++;
                Value(ref inside, type, name, depth);
            }
            Text.Append(isArray ? ']' : '}');
            return members;
        }

        private void Value(ref OctetCursor cursor, byte type, string name, int depth)
        {
            switch (type)
            {
                case 1:
                    double real = BitConverter.UInt64BitsToDouble(cursor.Little(8));
                    Number(name, depth, (long)real);
                    Text.Append(real.ToString(CultureInfo.InvariantCulture));
                    break;
                case 2 or 13 or 14:
                    Words2(name, depth, Encoding.UTF8.GetString(Sized(ref cursor, 1)));
                    break;
                case 3:
                    Document(ref cursor, depth + 1, isArray: false);
                    break;
                case 4:
                    long members = Document(ref cursor, depth + 1, isArray: true);
                    if (name is "firstBatch" or "nextBatch")
                        Rows = members;
                    break;
                case 5:
                    int octets = (int)cursor.Little(4);
                    cursor.Byte();
                    bool isSecret = name == "payload";
                    if (isSecret && depth == 0)
                        Login(cursor.Rest[..Math.Clamp(octets, 0, cursor.Rest.Length)]);
                    cursor.Take(octets);
                    Text.Append(isSecret ? "***" : $"<{octets} octets>");
                    break;
                case 7:
                    Text.Append(Convert.ToHexStringLower(cursor.Take(12)));
                    break;
                case 8:
                    Text.Append(cursor.Byte() != 0 ? "true" : "false");
                    break;
                case 9 or 17 or 18:
                    long number = (long)cursor.Little(8);
                    Number(name, depth, number);
                    Text.Append(number);
                    break;
                case 16:
                    int small = (int)cursor.Little(4);
                    Number(name, depth, small);
                    Text.Append(small);
                    break;
                case 6 or 10 or 255 or 127:
                    Text.Append("null");
                    break;
                case 11:
                    Text.Append('/').Append(cursor.TextToZero()).Append('/').Append(cursor.TextToZero());
                    break;
                case 19:
                    cursor.Take(16);
                    Text.Append("decimal");
                    break;
                default:
                    cursor.Take(-1); // a type that is not read: its length is not known
                    IsCut = true;
                    break;
            }
        }

        private static ReadOnlySpan<byte> Sized(ref OctetCursor cursor, int tail)
        {
            long length = (long)cursor.Little(4) - tail;
            ReadOnlySpan<byte> text = cursor.Take(length);
            cursor.Take(tail);
            return text;
        }

        private void Number(string name, int depth, long value)
        {
            if (depth != 0)
                return;
            if (name == "code")
                Code = (int)value;
            else if (name == "n")
                Affected = value;
            else if (name == "ok" && value == 0)
                Words ??= "";
        }

        private void Words2(string name, int depth, string value)
        {
            if (depth == 0 && name == "$db")
                Database = value;
            else if (depth == 0 && name == "errmsg")
                Words = value;
            else if (depth == 0 && name == "user")
                User = value;
            bool isSecret = name is "pwd" or "key" or "nonce" or "password";
            string shown =
                isSecret ? "***"
                : value.Length > LongestValue ? value[..LongestValue]
                : value;
            Text.Append('"').Append(shown).Append('"');
        }

        // SCRAM: n,,n=user,r=nonce (RFC 5802 section 7)
        private void Login(ReadOnlySpan<byte> payload)
        {
            int at = payload.IndexOf(",n="u8);
            if (at < 0)
                return;
            ReadOnlySpan<byte> user = payload[(at + 3)..];
            int end = user.IndexOf((byte)',');
            User = Encoding.UTF8.GetString(end < 0 ? user : user[..end]);
        }
    }
}
