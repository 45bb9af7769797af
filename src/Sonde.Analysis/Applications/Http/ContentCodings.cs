using System.Buffers;
using System.IO.Compression;

namespace Sonde.Analysis;

/// <summary>What came of taking the codings off content.</summary>
public enum ContentOutcome : byte
{
    /// <summary>All of it is there.</summary>
    Whole,

    /// <summary>It ends early or is damaged; what came before was given.</summary>
    Damaged,

    /// <summary>It grows beyond the limit, as a compression bomb does; the first octets were given.</summary>
    TooLong,

    /// <summary>A coding is not known here; nothing was given.</summary>
    Unknown,
}

/// <summary>Takes codings off the content of HTTP, RFC 9110 §8.4: gzip, deflate, br.</summary>
public static class ContentCodings
{
    /// <summary>Octets that one content may have without its codings.</summary>
    public const long MostOctets = 64 << 20;

    private const int MostCodings = 4; // one after the other; honest servers use one
    private const int ChunkSize = 1 << 14;

    /// <summary>Gives content without its codings, in pieces.</summary>
    /// <param name="octets">The content as sent.</param>
    /// <param name="encoding">Its codings in the order in which they were put on; null for none.</param>
    /// <param name="given">Receives the pieces; each is valid during the call only.</param>
    public static ContentOutcome Decode(ReadOnlyMemory<byte> octets, string? encoding, Action<ReadOnlySpan<byte>> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        string[] codings =
        [
            .. (encoding ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(coding => coding.ToLowerInvariant())
                .Where(coding => coding != "identity"),
        ];
        if (codings.Length == 0)
        {
            given(octets.Span);
            return ContentOutcome.Whole;
        }
        if (codings.Length > MostCodings || Array.Exists(codings, coding => !IsKnown(coding)))
            return ContentOutcome.Unknown;
        var source = new MemoryStream(octets.ToArray(), writable: false);
        Stream stream = source;
        foreach (string coding in codings.Reverse())
            stream = Open(stream, coding, octets.Span);
        using (stream)
            return Copy(stream, given);
    }

    private static bool IsKnown(string coding) => coding is "gzip" or "x-gzip" or "deflate" or "br";

    // Some senders leave out the zlib header that "deflate" means, RFC 9110 §8.4.1.2.
    private static Stream Open(Stream stream, string coding, ReadOnlySpan<byte> first) =>
        coding switch
        {
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "deflate" when first.Length >= 2 && (first[0] & 0x0f) == 8 && ((first[0] << 8) | first[1]) % 31 == 0 =>
                new ZLibStream(stream, CompressionMode.Decompress),
            "deflate" => new DeflateStream(stream, CompressionMode.Decompress),
            _ => new GZipStream(stream, CompressionMode.Decompress),
        };

    private static ContentOutcome Copy(Stream stream, Action<ReadOnlySpan<byte>> given)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            long all = 0;
            for (int read; (read = stream.Read(chunk)) > 0; )
            {
                all += read;
                if (all > MostOctets)
                    return ContentOutcome.TooLong;
                given(chunk.AsSpan(0, read));
            }
            return all > 0 ? ContentOutcome.Whole : ContentOutcome.Damaged;
        }
        catch (Exception damage) when (damage is InvalidDataException or InvalidOperationException or IOException)
        {
            return ContentOutcome.Damaged;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
