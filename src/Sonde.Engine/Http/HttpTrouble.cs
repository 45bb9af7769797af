namespace Sonde.Engine;

/// <summary>What readers of HTTP gave up because of a limit: heads that no honest program sends are a finding as well.</summary>
internal sealed class HttpTrouble
{
    private const string Damaged = "http2_header_block_damaged";
    private const string DamagedSection = "http3_section_damaged";
    private const string DamagedTable = "http3_table_damaged";
    private const string Unknown = "quic_unknown_frames";

    private static readonly (string Name, long Value)[] Limits =
    [
        ("http_head_octets", 1 << 16),
        ("http2_header_block_octets", 1 << 16),
        ("http2_continuations", 256),
        ("http2_header_list_octets", 1 << 18),
        ("http3_section_octets", 1 << 16),
        ("http3_field_octets", 1 << 18),
        ("http2_table_octets", 1 << 17),
        ("http2_streams", 1024),
        ("http3_table_octets", 1 << 17),
        ("http3_sections_blocked", 256),
        ("http3_streams", 1024),
        ("quic_streams", 4096),
        ("quic_pieces_waiting", 1024),
        ("quic_early_octets", 1 << 16),
        ("quic_handshake_octets", 1 << 18),
    ];

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Heads that were too long, in all versions.</summary>
    public long HeadsGivenUp => Limits.Take(6).Sum(limit => Count(limit.Name));

    /// <summary>Takes note of one.</summary>
    public void Add(string name) => _counts[name] = Count(name) + 1;

    /// <summary>Coverage with the limits that were reached.</summary>
    public Coverage Complete(Coverage coverage)
    {
        foreach ((string name, long value) in Limits)
            coverage = coverage.With((Count(name) > 0, name, value));
        return coverage;
    }

    /// <summary>A sentence to follow others; empty when there is nothing to say.</summary>
    public string Say()
    {
        string heads = HeadsGivenUp == 0 ? "" : $" {HeadsGivenUp} heads were too long and given up.";
        heads += Count(Damaged) == 0 ? "" : $" {Count(Damaged)} header blocks of HTTP/2 are damaged.";
        heads += Count(DamagedSection) == 0 ? "" : $" {Count(DamagedSection)} field sections of HTTP/3 are damaged.";
        heads +=
            Count(DamagedTable) == 0 ? "" : $" {Count(DamagedTable)} tables of header fields of HTTP/3 are damaged.";
        return Count(Unknown) == 0
            ? heads
            : $"{heads} {Count(Unknown)} packets of QUIC were read only as far as the first frame of an unknown type.";
    }

    private long Count(string name) => _counts.GetValueOrDefault(name);
}
