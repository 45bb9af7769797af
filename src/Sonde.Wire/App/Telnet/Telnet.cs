namespace Sonde.Wire;

/// <summary>Telnet, RFC 854: text, and commands between it. What is typed has no field.</summary>
/// <remarks>A command is <c>255, command</c>, for negotiations <c>255, verb, option</c>; parameters stand between <c>255 250 option</c> and <c>255 240</c>.</remarks>
public readonly ref struct Telnet : IStreamLayer<Telnet>
{
    private const byte Escape = 255; // IAC
    private const byte FirstCommand = 236;
    private const byte BeginParameters = 250;
    private const byte EndParameters = 240;

    private static readonly Field CommandField = new("telnet.cmd", "Command", names: CommandName);

    private readonly ReadOnlySpan<byte> _octets;

    private Telnet(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "telnet";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => [CommandField];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Telnet layer)
    {
        layer = new Telnet(octets);
        return octets.IsEmpty ? ReadStatus.TooShort : ReadStatus.Ok;
    }

    /// <summary>What a segment holds is a message.</summary>
    public static MessageExtent Measure(ReadOnlySpan<byte> octets) => new(0, octets.Length);

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        bool isInParameters = false;
        for (int at = 0; at + 1 < _octets.Length; at++)
        {
            int next = _octets[at..].IndexOf(Escape);
            if (next < 0)
                return;
            at += next;
            if (at + 1 >= _octets.Length)
                return;
            byte command = _octets[at + 1];
            at++;
            if (command is Escape or < FirstCommand || (isInParameters && command != EndParameters))
                continue; // the octet 255 itself
            sink.Add(CommandField, at, 1, command);
            isInParameters = command == BeginParameters;
        }
    }

    private static string? CommandName(ulong value) =>
        value switch
        {
            236 => "End of File",
            237 => "Suspend Current Process",
            238 => "Abort Process",
            239 => "End of Record",
            240 => "Suboption End",
            241 => "No-Operation",
            242 => "Data Mark",
            243 => "Break",
            244 => "Interrupt Process",
            245 => "Abort Output",
            246 => "Are You There?",
            247 => "Escape Character",
            248 => "Erase Line",
            249 => "Go Ahead",
            250 => "Suboption",
            251 => "Will",
            252 => "Won't",
            253 => "Do",
            254 => "Don't",
            _ => null,
        };
}
