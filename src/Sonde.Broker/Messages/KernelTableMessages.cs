using Sonde.Capture;

namespace Sonde.Broker;

/// <summary>The tables of a watch, in as many messages as they need.</summary>
/// <remarks>
/// | is the last 1 | rows |; a row begins with its kind, 1 octet: counts, rates, round trips, entry of the histogram,
/// traffic, drops, open connection. Nothing but the first octet answers a look that wanted no tables.
/// </remarks>
public sealed class KernelTableMessages
{
    private const int PartOctets = 48 << 10;
    private const int MostRows = 100_000;
    private const int MostEntries = 64;

    private readonly List<KernelRoundTrips> _roundTrips = [];
    private readonly List<KernelTraffic> _traffic = [];
    private readonly List<KernelDrops> _drops = [];
    private readonly List<KernelOpen> _open = [];
    private readonly long[] _histogram = new long[MostEntries];
    private int _entries;
    private KernelCounts _counts;
    private KernelRates? _rates;

    private enum Row : byte
    {
        Counts = 1,
        Rates = 2,
        RoundTrips = 3,
        Entry = 4,
        Traffic = 5,
        Drops = 6,
        Open = 7,
    }

    /// <summary>What was read.</summary>
    public KernelTables Tables =>
        new()
        {
            Counts = _counts,
            Rates = _rates,
            RoundTrips = _roundTrips,
            Histogram = _histogram[.._entries],
            Traffic = _traffic,
            Drops = _drops,
            Open = _open,
        };

    /// <summary>The answer to a look that wants no tables: everything until now was told.</summary>
    public static byte[] Nothing() => new OctetWriter().Octet(1).Message(MessageType.KernelTables);

    /// <summary>The messages for tables.</summary>
    public static IEnumerable<byte[]> Messages(KernelTables tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        return Parts(tables);
    }

    private static IEnumerable<byte[]> Parts(KernelTables tables)
    {
        OctetWriter writer = new OctetWriter().Octet(0);
        foreach (Action<OctetWriter> row in Rows(tables))
        {
            row(writer);
            if (writer.Length < PartOctets)
                continue;
            yield return writer.Message(MessageType.KernelTables);
            writer.Clear();
            writer.Octet(0);
        }
        if (writer.Length > 1)
            yield return writer.Message(MessageType.KernelTables);
        yield return Nothing();
    }

    /// <summary>Reads a message; false when it is malformed.</summary>
    public bool TryAdd(ReadOnlySpan<byte> octets, out bool isLast)
    {
        var reader = new OctetReader(octets);
        isLast = reader.Octet() != 0;
        while (!reader.IsDone)
        {
            if (!TryRow(ref reader) || !reader.IsWhole)
                return false;
        }
        return _roundTrips.Count + _traffic.Count + _drops.Count + _open.Count <= MostRows;
    }

    private static IEnumerable<Action<OctetWriter>> Rows(KernelTables tables)
    {
        KernelCounts counts = tables.Counts;
        yield return to => Numbers(to.Octet((byte)Row.Counts), counts.Seen, counts.RingFull, counts.MapFull);
        if (tables.Rates is { } rates)
            yield return to =>
            {
                to.Octet((byte)Row.Rates);
                foreach (KernelAmount one in (KernelAmount[])[rates.All, rates.Ipv4, rates.Ipv6, rates.NotIp])
                    Numbers(to, one.Packets, one.Octets);
                foreach (KernelAmount one in (KernelAmount[])[rates.Tcp, rates.Udp, rates.OtherIp])
                    Numbers(to, one.Packets, one.Octets);
            };
        foreach (KernelRoundTrips one in tables.RoundTrips)
            yield return to =>
            {
                Numbers(to.Octet((byte)Row.RoundTrips), one.Samples, one.Sum.Ticks, one.Least.Ticks, one.Most.Ticks);
                Numbers(to, one.Smoothed.Ticks, one.Variation.Ticks, one.LeastOfKernel.Ticks, one.Retransmissions);
                KernelRecordMessages.WriteParty(to, one.Party);
            };
        for (int i = 0; i < tables.Histogram.Count; i++)
        {
            (byte at, long count) = ((byte)i, tables.Histogram[i]);
            yield return to => Numbers(to.Octet((byte)Row.Entry).Octet(at), count);
        }
        foreach (KernelTraffic one in tables.Traffic)
            yield return to =>
                Numbers(
                    to.Octet((byte)Row.Traffic)
                        .Number32((uint)one.ProcessId)
                        .Number32(one.UserId)
                        .Number64(one.Cgroup)
                        .Number32(one.Namespace)
                        .Octet((byte)one.IpVersion)
                        .Number16((ushort)one.Protocol)
                        .Text(one.Command),
                    one.Sent,
                    one.Received,
                    one.Sends,
                    one.Receives
                );
        foreach (KernelDrops one in tables.Drops)
            yield return to =>
                Numbers(
                    to.Octet((byte)Row.Drops)
                        .Text(KernelRecordMessages.Short(one.Reason))
                        .Text(KernelRecordMessages.Short(one.Place))
                        .Number16((ushort)one.EtherType)
                        .Number16((ushort)one.Protocol),
                    one.Amount.Packets,
                    one.Amount.Octets
                );
        foreach (KernelOpen one in tables.Open)
            yield return to =>
                KernelRecordMessages.WriteParty(
                    Numbers(to.Octet((byte)Row.Open), one.Since.UtcTicks, one.Age.Ticks),
                    one.Party
                );
    }

