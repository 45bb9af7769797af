using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Keeps the first payloads of each conversation over TCP and UDP, and counts all.</summary>
/// <remarks>Memory: of at most <see cref="MostFlows"/> conversations the first octets of the payloads that are asked for.</remarks>
internal sealed class PayloadSampler(int payloads) : IObserver
{
    /// <summary>Conversations of which payloads are kept.</summary>
    public const int MostFlows = 20_000;

    private const int MostOctets = 512; // of a payload
    private const int SpreadOctets = 4096; // over which the spread is measured

    private readonly Dictionary<Flow, Sample> _samples = new(ReferenceEqualityComparer.Instance);

    /// <summary>What is known of one conversation.</summary>
    internal sealed class Sample
    {
        private readonly int[] _spread = new int[256];
        private int _measured;

        /// <summary>The first payloads.</summary>
        public List<Kept> First { get; } = [];

        /// <summary>Packets with payload.</summary>
        public long Packets { get; set; }

        /// <summary>Octets of payload.</summary>
        public long Octets { get; set; }

        /// <summary>Packets with payload whose first octets are those of a TLS record, and the frame of the first of them.</summary>
        public (long Packets, long? First) Records { get; set; }

        /// <summary>Shannon's entropy of the first octets, bits an octet; 0 when there are too few to tell.</summary>
        public double Entropy
        {
            get
            {
                if (_measured < SpreadOctets / 4)
                    return 0;
                double bits = 0;
                foreach (int count in _spread)
                {
                    if (count > 0)
                        bits -= count / (double)_measured * Math.Log2(count / (double)_measured);
                }
                return bits;
            }
        }

        public void Measure(ReadOnlySpan<byte> octets)
        {
            foreach (byte octet in octets[..Math.Min(octets.Length, SpreadOctets - _measured)])
            {
                _spread[octet]++;
                _measured++;
            }
        }
    }

    /// <summary>The beginning of one payload.</summary>
    internal sealed record Kept(long Frame, Timestamp At, bool FromInitiator, int Size, byte[] Octets);

    /// <summary>Conversations that are not kept.</summary>
    public long FlowsLeftOut { get; private set; }

    /// <summary>What is known of a conversation; null when it has no payload.</summary>
    public Sample? Of(Flow flow) => _samples.GetValueOrDefault(flow);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        foreach (FlowMark mark in packet.Flows)
        {
            if (mark.IsQuoted || !mark.Flow.HasPorts)
                continue;
            LayerSpan layer = packet.Layers[mark.Layer];
            ReadOnlySpan<byte> octets = packet.SourceOf(layer)[layer.Payload..layer.End];
            if (octets.IsEmpty)
                continue;
            if (!_samples.TryGetValue(mark.Flow, out Sample? sample))
            {
                if (_samples.Count == MostFlows)
                {
                    FlowsLeftOut++;
                    continue;
                }
                _samples.Add(mark.Flow, sample = new Sample());
            }
            See(sample, packet, mark, octets);
        }
    }

    private void See(Sample sample, in Packet packet, in FlowMark mark, ReadOnlySpan<byte> octets)
    {
        sample.Packets++;
        sample.Octets += octets.Length;
        sample.Measure(octets);
        if (sample.Records.First is not null || TlsRecordHeader.TryRead(octets, out _))
            sample.Records = (sample.Records.Packets + 1, sample.Records.First ?? packet.Frame.Number);
        if (sample.First.Count < payloads)
        {
            byte[] kept = octets[..Math.Min(octets.Length, MostOctets)].ToArray();
            sample.First.Add(new Kept(packet.Frame.Number, packet.Frame.At, mark.FromInitiator, octets.Length, kept));
        }
    }
}
