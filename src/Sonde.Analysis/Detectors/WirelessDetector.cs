using Sonde.Wire;
using static Sonde.Analysis.ThreatFinding;

namespace Sonde.Analysis;

/// <summary>Finds made-up access points (beacons of very many in one second) and floods of deauthentication in 802.11.</summary>
/// <remarks>Memory: the access points of one second, at most <see cref="Limit"/>.</remarks>
internal sealed class WirelessDetector : IDetector
{
    /// <summary>Access points counted in one second.</summary>
    public const int Limit = 1_000;

    private const int Beacon = 8; // IEEE 802.11-2020 table 9-1
    private const int Disassociation = 10;
    private const int Deauthentication = 12;
    private const int ManyPoints = 30;
    private const int ManyFarewells = 20;

    private readonly HashSet<LinkAddress> _points = [];
    private readonly FrameTrail _beacons = new();
    private readonly FrameTrail _farewells = new();
    private readonly HashSet<LinkAddress> _senders = [];
    private RateMeter _farewellRate;
    private long _second;
    private int _mostPoints;

    public void OnPacket(in Packet packet)
    {
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            if (!packet.TryRead(index, out Wlan frame))
                continue;
            if (!LinkAddress.TryRead(frame.Transmitter, out LinkAddress sender))
                return;
            if (frame.TypeAndSubtype == Beacon)
                OnBeacon(sender, packet.Frame);
            else if (frame.TypeAndSubtype is Disassociation or Deauthentication)
                OnFarewell(sender, packet.Frame);
            return;
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        if (_mostPoints >= ManyPoints)
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.Wireless,
                    Severity = ThreatSeverity.Medium,
                    Confidence = Math.Min(0.9, 0.4 + _mostPoints / 200.0),
                    Detail = Text($"{_mostPoints} access points sent beacons within one second"),
                    Reasons = ["hardly any place has so many: one machine can make them up"],
                    Side = ThreatSide.Network,
                    Count = _mostPoints,
                    Unit = "access points",
                    Frames = _beacons,
                    Filter = $"wlan.fc.type_subtype == {Beacon}",
                }
            );
        if (_farewellRate.Peak >= ManyFarewells)
            findings.Add(
                new ThreatFinding
                {
                    Kind = ThreatKinds.Wireless,
                    Severity = ThreatSeverity.High,
                    Confidence = Math.Min(0.9, 0.5 + _farewellRate.Peak / 200.0),
                    Detail = Text(
                        $"{_farewells.Count} farewells (deauthentication, disassociation) were sent, at most {_farewellRate.Peak} in one second"
                    ),
                    Reasons = ["stations are thrown off by forged farewells like these"],
                    Actor = _senders.Count == 1 ? _senders.First().ToString() : null,
                    Side = ThreatSide.Network,
                    Count = _farewells.Count,
                    Unit = "farewells",
                    Frames = _farewells,
                    Filter = $"wlan.fc.type_subtype in {{{Disassociation}, {Deauthentication}}}",
                }
            );
    }

    private void OnBeacon(LinkAddress sender, in Frame frame)
    {
        _beacons.Add(frame);
        long second = frame.At.Nanoseconds / Timestamp.PerSecond;
        if (second != _second)
        {
            _second = second;
            _points.Clear();
        }
        if (_points.Count < Limit && _points.Add(sender))
            _mostPoints = Math.Max(_mostPoints, _points.Count);
    }

    private void OnFarewell(LinkAddress sender, in Frame frame)
    {
        _farewells.Add(frame);
        _farewellRate.Add(frame);
        if (_senders.Count < Limit)
            _senders.Add(sender);
    }
}
