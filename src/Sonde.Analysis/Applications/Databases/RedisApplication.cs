using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Redis and its kin: known by a client's array of bulk texts; by an inline command or an answer at its port only.</summary>
public sealed class RedisApplication(IDatabaseSink? sink) : IApplication
{
    /// <inheritdoc/>
    public string Name => "resp";

    /// <inheritdoc/>
    public ReadOnlySpan<ushort> Ports => [6379, 6380, 26379];

    /// <inheritdoc/>
    public Recognition Recognize(in StreamOpening opening)
    {
        Certainty client = Command(opening.FromInitiator);
        if (client == Certainty.Certain)
            return Recognition.Certain;
        Certainty server = Command(opening.FromResponder);
        if (server == Certainty.Certain && opening.FromInitiator.IsEmpty)
            return new Recognition(Certainty.Certain, ClientIsResponder: true);
        if (client == Certainty.NeedMore || (opening.FromInitiator.IsEmpty && server == Certainty.NeedMore))
            return Recognition.NeedMore;
        if (
            IsInline(opening.FromInitiator, opening.ResponderPort)
            || IsAnswer(opening.FromResponder, opening.ResponderPort)
        )
            return Recognition.Unsure;
        return
            IsInline(opening.FromResponder, opening.InitiatorPort)
            || IsAnswer(opening.FromInitiator, opening.InitiatorPort)
            ? new Recognition(Certainty.Unsure, ClientIsResponder: true)
            : Recognition.NotMine;
    }

    /// <inheritdoc/>
    public IApplicationReader? Open(ApplicationStream stream) => sink is null ? null : new RedisReader(stream, sink);

    private static Certainty Command(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return Certainty.NeedMore;
        if (octets[0] != '*')
            return Certainty.NotMine;
        RespUnit head = RespUnit.Read(octets);
        if (head.Length <= 0)
            return head.Length < 0 || octets.Length > 16 ? Certainty.NotMine : Certainty.NeedMore;
        if (head.Number < 1)
            return Certainty.NotMine;
        ReadOnlySpan<byte> rest = octets[(int)head.Length..];
        if (rest.IsEmpty)
            return Certainty.NeedMore;
        if (rest[0] != '$')
            return Certainty.NotMine;
        RespUnit name = RespUnit.Read(rest);
        if (name.Length < 0 || (name.Length > 0 && name.Number is < 1 or > 32))
            return Certainty.NotMine;
        if (name.Length == 0 || name.Length > rest.Length)
            return rest.Length > 64 ? Certainty.NotMine : Certainty.NeedMore;
        return IsWord(rest.Slice(name.TextStart, (int)name.TextLength)) ? Certainty.Certain : Certainty.NotMine;
    }

    private static bool IsWord(ReadOnlySpan<byte> text)
    {
        foreach (byte octet in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet is not ((byte)'.' or (byte)'_' or (byte)'-'))
                return false;
        }
        return true;
    }

    private static bool IsInline(ReadOnlySpan<byte> octets, ushort port) =>
        port == 6379 && octets.Length > 2 && octets.IndexOf((byte)'\n') > 2 && char.IsAsciiLetter((char)octets[0]);

    private static bool IsAnswer(ReadOnlySpan<byte> octets, ushort port) =>
        port == 6379
        && (
            octets.StartsWith("+OK\r\n"u8)
            || octets.StartsWith("+PONG\r\n"u8)
            || octets.StartsWith("-ERR "u8)
            || octets.StartsWith("-NOAUTH "u8)
            || octets.StartsWith("*"u8)
            || octets.StartsWith("$"u8)
            || octets.StartsWith(":"u8)
        );
}
