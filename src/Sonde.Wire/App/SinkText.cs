using System.Buffers;

namespace Sonde.Wire;

/// <summary>Adds text fields from octets; allocates nothing in steady state.</summary>
internal static class SinkText
{
    private const int SmallText = 512; // characters on the stack

    /// <summary>Adds ASCII text; other octets become U+FFFD.</summary>
    public static void AddAscii(this FieldSink sink, Field field, int start, ReadOnlySpan<byte> octets) =>
        Add(sink, field, start, octets, isUtf8: false);

    /// <summary>Adds UTF-8 text; what is not UTF-8 becomes U+FFFD.</summary>
    public static void AddUtf8(this FieldSink sink, Field field, int start, ReadOnlySpan<byte> octets) =>
        Add(sink, field, start, octets, isUtf8: true);

    private static void Add(FieldSink sink, Field field, int start, ReadOnlySpan<byte> octets, bool isUtf8)
    {
        char[]? rented = octets.Length > SmallText ? ArrayPool<char>.Shared.Rent(octets.Length) : null;
        Span<char> target = rented ?? stackalloc char[SmallText];
        var text = new TextSpan(target);
        if (isUtf8)
            text.AppendUtf8(octets);
        else
            text.AppendAscii(octets);
        sink.Add(field, start, octets.Length, target[..text.Length]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
    }
}
