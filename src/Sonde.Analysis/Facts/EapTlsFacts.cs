using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Finds the handshake messages of TLS that authenticate a host in front of a network: EAP over LAN (IEEE 802.1X) and in RADIUS (RFC 3579).</summary>
/// <remarks>Memory: at most <see cref="MostTalks"/> authentications, each with one message of TLS a direction.</remarks>
internal sealed class EapTlsFacts(Protocols protocols, TlsMessageSink sink) : IObserver
{
    private const int MostTalks = 1_000;
    private const int LongestPacket = 4_096; // octets of attributes of one RADIUS message

    private const byte State = 24; // RFC 2865 §5.24: a challenge's value comes back in the request that answers it
    private const byte EapMessage = 79; // RFC 3579 §3.1

    private readonly int _eapol = protocols.IdOf(Eapol.Name);
    private readonly int _radius = protocols.IdOf(Radius.Name);
    private readonly int _ethernet = protocols.IdOf(Ethernet.Name);
    private readonly int _wlan = protocols.IdOf(Wlan.Name);
    private readonly ApplicationSinks _sinks = new() { TlsMessages = sink };
    private readonly Dictionary<TalkKey, EapTlsTalk> _talks = [];
    private readonly byte[] _joined = new byte[LongestPacket];

    // Two stations, or a RADIUS conversation with what tells its authentications apart.
    private readonly record struct TalkKey(Flow? Flow, ulong Low, ulong High);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [Eapol.Name, Radius.Name];

    /// <inheritdoc/>
    public void OnPacket(in Packet packet)
    {
        for (int index = 0; index < packet.Layers.Length; index++)
        {
            int id = packet.Layers[index].Reader.Id;
            if (id == _eapol && packet.TryRead(index, out Eapol eapol))
                OverLan(packet, index, eapol.Packet);
            else if (
                id == _radius
                && packet.TryRead(index, out Radius radius)
                && packet.Carrier(index) is { Flow: var flow }
            )
                OverRadius(packet, flow, radius);
        }
    }

    private void OverLan(in Packet packet, int layer, ReadOnlySpan<byte> octets)
    {
        if (!EapPacket.TryRead(octets, out EapPacket eap) || !eap.HasTls)
            return;
        (ulong a, ulong b) = StationsOf(packet, layer);
        bool toGroup = ((a | b) >> 40 & 1) != 0; // IEEE 802.1X §11.1.1: on a wire the port's own address stands for the other end
        var key = toGroup ? new TalkKey(null, 0, 0) : new TalkKey(null, Math.Min(a, b), Math.Max(a, b));
        TalkOf(key)?.Add(eap, packet);
    }

    private void OverRadius(in Packet packet, Flow flow, in Radius radius)
    {
        int length = 0;
        ulong state = 0;
        int at = 0;
        while (radius.TryNext(ref at, out byte type, out ReadOnlySpan<byte> value))
        {
            if (type == State)
                state = StableHash.Of(value);
            if (type != EapMessage || value.Length > _joined.Length - length)
                continue;
            value.CopyTo(_joined.AsSpan(length));
            length += value.Length;
        }
        if (length == 0 || !EapPacket.TryRead(_joined.AsSpan(0, length), out EapPacket eap) || !eap.HasTls)
            return;
        // a server may give every challenge a new state: the request's identifier leads to the talk, and on to the next state
        bool isAnswer = eap.Code == EapPacket.Request;
        var byIdentifier = new TalkKey(flow, 1, radius.Identifier);
        var byState = new TalkKey(flow, 2, state);
        EapTlsTalk? talk = _talks.GetValueOrDefault(isAnswer ? byIdentifier : byState) ?? TalkOf(byState);
        if (talk is null)
            return;
        Keep(isAnswer ? byState : byIdentifier, talk);
        talk.Add(eap, packet);
    }

    private EapTlsTalk? TalkOf(TalkKey key)
    {
        if (_talks.TryGetValue(key, out EapTlsTalk? talk))
            return talk;
        talk = new EapTlsTalk(_sinks);
        return Keep(key, talk) ? talk : null;
    }

    private bool Keep(TalkKey key, EapTlsTalk talk)
    {
        if (_talks.Count >= MostTalks && !_talks.ContainsKey(key))
            return false;
        _talks[key] = talk;
        return true;
    }

    // The first two addresses of a WLAN header are those of the station and its access point, in either order.
    private (ulong A, ulong B) StationsOf(in Packet packet, int layer)
    {
        while (--layer >= 0)
        {
            int id = packet.Layers[layer].Reader.Id;
            int at =
                id == _ethernet ? 0
                : id == _wlan ? 4
                : -1;
            ReadOnlySpan<byte> octets = packet.GivenTo(packet.Layers[layer]);
            if (at >= 0 && octets.Length >= at + 12)
                return (AddressOf(octets[at..]), AddressOf(octets[(at + 6)..]));
        }
        return (0, 0);
    }

    private static ulong AddressOf(ReadOnlySpan<byte> octets)
    {
        ulong address = 0;
        foreach (byte octet in octets[..6])
            address = address << 8 | octet;
        return address;
    }
}
