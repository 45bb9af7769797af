using System.Text;

namespace Sonde.Wire;

/// <summary>What a client says in Simple Mail Transfer Protocol, RFC 5321 §4.1: commands, and mail between them.</summary>
public readonly ref struct Smtp : IStreamLayer<Smtp>
{
    private const int CommandLength = 4;

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

    /// <summary>What a segment holds is a message, when a line ends in it.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) =>
        octets.Contains((byte)'\n') ? new(0, octets.Length) : MessageExtent.NeedMore;

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (!EndsWithCommand())
            return; // mail, or the words of a login
        var lines = new TextLines(_octets);
        while (lines.Next())
        {
            if (lines.Line.IsEmpty)
                continue;
            int shown = Math.Min(CommandLength, lines.Line.Length); // Wireshark shows as much of a command
            sink.AddUtf8(SmtpFields.Command, lines.At, lines.Line[..shown]);
            int parameter = lines.Word().Length + 1;
            if (parameter < lines.Line.Length)
                sink.AddUtf8(SmtpFields.Parameter, lines.At + parameter, lines.Line[parameter..]);
        }
    }

    // The last line decides, as in Wireshark: commands that nobody defined have four letters too.
    private bool EndsWithCommand()
    {
        var lines = new TextLines(_octets);
        while (lines.Next())
        {
            if (!lines.Rest.IsEmpty)
                continue;
            ReadOnlySpan<byte> word = lines.Word();
            return word.Length == CommandLength || Is(word, "STARTTLS"u8) || Is(word, "X-EXPS"u8);
        }
        return false;
    }

    private static bool Is(ReadOnlySpan<byte> word, ReadOnlySpan<byte> command) =>
        Ascii.EqualsIgnoreCase(word, command);
}
