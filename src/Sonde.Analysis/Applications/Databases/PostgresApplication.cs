using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>PostgreSQL: known by the client's first message, or by the types and lengths of messages in the middle of a conversation.</summary>
public sealed class PostgresApplication(IDatabaseSink? sink) : IApplication
{
    /// <inheritdoc/>
    public string Name => "pgsql";

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [5432, 5433, 6432];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        if (PostgresMessage.StartupCode(opening.FromInitiator) is not null)
            return Recognition.Certain;
        if (PostgresMessage.StartupCode(opening.FromResponder) is not null)
            return new Recognition(Certainty.Certain, ClientIsResponder: true);
        if (opening.FromInitiator.Length < 8 && opening.FromResponder.Length < 8)
            return Recognition.NeedMore;
        if (opening.IsFromTheStart)
            return opening.FromInitiator.IsEmpty ? Recognition.NeedMore : Recognition.NotMine;
        if (
            IsStatement(opening.FromInitiator, Ports.Contains(opening.ResponderPort))
            || (IsReady(opening.FromResponder) && Ports.Contains(opening.ResponderPort))
        )
            return Recognition.Unsure;
        if (
            IsStatement(opening.FromResponder, Ports.Contains(opening.InitiatorPort))
            || (IsReady(opening.FromInitiator) && Ports.Contains(opening.InitiatorPort))
        )
            return new Recognition(Certainty.Unsure, ClientIsResponder: true);
        return Recognition.NotMine;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) => sink is null ? null : new PostgresReader(stream, sink);

    private static bool IsStatement(ReadOnlySpan<byte> octets, bool isUsual) =>
        PostgresMessage.TryRead(octets, out PostgresMessage message)
        && "QPBpSX"u8.Contains(message.Type)
        && message.Length >= 5
        && (isUsual || (message.Type == (byte)'Q' && SqlWords.Begins(octets[5..])))
        && (
            message.Length == octets.Length || (message.Length < octets.Length && HasType(octets, message.Length, true))
        );

    private static bool IsReady(ReadOnlySpan<byte> octets) =>
        PostgresMessage.TryRead(octets, out PostgresMessage message)
        && PostgresMessage.IsFromServer(message.Type)
        && message.Length >= 5
        && message.Length < octets.Length
        && HasType(octets, message.Length, false);

    private static bool HasType(ReadOnlySpan<byte> octets, long at, bool client) =>
        client ? PostgresMessage.IsFromClient(octets[(int)at]) : PostgresMessage.IsFromServer(octets[(int)at]);
}
