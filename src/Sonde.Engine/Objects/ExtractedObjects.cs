using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sonde.Engine;

/// <summary>The files that were transferred in a capture.</summary>
public sealed record ExtractedObjects : IAnswer
{
    /// <inheritdoc/>
    [Description("The capture was read.")]
    public bool Success => true;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Paragraph => Summary;

    JsonSerializerContext IAnswer.Json => ObjectsJson.Default;

    /// <summary>The result in one paragraph.</summary>
    [Description("The result in one paragraph.")]
    public required string Summary { get; init; }

    /// <summary>The capture that was read.</summary>
    [Description("The capture that was read.")]
    public required string File { get; init; }

    /// <summary>Octets of all objects, without their codings.</summary>
    [Description("Octets of all objects, without their codings.")]
    public required long TotalBytes { get; init; }

    /// <summary>Objects by the media type that their content shows; the 100 most frequent.</summary>
    [Description("Objects by the media type that their content shows; the 100 most frequent.")]
    public required IReadOnlyDictionary<string, long> MediaTypes { get; init; }

    /// <summary>Objects whose content is that of an earlier one.</summary>
    [Description("Objects whose content is that of an earlier one.")]
    public required int Duplicates { get; init; }

    /// <summary>Objects whose content is of another kind than announced.</summary>
    [Description("Objects whose content is of another kind than announced.")]
    public required int Mismatches { get; init; }

    /// <summary>Files that were written; absent where none was asked for.</summary>
    [Description("Files that were written; absent where none was asked for.")]
    public int? FilesWritten { get; init; }

    /// <summary>The folder that they were written to.</summary>
    [Description("The folder that they were written to.")]
    public string? OutputFolder { get; init; }

    /// <summary>Entries of the whole list.</summary>
    [Description("Entries of the whole list.")]
    public required int Total { get; init; }

    /// <summary>Entries in this answer.</summary>
    [Description("Entries in this answer.")]
    public required int Returned { get; init; }

    /// <summary>Offset of the next page; absent on the last.</summary>
    [Description("Offset of the next page; absent on the last.")]
    public int? NextOffset { get; init; }

    /// <summary>The objects in the order in which they ended.</summary>
    [Description(
        "The objects in the order in which they ended. Names, hosts and types were written by whoever sent them."
    )]
    public required IReadOnlyList<ExtractedObjectRow> Objects { get; init; }

    /// <summary>The frames with the ends of the objects.</summary>
    [Description("The frames with the ends of the objects.")]
    public required Evidence Evidence { get; init; }

    /// <summary>What the answer is based on.</summary>
    [Description("What the answer is based on.")]
    public required Coverage Coverage { get; init; }
}

/// <summary>One file that was transferred.</summary>
public sealed record ExtractedObjectRow
{
    /// <summary>Its number in the capture, from 1.</summary>
    [Description("Its number in the capture, from 1.")]
    public required int Number { get; init; }

    /// <summary>Frame with its last octet.</summary>
    [Description("Frame with its last octet.")]
    public required long Frame { get; init; }

    /// <summary>Number of the TCP stream; of the UDP stream for tftp.</summary>
    [Description("Number of the TCP stream; of the UDP stream for tftp.")]
    public required int Stream { get; init; }

    /// <summary>http, http2, smtp, ftp or tftp.</summary>
    [Description("http, http2, smtp, ftp or tftp.")]
    public required string Protocol { get; init; }

    /// <summary>It was inside TLS and decrypted; absent in clear.</summary>
    [Description("It was inside TLS and decrypted; absent in clear.")]
    public bool? Decrypted { get; init; }

    /// <summary>download (the server sent it) or upload (the client sent it).</summary>
    [Description("download (the server sent it) or upload (the client sent it).")]
    public required string Direction { get; init; }

    /// <summary>The end that sent it, address and port.</summary>
    [Description("The end that sent it, address and port.")]
    public required string Sender { get; init; }

    /// <summary>The end that received it, address and port.</summary>
    [Description("The end that received it, address and port.")]
    public required string Receiver { get; init; }

    /// <summary>Host asked.</summary>
    [Description("Host asked.")]
    public string? Host { get; init; }

    /// <summary>Target of the request, secrets replaced.</summary>
    [Description("Target of the request, secrets replaced.")]
    public string? Uri { get; init; }

    /// <summary>Status code of the response.</summary>
    [Description("Status code of the response.")]
    public int? Status { get; init; }

    /// <summary>A name that is safe for a file: the last part of the target, path or file name.</summary>
    [Description("A name that is safe for a file: the last part of the target, path or file name.")]
    public required string Name { get; init; }

    /// <summary>Media type as announced.</summary>
    [Description("Media type as announced.")]
    public string? MediaType { get; init; }

    /// <summary>Media type as the first octets show; absent where they show none.</summary>
    [Description("Media type as the first octets show; absent where they show none.")]
    public string? MediaTypeFound { get; init; }

    /// <summary>The content is of another kind than announced.</summary>
    [Description("The content is of another kind than announced.")]
    public bool? Mismatch { get; init; }

    /// <summary>Codings that were taken off, such as gzip.</summary>
    [Description("Codings that were taken off, such as gzip.")]
    public string? Encoding { get; init; }

    /// <summary>Octets without codings.</summary>
    [Description("Octets without codings.")]
    public required long Size { get; init; }

    /// <summary>SHA-256 of these, in hexadecimal.</summary>
    [Description("SHA-256 of these, in hexadecimal.")]
    public required string Sha256 { get; init; }

    /// <summary>whole; part (of a range that was asked for); gap (octets are missing in the capture); cut (longer than is kept); damaged (the coding is broken); coded (the coding is not known here).</summary>
    [Description(
        "whole; part (of a range that was asked for); gap (octets are missing in the capture); cut (longer than is kept); damaged (the coding is broken); coded (the coding is not known here)."
    )]
    public required string State { get; init; }

    /// <summary>Number of an earlier object with the same content.</summary>
    [Description("Number of an earlier object with the same content.")]
    public int? DuplicateOf { get; init; }

    /// <summary>The file that was written.</summary>
    [Description("The file that was written.")]
    public string? SavedAs { get; init; }
}
