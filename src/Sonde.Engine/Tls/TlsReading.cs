using System.Globalization;
using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>A capture read for its TLS connections: what every question about them begins with.</summary>
/// <param name="Reading">What was read.</param>
/// <param name="Connections">The connections in the order of their first message.</param>
/// <param name="NotKept">Connections beyond the limit.</param>
internal sealed record TlsReading(CaptureReading Reading, IReadOnlyList<TlsConnection> Connections, long NotKept)
{
    /// <summary>Connections kept.</summary>
    public const int Limit = 100_000;

    public Coverage Coverage => Reading.Coverage.With((NotKept > 0, "tls_connections_in_memory", Limit));

    /// <summary>Why there is nothing to say; null when there is something.</summary>
    public string? Nothing =>
        Connections.Count == 0
            ? $"No TLS was found in {Reading.Pass.Totals.Packets} packets, on whatever port.{Reading.Shortfall}"
            : null;

    public static TlsReading Of(
        CaptureEngine engine,
        CaptureArguments arguments,
        AskContext context,
        params ReadOnlySpan<IObserver> beside
    )
    {
        var kept = new List<TlsConnection>();
        long notKept = 0;
        var sinks = new ApplicationSinks
        {
            Tls = connection =>
            {
                if (kept.Count < Limit)
                    kept.Add(connection);
                else
                    notKept++;
            },
        };
        CaptureReading reading = engine.ReadApplications(arguments, sinks, context, after: [.. beside]);
        return new TlsReading(reading, [.. kept.OrderBy(FrameOf)], notKept);
    }

    /// <summary>The frame of the first message; of the conversation where none could be read.</summary>
    public static long FrameOf(TlsConnection connection) =>
        connection.Frames.Count > 0 ? connection.Frames[0] : connection.Flow.FirstFrame;

    public static string CarrierOf(TlsConnection connection) =>
        connection.Carrier switch
        {
            TlsCarrier.Datagrams => "dtls",
            TlsCarrier.Quic => "quic",
            _ => "tcp",
        };

    public static string? SniOf(TlsConnection connection) => Quote.Clean(connection.Offer?.ServerName, 255);

    public static Evidence EvidenceOf(TlsConnection connection) => EvidenceOf(connection, connection.Frames);

    public static Evidence EvidenceOf(TlsConnection connection, IReadOnlyList<long> frames) =>
        new(
            [.. frames.Take(Evidence.MostFrames)],
            frames.Count,
            frames.Count == 0 ? null
                : frames.Count <= Evidence.MostFrames ? $"frame.number in {{{string.Join(", ", frames)}}}"
                : StreamFilter(connection)
        );

    public static string VersionName(ushort version) =>
        TlsNames.Version(version) ?? version.ToString("x4", CultureInfo.InvariantCulture).Insert(0, "0x");

    public static string SuiteName(ushort suite) =>
        TlsCipherSuites.NameOf(suite) ?? suite.ToString("x4", CultureInfo.InvariantCulture).Insert(0, "0x");

    public static string GroupName(ushort group) =>
        TlsAlgorithmNames.Group(group) ?? group.ToString("x4", CultureInfo.InvariantCulture).Insert(0, "0x");

    public static double? Milliseconds(long? nanoseconds) =>
        nanoseconds is { } value ? Math.Round(value / 1e6, 3) : null;

    private static string StreamFilter(TlsConnection connection) =>
        connection.Carrier == TlsCarrier.Tcp
            ? $"tls && tcp.stream == {connection.Flow.Stream}"
            : $"udp.stream == {connection.Flow.Stream}";
}
