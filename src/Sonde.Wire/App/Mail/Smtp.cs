using System.Text;

namespace Sonde.Wire;

/// <summary>What a client says in Simple Mail Transfer Protocol, RFC 5321 §4.1: commands, and mail between them.</summary>
public readonly ref struct Smtp : IStreamLayer<Smtp>
{
    private readonly ReadOnlySpan<byte> _octets;

    private Smtp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "smtp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => SmtpFields.All;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Smtp layer)
    {
        layer = new Smtp(octets);
        return ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message: lines are not put together over segments.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        TextLines.IsTls(octets) ? MessageExtent.NotMine : new(0, octets.Length);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        var lines = new TextLines(_octets);
        while (lines.Next() && IsCommand(lines.Word())) // else it is mail, or the words of a login
        {
            sink.AddUtf8(SmtpFields.Command, lines.At, lines.Line[..4]); // Wireshark shows as much of a command
            int parameter = lines.Word().Length + 1;
            if (parameter < lines.Line.Length)
                sink.AddUtf8(SmtpFields.Parameter, lines.At + parameter, lines.Line[parameter..]);
        }
    }

    private static bool IsCommand(ReadOnlySpan<byte> word) =>
        Is(word, "EHLO"u8)
        || Is(word, "HELO"u8)
        || Is(word, "MAIL"u8)
        || Is(word, "RCPT"u8)
        || Is(word, "DATA"u8)
        || Is(word, "BDAT"u8)
        || Is(word, "AUTH"u8)
        || Is(word, "QUIT"u8)
        || Is(word, "RSET"u8)
        || Is(word, "NOOP"u8)
        || Is(word, "HELP"u8)
        || Is(word, "VRFY"u8)
        || Is(word, "EXPN"u8)
        || Is(word, "ETRN"u8)
        || Is(word, "STARTTLS"u8);

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> command) =>
        Ascii.EqualsIgnoreCase(word, command);
}
