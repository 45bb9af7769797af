using System.Buffers;
using System.Security.Cryptography;
using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Takes the content of messages for files: names, hashes, counts and writes them.</summary>
/// <remarks>Memory: one object at a time, and a row for each of at most <see cref="MostRows"/>.</remarks>
internal sealed class ObjectCollector(ObjectsArguments arguments, ObjectFolder? folder)
{
    /// <summary>Objects in memory; further ones are counted.</summary>
    public const int MostRows = 100_000;

    /// <summary>Octets of decoded content that are read in one capture.</summary>
    public const long MostDecoded = 4L << 30;

    private readonly Dictionary<string, ExtractedObjectRow> _byHash = new(StringComparer.Ordinal);
    private readonly List<ExtractedObjectRow> _rows = [];
    private readonly ArrayBufferWriter<byte> _octets = new();
    private long _decoded;

    /// <summary>The objects.</summary>
    public IReadOnlyList<ExtractedObjectRow> Rows => _rows;

    /// <summary>Objects beyond a limit.</summary>
    public long NotKept { get; private set; }

    /// <summary>Objects that grow beyond what is decoded of one.</summary>
    public long Bombs { get; private set; }

    /// <summary>Hears a content.</summary>
    public void Add(HttpMessageContent content)
    {
        if (_rows.Count == MostRows || _decoded > MostDecoded)
        {
            NotKept++;
            return;
        }
        HttpExchange exchange = content.Exchange;
        if (arguments.Host is { } host && exchange.Host?.Contains(host, StringComparison.OrdinalIgnoreCase) != true)
            return;
        _octets.ResetWrittenCount();
        ContentOutcome outcome = ContentCodings.Decode(
            content.Octets,
            content.Encoding,
            octets => _octets.Write(octets)
        );
        if (outcome == ContentOutcome.Unknown)
            _octets.Write(content.Octets.Span);
        ReadOnlySpan<byte> clear = _octets.WrittenSpan;
        _decoded += clear.Length;
        Bombs += outcome == ContentOutcome.TooLong ? 1 : 0;
        string? announced = Quote.Clean(content.MediaType, 200);
        string? found = ContentKind.Of(clear[..Math.Min(clear.Length, ContentKind.Enough)]);
        if (!IsWanted(announced, found))
            return;
        Keep(Row(content, clear, outcome) with { MediaType = announced, MediaTypeFound = found }, clear);
    }

    /// <summary>Hears a file that another protocol carried.</summary>
    public void Add(TransferredFile file)
    {
        if (_rows.Count == MostRows || _decoded > MostDecoded)
        {
            NotKept++;
            return;
        }
        if (arguments.Host is not null)
            return; // these protocols name no host
        ReadOnlySpan<byte> octets = file.Octets.Span;
        _decoded += octets.Length;
        string? announced = Quote.Clean(file.MediaType, 200);
        string? found = ContentKind.Of(octets[..Math.Min(octets.Length, ContentKind.Enough)]);
        if (IsWanted(announced, found))
            Keep(Row(file, octets) with { MediaType = announced, MediaTypeFound = found }, octets);
    }

    private ExtractedObjectRow Row(in TransferredFile file, ReadOnlySpan<byte> octets)
    {
        (string client, string server) = (file.Client.ToString(), file.Server.ToString());
        return new ExtractedObjectRow
        {
            Number = _rows.Count + 1,
            Frame = file.Last.Frame,
            Stream = file.Flow.Stream,
            Protocol = file.Protocol,
            Direction = file.IsUpload ? "upload" : "download",
            Sender = file.IsUpload ? client : server,
            Receiver = file.IsUpload ? server : client,
            Uri = Quote.Clean(file.Name, 1000),
            Name = ObjectNames.Of(file.Name?.Replace('\\', '/').Replace("?", "_", StringComparison.Ordinal)),
            Encoding = file.Encoding,
            Size = octets.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(octets)),
            State =
                file.IsCut ? "cut"
                : file.IsWhole ? "whole"
                : "gap",
        };
    }

    private bool IsWanted(string? announced, string? found) =>
        arguments.MediaType is not { } type
        || announced?.Contains(type, StringComparison.OrdinalIgnoreCase) == true
        || found?.Contains(type, StringComparison.OrdinalIgnoreCase) == true;

    private void Keep(ExtractedObjectRow row, ReadOnlySpan<byte> clear)
    {
        bool isMismatch = row.State != "coded" && ContentKind.Contradicts(row.MediaType, row.MediaTypeFound);
        row = row with { Mismatch = isMismatch ? true : null };
        if (_byHash.TryGetValue(row.Sha256, out ExtractedObjectRow? earlier))
            row = row with { DuplicateOf = earlier.Number, SavedAs = earlier.SavedAs };
        else if (folder is not null)
            row = row with { SavedAs = folder.Write(ObjectNames.OfFile(row.Number, row.Name), clear) };
        _byHash.TryAdd(row.Sha256, row);
        _rows.Add(row);
    }

    private ExtractedObjectRow Row(HttpMessageContent content, ReadOnlySpan<byte> clear, ContentOutcome outcome)
    {
        HttpExchange exchange = content.Exchange;
        ApplicationStream carrier = exchange.Carrier;
        (string client, string server) = (carrier.Client.ToString(), carrier.Server.ToString());
        return new ExtractedObjectRow
        {
            Number = _rows.Count + 1,
            Frame = content.Last?.Frame ?? 0,
            Stream = carrier.Flow.Stream,
            Protocol = exchange.Protocol,
            Decrypted = carrier.Outer is null ? null : true,
            Direction = content.OfRequest ? "upload" : "download",
            Sender = content.OfRequest ? client : server,
            Receiver = content.OfRequest ? server : client,
            Host = Quote.Clean(exchange.Host, 300),
            Uri = Quote.Clean(exchange.Target, 1000),
            Status = exchange.Status == 0 ? null : exchange.Status,
            Name = ObjectNames.Of(exchange.Target),
            Encoding = Quote.Clean(content.Encoding, 100),
            Size = clear.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(clear)),
            State = StateOf(content, outcome),
        };
    }

    private static string StateOf(HttpMessageContent content, ContentOutcome outcome) =>
        content.IsCut || outcome == ContentOutcome.TooLong ? "cut"
        : !content.IsWhole ? "gap"
        : outcome == ContentOutcome.Damaged ? "damaged"
        : outcome == ContentOutcome.Unknown ? "coded"
        : !content.OfRequest && content.Exchange.Status == 206 ? "part"
        : "whole";
}
