using System.Text;

namespace Sonde.Testing;

/// <summary>Makes frames and field sections of HTTP/3; fields are written out and enter no table.</summary>
public static class MakeHttp3
{
    /// <summary>A frame, RFC 9114 §7.1.</summary>
    public static byte[] Frame(ulong type, params ReadOnlySpan<byte> payload) =>
        [.. MakeQuic.Number(type), .. MakeQuic.Number((ulong)payload.Length), .. payload];

    /// <summary>A HEADERS frame.</summary>
    public static byte[] Headers(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        List<byte> section = [0, 0];
        foreach ((string name, string value) in fields)
            section.AddRange([.. Text(0x20, 3, name), .. Text(0, 7, value)]); // RFC 9204 §4.5.6
        return Frame(1, [.. section]);
    }

    /// <summary>A request without content.</summary>
    public static byte[] Get(string path, string authority = "www.example.test") =>
        Headers((":method", "GET"), (":scheme", "https"), (":path", path), (":authority", authority));

    /// <summary>A DATA frame.</summary>
    public static byte[] Data(string text) => Frame(0, Encoding.ASCII.GetBytes(text));

    private static byte[] Text(int pattern, int bits, string text)
    {
        int most = (1 << bits) - 1;
        byte[] length =
            text.Length < most
                ? [(byte)(pattern | text.Length)]
                : [(byte)(pattern | most), .. Rest(text.Length - most)];
        return [.. length, .. Encoding.ASCII.GetBytes(text)];
    }

    private static byte[] Rest(int number) =>
        number < 128 ? [(byte)number] : [(byte)(0x80 | number & 0x7f), .. Rest(number >> 7)];
}