    private bool TryRow(ref OctetReader reader)
    {
        switch ((Row)reader.Octet())
        {
            case Row.Counts:
                _counts = new KernelCounts(Number(ref reader), Number(ref reader), Number(ref reader));
                return true;
            case Row.Rates:
                _rates = new KernelRates(
                    Amount(ref reader),
                    Amount(ref reader),
                    Amount(ref reader),
                    Amount(ref reader),
                    Amount(ref reader),
                    Amount(ref reader),
                    Amount(ref reader)
                );
                return true;
            case Row.RoundTrips:
                _roundTrips.Add(RoundTrips(ref reader));
                return true;
            case Row.Entry:
                int at = reader.Octet();
                if (at >= MostEntries)
                    return false;
                _histogram[at] = Number(ref reader);
                _entries = Math.Max(_entries, at + 1);
                return true;
            case Row.Traffic:
                _traffic.Add(Traffic(ref reader));
                return true;
            case Row.Drops:
                _drops.Add(Drops(ref reader));
                return true;
            case Row.Open:
                DateTimeOffset? since = KernelRecordMessages.Time(reader.Number64());
                TimeSpan age = Span(ref reader);
                _open.Add(new KernelOpen(KernelRecordMessages.Party(ref reader), since ?? default, age));
                return since is not null;
            default:
                return false;
        }
    }

    private static KernelRoundTrips RoundTrips(ref OctetReader reader)
    {
        long samples = Number(ref reader);
        TimeSpan sum = Span(ref reader);
        TimeSpan least = Span(ref reader);
        TimeSpan most = Span(ref reader);
        TimeSpan smoothed = Span(ref reader);
        TimeSpan variation = Span(ref reader);
        TimeSpan leastOfKernel = Span(ref reader);
        long again = Number(ref reader);
        KernelParty party = KernelRecordMessages.Party(ref reader);
        return new KernelRoundTrips(party, samples, sum, least, most, smoothed, variation, leastOfKernel, again);
    }

    private static KernelTraffic Traffic(ref OctetReader reader)
    {
        int process = (int)reader.Number32();
        uint user = reader.Number32();
        ulong cgroup = reader.Number64();
        uint network = reader.Number32();
        int version = reader.Octet();
        int protocol = reader.Number16();
        string command = reader.Text();
        return new KernelTraffic(
            process,
            command,
            user,
            cgroup,
            network,
            version,
            protocol,
            Number(ref reader),
            Number(ref reader),
            Number(ref reader),
            Number(ref reader)
        );
    }

    private static KernelDrops Drops(ref OctetReader reader)
    {
        string reason = reader.Text();
        string place = reader.Text();
        return new KernelDrops(
            reason.Length == 0 ? null : reason,
            place.Length == 0 ? null : place,
            reader.Number16(),
            reader.Number16(),
            Amount(ref reader)
        );
    }

    private static OctetWriter Numbers(OctetWriter to, params ReadOnlySpan<long> numbers)
    {
        foreach (long one in numbers)
            to.Number64((ulong)one);
        return to;
    }

    private static long Number(ref OctetReader reader) => (long)reader.Number64();

    private static TimeSpan Span(ref OctetReader reader) => TimeSpan.FromTicks(Number(ref reader));

    private static KernelAmount Amount(ref OctetReader reader) => new(Number(ref reader), Number(ref reader));
}
