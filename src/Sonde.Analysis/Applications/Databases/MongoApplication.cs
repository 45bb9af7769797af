using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>MongoDB: known by its header and, in the first message, by what the opcode calls for.</summary>
public sealed class MongoApplication(IDatabaseSink? sink) : IApplication
{
    /// <inheritdoc/>
    public string Name => "mongo";

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [27017, 27018, 27019];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        ReadOnlySpan<byte> first = opening.FromInitiator.IsEmpty ? opening.FromResponder : opening.FromInitiator;
        if (first.Length < MongoHeader.HeaderLength)
            return Recognition.NeedMore;
        if (!MongoHeader.TryRead(first, out MongoHeader header))
            return Recognition.NotMine;
        bool isAnswer = header.Opcode == MongoHeader.Reply || header.ResponseTo != 0;
        return new Recognition(
            header.Opcode < 2000 ? Certainty.Unsure : Certainty.Certain,
            isAnswer != opening.FromInitiator.IsEmpty
        );
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) => sink is null ? null : new MongoReader(stream, sink);
}
