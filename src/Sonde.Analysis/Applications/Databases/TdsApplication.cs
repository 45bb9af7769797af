using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Microsoft SQL Server: known by the packet before the login; in the middle of a conversation at its port only.</summary>
public sealed class TdsApplication(IDatabaseSink? sink) : IApplication
{
    /// <inheritdoc/>
    public string Name => "tds";

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [1433, 2433];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Recognition said = Look(opening.FromInitiator, opening.FromResponder, false);
        if (said.Certainty == Certainty.NotMine || opening.FromInitiator.IsEmpty)
            said = Look(opening.FromResponder, opening.FromInitiator, true);
        bool isUsual = Ports.Contains(opening.ResponderPort) || Ports.Contains(opening.InitiatorPort);
        return said.Certainty == Certainty.Unsure && !isUsual ? Recognition.NotMine : said;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) => sink is null ? null : new TdsReader(stream, sink);

    private static Recognition Look(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server, bool isResponder)
    {
        if (client.Length < TdsPacket.HeaderLength)
            return client.IsEmpty && server.StartsWith((ReadOnlySpan<byte>)[TdsPacket.Answer, 1])
                ? new Recognition(Certainty.Unsure, isResponder)
                : new Recognition(
                    client.IsEmpty || TdsPacket.IsType(client[0]) ? Certainty.NeedMore : Certainty.NotMine
                );
        if (!TdsPacket.TryRead(client, out TdsPacket packet) || packet.Status > 0x1f)
            return Recognition.NotMine;
        if (packet.Type == TdsPacket.PreLogin)
        {
            // options of five octets each, the version first
            return client.Length > 12 && client[8] == 0 && client[9] == 0 && client[11] == 0 && client[12] == 6
                ? new Recognition(Certainty.Certain, isResponder)
                : Recognition.NotMine;
        }
        return packet.Type == TdsPacket.Answer
            ? new Recognition(Certainty.Unsure, !isResponder)
            : new Recognition(Certainty.Unsure, isResponder);
    }
}
