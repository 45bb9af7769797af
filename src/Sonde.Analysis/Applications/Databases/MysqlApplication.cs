using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>MySQL and MariaDB: known by the server's greeting, or by a client's command in the middle of a conversation.</summary>
public sealed class MysqlApplication(IDatabaseSink? sink) : IApplication
{
    /// <inheritdoc/>
    public string Name => "mysql";

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [3306, 3307, 33060];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        if (IsGreeting(opening.FromResponder, out bool isShort))
            return Recognition.Certain;
        if (IsGreeting(opening.FromInitiator, out bool isInitiatorShort))
            return new Recognition(Certainty.Certain, ClientIsResponder: true);
        if (opening.IsFromTheStart)
            return (isShort && opening.FromInitiator.IsEmpty) || (isInitiatorShort && opening.FromResponder.IsEmpty)
                ? Recognition.NeedMore
                : Recognition.NotMine;
        if (IsCommand(opening.FromInitiator, Ports.Contains(opening.ResponderPort)))
            return Recognition.Unsure;
        if (IsCommand(opening.FromResponder, Ports.Contains(opening.InitiatorPort)))
            return new Recognition(Certainty.Unsure, ClientIsResponder: true);
        return opening.FromInitiator.IsEmpty || opening.FromResponder.IsEmpty
            ? Recognition.NeedMore
            : Recognition.NotMine;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) => sink is null ? null : new MysqlReader(stream, sink);

    private static bool IsGreeting(ReadOnlySpan<byte> octets, out bool isShort)
    {
        isShort = octets.Length < 5;
        if (!MysqlPacket.TryRead(octets, out MysqlPacket packet) || packet.Sequence != 0 || packet.PayloadLength > 512)
            return false;
        ReadOnlySpan<byte> payload = octets[MysqlPacket.HeaderLength..];
        isShort = isShort || (payload[0] == 10 && payload.Length < packet.PayloadLength);
        if (payload.Length < packet.PayloadLength)
            return false;
        return packet.PayloadLength > 0
            && (
                MysqlGreeting.Read(payload[..packet.PayloadLength]) is not null
                || (payload[0] == 0xff && payload.Length > 3 && payload[1..].IndexOf("Host"u8) == 2)
            );
    }

    private static bool IsCommand(ReadOnlySpan<byte> octets, bool isUsual) =>
        MysqlPacket.TryRead(octets, out MysqlPacket packet)
        && packet is { Sequence: 0, PayloadLength: > 0 }
        && octets.Length > MysqlPacket.HeaderLength
        && octets[MysqlPacket.HeaderLength] is > 0 and <= MysqlCommands.Last
        && EndsOrGoesOn(octets, packet.PayloadLength + MysqlPacket.HeaderLength)
        && (
            isUsual
            || (
                octets[MysqlPacket.HeaderLength] is MysqlCommands.Query or MysqlCommands.Prepare
                && SqlWords.Begins(octets[(MysqlPacket.HeaderLength + 1)..])
            )
        );

    // What a client sends without hearing the answer first is a command as well.
    private static bool EndsOrGoesOn(ReadOnlySpan<byte> octets, int end) =>
        octets.Length <= end
        || (MysqlPacket.TryRead(octets[end..], out MysqlPacket next) && next is { Sequence: 0, PayloadLength: > 0 });
}
