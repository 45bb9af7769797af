using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>One message of DNS as the detectors of names see it.</summary>
internal readonly ref struct NameSight
{
    /// <summary>The frame.</summary>
    public required Frame Frame { get; init; }

    /// <summary>Name of the question, in lower case; odd octets escaped.</summary>
    public required ReadOnlySpan<char> Name { get; init; }

    /// <summary>Type of the question.</summary>
    public required ushort Type { get; init; }

    /// <summary>It answers.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>Code of the answer.</summary>
    public required int Code { get; init; }

    /// <summary>Who asks.</summary>
    public required Address Client { get; init; }

    /// <summary>Who answers.</summary>
    public required Address Server { get; init; }

    /// <summary>Octets of the message.</summary>
    public required int Octets { get; init; }
}

/// <summary>Judges names that are asked of DNS.</summary>
internal interface INameDetector : IDetector
{
    void OnName(in NameSight sight);
}

/// <summary>Reads the messages of DNS once and shows them to the detectors of names.</summary>
internal sealed class NameWatch(Protocols protocols, params INameDetector[] detectors) : IDetector
{
    private readonly LayerReader? _dns = protocols.Find("dns");
    private readonly char[] _name = new char[DnsName.LongestText];

    public IEnumerable<ThreatLimit> Limits => detectors.SelectMany(one => one.Limits);

    public void OnPacket(in Packet packet)
    {
        if (packet.Layers.IsEmpty || packet.Flows.IsEmpty)
            return;
        for (int index = packet.Layers.Length - 1; index > 0; index--)
        {
            if (ReferenceEquals(packet.Layers[index].Reader, _dns))
                Read(packet, index);
        }
    }

    public void Report(List<ThreatFinding> findings)
    {
        foreach (INameDetector detector in detectors)
            detector.Report(findings);
    }

    private void Read(in Packet packet, int layer)
    {
        FlowMark mark = default;
        foreach (ref readonly FlowMark one in packet.Flows)
        {
            if (one.Layer < layer)
                mark = one;
        }
        if (mark.Flow is null || mark.IsQuoted)
            return;
        ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[layer]);
        if (DnsMessage.TryRead(octets, out DnsMessage message) != ReadStatus.Ok || message.Opcode != 0)
            return;
        DnsReader reader = message.Read();
        if (!reader.TryReadQuestion(out DnsQuestion question))
            return;
        int length = DnsName.Decode(message.Octets, question.NamePosition, _name, DnsNameStyle.Escaped);
        ReadOnlySpan<char> name = _name.AsSpan(0, length).TrimEnd('.');
        foreach (ref char letter in _name.AsSpan(0, name.Length))
            letter = char.ToLowerInvariant(letter);
        (Address source, Address target) = (mark.Flow.Initiator.Address, mark.Flow.Responder.Address);
        if (!mark.FromInitiator)
            (source, target) = (target, source);
        var sight = new NameSight
        {
            Frame = packet.Frame,
            Name = _name.AsSpan(0, name.Length),
            Type = question.Type,
            IsResponse = message.IsResponse,
            Code = message.ResponseCode,
            Client = message.IsResponse ? target : source,
            Server = message.IsResponse ? source : target,
            Octets = octets.Length,
        };
        foreach (INameDetector detector in detectors)
            detector.OnName(sight);
    }
}
