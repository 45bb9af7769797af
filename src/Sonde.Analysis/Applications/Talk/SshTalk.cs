using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Reads the beginning of a conversation of SSH, RFC 4253: versions, and the algorithms that both sides agree on.</summary>
/// <remarks>Memory: of each side at most <see cref="MostKept"/> octets, until its algorithms are known.</remarks>
internal sealed class SshTalk(ConversationFacts facts) : IApplicationReader
{
    /// <summary>Usual port.</summary>
    public static readonly ushort[] Ports = [22];

    private const int MostKept = 32 * 1024;

    private readonly Side _client = new();
    private readonly Side _server = new();

    public static Recognition Recognize(in StreamOpening opening)
    {
        Look one = Of(opening.FromInitiator);
        Look other = Of(opening.FromResponder);
        if (one == Look.Certain || other == Look.Certain)
        {
            bool isTurned = opening.InitiatorPort == Ports[0] && opening.ResponderPort != Ports[0];
            return new Recognition(Certainty.Certain, isTurned);
        }
        return one == Look.No || other == Look.No ? Recognition.NotMine : Recognition.NeedMore;
    }

    public void OnOctets(bool fromClient, ReadOnlySpan<byte> octets, StreamPlace place)
    {
        Side side = fromClient ? _client : _server;
        if (side.IsDone)
            return;
        if (!side.Queue.TryAdd(octets, place))
        {
            side.End();
            return;
        }
        if (!side.HasVersion && !ReadVersion(side, fromClient))
            return;
        while (!side.IsDone && SshKexInit.Measure(side.Queue.Octets) is var length and not 0)
        {
            if (length < 0)
            {
                side.End();
                return;
            }
            if (length > side.Queue.Length)
                return;
            if (SshKexInit.Read(side.Queue.Octets[..length]) is { } offer)
            {
                side.Offer = offer;
                side.End();
                Say(offer, fromClient);
                return;
            }
            side.Queue.Take(length);
        }
    }

    public void OnGap(bool fromClient, long length, StreamPlace place) => (fromClient ? _client : _server).End();

    // Lines may stand before the server's version, §4.2.
    private bool ReadVersion(Side side, bool fromClient)
    {
        while (side.Queue.Octets.IndexOf((byte)'\n') is var end and >= 0)
        {
            ReadOnlySpan<byte> line = side.Queue.Octets[..end].TrimEnd((byte)'\r');
            bool isVersion = line.StartsWith("SSH-"u8);
            if (isVersion)
                facts.Say(fromClient ? "client_version" : "server_version", line);
            side.Queue.Take(end + 1);
            if (!isVersion)
                continue;
            side.HasVersion = true;
            return true;
        }
        return false;
    }

    private void Say(SshKexInit offer, bool fromClient)
    {
        facts.Say(fromClient ? "hassh" : "hassh_server", offer.Fingerprint(fromClient));
        if (_client.Offer is not { } client || _server.Offer is not { } server)
            return;
        facts.Say("kex", SshKexInit.Agreed(client.Kex, server.Kex));
        facts.Say("host_key", SshKexInit.Agreed(client.HostKeys, server.HostKeys));
        facts.Say("cipher", SshKexInit.Agreed(client.Ciphers.FromClient, server.Ciphers.FromClient));
        facts.Say("cipher", SshKexInit.Agreed(client.Ciphers.ToClient, server.Ciphers.ToClient));
        facts.Say("mac", SshKexInit.Agreed(client.Macs.FromClient, server.Macs.FromClient));
        facts.Say("compression", SshKexInit.Agreed(client.Compressions.FromClient, server.Compressions.FromClient));
    }

    private static Look Of(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Look.Nothing;
        ReadOnlySpan<byte> mark = "SSH-"u8;
        if (octets.Length < 5)
            return octets.StartsWith(mark[..Math.Min(octets.Length, mark.Length)]) ? Look.More : Look.No;
        return octets.StartsWith(mark) && octets[4] is (byte)'1' or (byte)'2' && octets[0] == 'S'
            ? Look.Certain
            : Look.No;
    }

    private sealed class Side
    {
        public OctetQueue Queue { get; } = new(MostKept);

        public bool HasVersion { get; set; }

        public bool IsDone { get; private set; }

        public SshKexInit? Offer { get; set; }

        public void End()
        {
            Queue.Clear();
            IsDone = true;
        }
    }
}
