namespace Sonde.Analysis;

/// <summary>Finds packets that depart from what the standards allow: broken, contradictory, forbidden or odd headers.</summary>
/// <remarks>Memory: that of <see cref="AnomalyBook"/>, and what each subject states.</remarks>
/// <param name="book">Where they are counted.</param>
public sealed class AnomalyReport(AnomalyBook book) : IObserver
{
    /// <summary>Fragmented datagrams whose pieces are compared at once.</summary>
    public const int DatagramLimit = FragmentAnomalies.DatagramLimit;

    /// <summary>Conversations whose hops are followed at once.</summary>
    public const int HopLimit = HopAnomalies.Limit;

    private readonly ChecksumVerifier _checksums = new();
    private readonly HopAnomalies _hops = new();
    private readonly FragmentAnomalies _fragments = new();

    /// <summary>Checksums of IPv4, TCP and UDP that could be verified.</summary>
    public long ChecksumsVerified { get; private set; }

    /// <summary>Checksums that the capturing machine left for its network card: no errors.</summary>
    public long ChecksumsOffloaded { get; private set; }

    /// <summary>Fragments that were not compared with others, because too many datagrams or pieces were under way.</summary>
    public long FragmentsNotCompared => _fragments.NotCompared;

    /// <summary>Directions of conversations whose hops were not followed, because there were too many.</summary>
    public long HopsNotFollowed => _hops.NotFollowed;

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        long kept = packet.Frame.Octets.Length;
        if (kept != packet.Frame.OriginalLength)
            book.Add(
                packet.Frame.IsCut ? AnomalyKinds.CutByCapture : AnomalyKinds.LongerThanItWas,
                packet,
                "frame",
                kept,
                packet.Frame.OriginalLength
            );
        bool isOnWire = Loopback.IsExcluded(packet);
        (bool sawIpv4, bool sawIpv6) = (false, false);
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            string name = packet.Layers[index].Reader.Name;
            LengthAnomalies.See(packet, index, book);
            switch (name)
            {
                case "ip":
                    AddressAnomalies.SeeIpv4(packet, index, isOnWire, ref sawIpv4, book);
                    break;
                case "ipv6":
                    AddressAnomalies.SeeIpv6(packet, index, isOnWire, ref sawIpv6, book);
                    break;
                case "eth":
                    AddressAnomalies.SeeEthernet(packet, index, book);
                    break;
                case "tcp" or "udp":
                    TransportAnomalies.See(packet, index, book);
                    break;
                case "icmp" or "icmpv6" or "igmp":
                    SeeMessage(packet, index, name);
                    break;
            }
            _fragments.See(packet, index, book);
            if (name is "icmp" or "icmpv6")
                break; // what an error quotes was sent before
        }
        SeeChecksums(packet);
        _hops.See(packet, book);
    }

    /// <inheritdoc/>
    public void OnFlowForgotten(Flow flow) => _hops.Forget(flow);

    private void SeeMessage(in Packet packet, int index, string name)
    {
        AnomalyKind kind = name switch
        {
            "icmp" => AnomalyKinds.IcmpChecksum,
            "icmpv6" => AnomalyKinds.Icmpv6Checksum,
            _ => AnomalyKinds.IgmpChecksum,
        };
        if (ChecksumExpert.IsWrong(packet, index, out _))
            book.Add(kind, packet, name);
    }

    private void SeeChecksums(in Packet packet)
    {
        foreach (CheckedSum sum in _checksums.Verify(packet))
        {
            ChecksumsVerified++;
            if (sum.Verdict == ChecksumVerdict.Offloaded)
                ChecksumsOffloaded++;
            if (sum.Verdict != ChecksumVerdict.Wrong)
                continue;
            AnomalyKind kind = sum.Protocol switch
            {
                "ip" => AnomalyKinds.Ipv4Checksum,
                "tcp" => AnomalyKinds.TcpChecksum,
                _ => AnomalyKinds.UdpChecksum,
            };
            book.Add(kind, packet, sum.Protocol);
        }
    }
}
