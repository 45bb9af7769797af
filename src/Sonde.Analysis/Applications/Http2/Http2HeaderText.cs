using System.Globalization;
using System.Text;

namespace Sonde.Analysis;

/// <summary>Takes the texts of an exchange out of header fields, secrets left out.</summary>
internal static class Http2HeaderText
{
    private const int LongestValue = 1024; // characters of a value
    private const int LongestTarget = 4096;

    public static void ReadRequest(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HttpExchange exchange)
    {
        if (HttpSecrets.IsSecretHeader(name))
            exchange.AddSecret(Text(name, 64));
        else if (name.SequenceEqual(":method"u8))
            exchange.Method ??= Text(value, 32);
        else if (name.SequenceEqual(":path"u8))
            exchange.Target ??= HttpSecrets.CleanTarget(Text(value, LongestTarget));
        else if (name.SequenceEqual(":authority"u8) || (name.SequenceEqual("host"u8) && exchange.Host is null))
            exchange.Host = Text(value, LongestValue);
        else if (name.SequenceEqual("user-agent"u8))
            exchange.UserAgent ??= Text(value, LongestValue);
        else if (name.SequenceEqual("content-type"u8))
            exchange.RequestType ??= Text(value, LongestValue);
        else if (name.SequenceEqual("content-encoding"u8))
            exchange.RequestEncoding ??= Text(value, LongestValue);
    }

    public static void ReadResponse(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HttpExchange exchange)
    {
        if (HttpSecrets.IsSecretHeader(name))
            exchange.AddSecret(Text(name, 64));
        else if (name.SequenceEqual("server"u8))
            exchange.Server ??= Text(value, LongestValue);
        else if (name.SequenceEqual("content-type"u8))
            exchange.ResponseType ??= Text(value, LongestValue);
        else if (name.SequenceEqual("content-encoding"u8))
            exchange.ResponseEncoding ??= Text(value, LongestValue);
        else if (name.SequenceEqual("location"u8))
            exchange.Location ??= HttpSecrets.CleanTarget(Text(value, LongestTarget));
        else if (name.SequenceEqual("grpc-status"u8) && Number(value) is { } status)
            exchange.GrpcStatus = status;
    }

    /// <summary>A number in decimal; null where it is none.</summary>
    public static int? Number(ReadOnlySpan<byte> value) =>
        value.Length <= 4 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    private static string Text(ReadOnlySpan<byte> octets, int longest) =>
        Encoding.Latin1.GetString(octets[..Math.Min(octets.Length, longest)]);
}
