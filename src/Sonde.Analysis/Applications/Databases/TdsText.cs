using System.Globalization;
using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Texts and tokens in messages of Microsoft SQL Server.</summary>
internal static class TdsText
{
    private const byte ErrorToken = 0xaa;

    /// <summary>What follows the headers that stand before a batch or a call since version 7.2.</summary>
    public static ReadOnlySpan<byte> AfterHeaders(ReadOnlySpan<byte> message, ref bool isOld)
    {
        if (isOld || message.Length < 4)
            return message;
        uint length = (uint)new OctetCursor(message).Little(4);
        if (length is >= 4 and < 1024 && length <= message.Length)
            return message[(int)length..];
        isOld = true;
        return message;
    }

    /// <summary>Text of two octets a character, or one in versions before 7.</summary>
    public static string Read(ReadOnlySpan<byte> octets) =>
        octets.Length >= 2 && octets[1] == 0 || octets.Length % 2 == 0 && octets.Contains((byte)0)
            ? Encoding.Unicode.GetString(octets)
            : Encoding.Latin1.GetString(octets);

    /// <summary>The first error among the tokens that tell their length.</summary>
    public static (string Code, string Text)? Error(ReadOnlySpan<byte> message)
    {
        while (message.Length >= 3)
        {
            byte token = message[0];
            if (token is 0xfd or 0xfe or 0xff && message.Length > 13)
            {
                message = message[13..];
                continue;
            }
            if (token is not (0xaa or 0xab or 0xad or 0xe3 or 0xa9 or 0xa4 or 0xa5))
                return null;
            int length = message[1] | message[2] << 8;
            if (3 + length > message.Length)
                return null;
            if (token == ErrorToken)
                return ReadError(message.Slice(3, length));
            message = message[(3 + length)..];
        }
        return null;
    }

    /// <summary>The rows that the last token of an answer counts; null when it counts none.</summary>
    public static long? Count(ReadOnlySpan<byte> tail)
    {
        if (tail[0] is 0xfd or 0xfe or 0xff && (tail[1] & 0x10) != 0)
            return (long)new OctetCursor(tail[5..]).Little(8);
        if (tail[4] is 0xfd or 0xfe or 0xff && (tail[5] & 0x10) != 0)
            return (long)new OctetCursor(tail[9..]).Little(4);
        return null;
    }

    private static (string, string) ReadError(ReadOnlySpan<byte> body)
    {
        var cursor = new OctetCursor(body);
        int number = (int)cursor.Little(4);
        cursor.Take(2);
        int length = 2 * (int)cursor.Little(2);
        ReadOnlySpan<byte> text = cursor.Take(Math.Min(length, cursor.Rest.Length));
        return (number.ToString(CultureInfo.InvariantCulture), Encoding.Unicode.GetString(text));
    }
}
