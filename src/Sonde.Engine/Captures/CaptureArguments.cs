using System.ComponentModel;

namespace Sonde.Engine;

/// <summary>The arguments of every question about captures.</summary>
public record CaptureArguments
{
    /// <summary>The capture, under its first published name.</summary>
    [Description(
        "Capture to read: a path, a folder or pattern (read as one capture in time order), an http(s) URL, or a live capture's id. "
            + "pcap or pcapng, plain or gzip. Example: samples/dns.pcapng"
    )]
    public string? FilePath { get; init; }

    /// <summary>The capture, under its second published name.</summary>
    [Description("Another name of file_path.")]
    public string? PcapFile { get; init; }

    /// <summary>Several captures.</summary>
    [Description("Several captures, read as one in time order; instead of file_path.")]
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>Most packets to read.</summary>
    [Description(
        "Read at most this many packets; the whole capture when left out. It cannot exceed the configured limit."
    )]
    public long? MaxPackets { get; init; }

    /// <summary>A key log for TLS and QUIC.</summary>
    [Description(
        "Key log (NSS format, as SSLKEYLOGFILE) to decrypt TLS and QUIC with; keys inside the capture are used anyway."
    )]
    public string? TlsKeyLog { get; init; }

    /// <summary>The captures that are meant.</summary>
    /// <exception cref="EngineException">None is named, or two different ones.</exception>
    public IReadOnlyList<string> Sources()
    {
        List<string> named = [.. new[] { FilePath, PcapFile }.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (Files is { Count: > 0 })
            named.AddRange(Files);
        if (named.Count == 0 || named.Any(string.IsNullOrWhiteSpace))
            throw new EngineException(
                EngineFault.InvalidArgument,
                "No capture is named.",
                "Give file_path (or pcap_file): a path, a folder, a pattern or an http(s) URL."
            );
        if (FilePath is not null && PcapFile is not null && FilePath != PcapFile)
            throw new EngineException(
                EngineFault.InvalidArgument,
                "file_path and pcap_file name two different captures.",
                "Give one of them, or list both in files to read them as one."
            );
        return named;
    }
}

/// <summary>The arguments of a question with a long list in its answer.</summary>
public record PagedCaptureArguments : CaptureArguments
{
    /// <summary>Entries to return.</summary>
    [Description("Entries to return at most.")]
    [DefaultValue(100)]
    public int? Limit { get; init; }

    /// <summary>Entries to skip.</summary>
    [Description("Entries to skip: next_offset of the answer before.")]
    [DefaultValue(0)]
    public int? Offset { get; init; }
}
