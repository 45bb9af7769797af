using System.Runtime.InteropServices;
using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Who sent most in each interval of a series, and over which protocols; for a page of the intervals.</summary>
/// <remarks>
/// Stands behind the series in the pass. Memory: at most <see cref="EntryLimit"/> pairs of an interval and a sender. A
/// series that had to merge its intervals has no shares: <see cref="IsGivenUp"/>.
/// </remarks>
/// <param name="series">The intervals.</param>
/// <param name="protocols">Gives packets their names.</param>
/// <param name="skip">Intervals to leave out, from the first frame on.</param>
/// <param name="take">Intervals to look at.</param>
public sealed class IntervalShares(TimeSeries series, PublishedProtocols protocols, long skip, long take) : IObserver
{
    /// <summary>Most pairs of an interval and a sender.</summary>
    public const int EntryLimit = 500_000;

    private readonly Dictionary<(long Index, Address Sender), long> _senders = [];
    private readonly Dictionary<(long Index, string Protocol), long> _protocols = [];

    /// <summary>The series merged its intervals, so that there are no shares.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Packets of senders that came after the limit.</summary>
    public long NotKept { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        if (IsGivenUp || packet.Frame.IsTimeless)
            return;
        if (series.Width != series.AskedWidth)
        {
            IsGivenUp = true;
            _senders.Clear();
            _protocols.Clear();
            return;
        }
        long index = series.Current;
        if (index < skip || index - skip >= take)
            return;
        long octets = packet.Frame.OriginalLength;
        CollectionsMarshal.GetValueRefOrAddDefault(_protocols, (index, protocols.Name(packet)), out _) += octets;
        if (!OuterAddresses.TryRead(packet, out Address source, out _))
            return;
        if (_senders.Count >= EntryLimit && !_senders.ContainsKey((index, source)))
            NotKept++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_senders, (index, source), out _) += octets;
    }

    /// <summary>The senders of most octets, by interval.</summary>
    public ILookup<long, (Address Sender, long Octets)> Senders() =>
        _senders
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key.Sender)
            .ToLookup(pair => pair.Key.Index, pair => (pair.Key.Sender, pair.Value));

    /// <summary>The protocols of most octets, by interval.</summary>
    public ILookup<long, (string Protocol, long Octets)> Protocols() =>
        _protocols
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key.Protocol, StringComparer.Ordinal)
            .ToLookup(pair => pair.Key.Index, pair => (pair.Key.Protocol, pair.Value));
}
