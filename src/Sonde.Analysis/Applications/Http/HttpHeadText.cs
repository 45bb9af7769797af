using System.Text;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Takes the texts of an exchange out of heads, secrets left out.</summary>
internal static class HttpHeadText
{
    private const int LongestValue = 1024; // characters of a header value
    private const int LongestTarget = 4096;

    public static void ReadRequest(in HttpHead head, ReadOnlySpan<byte> octets, HttpExchange exchange)
    {
        exchange.Method = Text(head.FirstWord, 32);
        exchange.Target = HttpSecrets.CleanTarget(Text(head.SecondWord, LongestTarget));
        exchange.Version = VersionOf(head.Rest);
        for (int at = 0; head.TryReadHeader(ref at, out HttpHeader header); )
        {
            ReadOnlySpan<byte> name = octets.Slice(header.Position, header.NameLength);
            ReadOnlySpan<byte> value = octets.Slice(header.ValuePosition, header.ValueLength);
            if (HttpSecrets.IsSecretHeader(name))
                exchange.AddSecret(Text(name, 64));
            else if (Is(name, "Host"u8))
                exchange.Host ??= Text(value, LongestValue);
            else if (Is(name, "User-Agent"u8))
                exchange.UserAgent ??= Text(value, LongestValue);
            else if (Is(name, "Content-Type"u8))
                exchange.RequestType ??= Text(value, LongestValue);
            else if (Is(name, "Content-Encoding"u8))
                exchange.RequestEncoding ??= Text(value, LongestValue);
        }
    }

    public static void ReadResponse(in HttpHead head, ReadOnlySpan<byte> octets, HttpExchange exchange)
    {
        exchange.Status = head.Status;
        exchange.Reason = Text(head.Rest, LongestValue);
        if (exchange.Method is null)
            exchange.Version = VersionOf(head.FirstWord);
        for (int at = 0; head.TryReadHeader(ref at, out HttpHeader header); )
        {
            ReadOnlySpan<byte> name = octets.Slice(header.Position, header.NameLength);
            ReadOnlySpan<byte> value = octets.Slice(header.ValuePosition, header.ValueLength);
            if (HttpSecrets.IsSecretHeader(name))
                exchange.AddSecret(Text(name, 64));
            else if (Is(name, "Server"u8))
                exchange.Server ??= Text(value, LongestValue);
            else if (Is(name, "Content-Type"u8))
                exchange.ResponseType ??= Text(value, LongestValue);
            else if (Is(name, "Content-Encoding"u8))
                exchange.ResponseEncoding ??= Text(value, LongestValue);
            else if (Is(name, "Location"u8))
                exchange.Location ??= HttpSecrets.CleanTarget(Text(value, LongestTarget));
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        Ascii.EqualsIgnoreCase(name.TrimEnd((byte)' '), other);

    private static string VersionOf(ReadOnlySpan<byte> word)
    {
        word = word.TrimEnd("\r\n "u8);
        int slash = word.LastIndexOf((byte)'/');
        return slash < 0 ? "0.9" : Text(word[(slash + 1)..], 8);
    }

    private static string Text(ReadOnlySpan<byte> octets, int longest) =>
        Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, longest)]);
}
