using System.Globalization;

namespace Sonde.Wire;

/// <summary>Syslog, RFC 3164 §4.1 and RFC 5424 §6: <c>&lt;priority&gt;</c>, then the message.</summary>
public readonly ref struct Syslog : ILayer<Syslog>
{
    private const int MostDigits = 3; // of the priority
    private const int Rfc3164TimeSize = 15; // "Oct 11 22:14:15"

    private static readonly Field FacilityField = new("syslog.facility", "Facility", names: FacilityName);
    private static readonly Field LevelField = new("syslog.level", "Level", names: LevelName);
    private static readonly Field MessageField = new("syslog.msg", "Message", FieldKind.Text);
    private static readonly Field VersionField = new("syslog.version", "Syslog version", FieldKind.Text);
    private static readonly Field TimeField = new("syslog.timestamp", "Syslog timestamp", FieldKind.Time);
    private static readonly Field OldTimeField = new(
        "syslog.timestamp_rfc3164",
        "Syslog timestamp (RFC3164)",
        FieldKind.Text
    );
    private static readonly Field HostField = new("syslog.hostname", "Syslog hostname", FieldKind.Text);
    private static readonly Field AppField = new("syslog.appname", "Syslog app name", FieldKind.Text);
    private static readonly Field ProcessField = new("syslog.procid", "Syslog process id", FieldKind.Text);
    private static readonly Field MessageIdField = new("syslog.msgid", "Syslog message id", FieldKind.Text);

    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _message; // where the message begins

    private Syslog(ReadOnlySpan<byte> octets, int message, int? priority)
    {
        _octets = octets;
        _message = message;
        Priority = priority;
    }

    /// <inheritdoc/>
    public static string Name => "syslog";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields =>
        [
            FacilityField,
            LevelField,
            MessageField,
            VersionField,
            TimeField,
            OldTimeField,
            HostField,
            AppField,
            ProcessField,
            MessageIdField,
        ];

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Facility times 8 plus severity; null without one.</summary>
    public int? Priority { get; }

    /// <summary>What is behind the priority.</summary>
    public ReadOnlySpan<byte> Message => _octets[_message..];

    /// <summary>Takes whatever comes to the port, as Wireshark does.</summary>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Syslog layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        if (octets[0] != (byte)'<')
        {
            layer = new Syslog(octets, 0, null);
            return ReadStatus.Ok;
        }
        int at = 1;
        int priority = 0;
        for (; at < octets.Length && at <= MostDigits && octets[at] is >= (byte)'0' and <= (byte)'9'; at++)
            priority = priority * 10 + octets[at] - '0';
        if (at < octets.Length && octets[at] == (byte)'>')
            at++;
        layer = new Syslog(octets, at, priority);
        return ReadStatus.Ok;
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        if (Priority is { } priority)
        {
            sink.Add(FacilityField, 0, _message, (ulong)(priority >> 3));
            sink.Add(LevelField, 0, _message, (ulong)(priority & 7));
        }
        if (Message.IsEmpty)
            return;
        sink.AddUtf8(MessageField, _message, Message.TrimEnd((byte)0));
        if (Priority is null)
            return;
        if (Message.StartsWith("1 "u8))
            DescribeRfc5424(sink);
        else if (IsRfc3164Time(Message))
            DescribeRfc3164(sink);
    }

    private static string? FacilityName(ulong value) =>
        value switch
        {
            0 => "KERN",
            1 => "USER",
            2 => "MAIL",
            3 => "DAEMON",
            4 => "AUTH",
            5 => "SYSLOG",
            6 => "LPR",
            7 => "NEWS",
            8 => "UUCP",
            9 => "CRON",
            10 => "AUTHPRIV",
            11 => "FTP",
            12 => "NTP",
            13 => "LOGAUDIT",
            14 => "LOGALERT",
            15 => "CRON",
            16 => "LOCAL0",
            17 => "LOCAL1",
            18 => "LOCAL2",
            19 => "LOCAL3",
            20 => "LOCAL4",
            21 => "LOCAL5",
            22 => "LOCAL6",
            23 => "LOCAL7",
            _ => null,
        };

    private static string? LevelName(ulong value) =>
        value switch
        {
            0 => "EMERG",
            1 => "ALERT",
            2 => "CRIT",
            3 => "ERR",
            4 => "WARNING",
            5 => "NOTICE",
            6 => "INFO",
            7 => "DEBUG",
            _ => null,
        };

    private static bool IsRfc3164Time(ReadOnlySpan<byte> text) =>
        text.Length > Rfc3164TimeSize
        && text[3] == (byte)' '
        && text[6] == (byte)' '
        && text[9] == (byte)':'
        && text[12] == (byte)':'
        && text[Rfc3164TimeSize] == (byte)' ';

    /// <summary>Version, time, host, program, process and the rest, with single blanks between.</summary>
    private void DescribeRfc5424(FieldSink sink)
    {
        int at = _message;
        if (!TryTakeWord(ref at, out int start, out int length))
            return;
        sink.AddAscii(VersionField, start, _octets.Slice(start, length));
        if (!TryTakeWord(ref at, out start, out length))
            return;
        if (TryReadTime(_octets.Slice(start, length), out Timestamp time))
            sink.Add(TimeField, start, length, unchecked((ulong)time.Nanoseconds));
        if (
            TryAddWord(HostField, ref at, sink)
            && TryAddWord(AppField, ref at, sink)
            && TryAddWord(ProcessField, ref at, sink)
            && at < _octets.Length
        )
            sink.AddAscii(MessageIdField, at, _octets[at..]);
    }

    private void DescribeRfc3164(FieldSink sink)
    {
        sink.AddAscii(OldTimeField, _message, _octets.Slice(_message, Rfc3164TimeSize));
        int at = _message + Rfc3164TimeSize + 1;
        if (!TryTakeWord(ref at, out int start, out int length))
            return;
        sink.AddAscii(HostField, start, _octets.Slice(start, length));
        int end = _octets[at..].IndexOfAny((byte)'[', (byte)':', (byte)' ');
        if (end <= 0)
            return;
        sink.AddAscii(ProcessField, at, _octets.Slice(at, end));
        sink.AddAscii(MessageIdField, at + end, _octets[(at + end)..]);
    }

    private bool TryAddWord(Field field, ref int at, FieldSink sink)
    {
        if (!TryTakeWord(ref at, out int start, out int length))
            return false;
        sink.AddAscii(field, start, _octets.Slice(start, length));
        return true;
    }

    private bool TryTakeWord(ref int at, out int start, out int length)
    {
        start = at;
        length = _octets[at..].IndexOf((byte)' ');
        if (length < 0)
            return false;
        at += length + 1;
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<byte> text, out Timestamp time)
    {
        Span<char> characters = stackalloc char[40];
        time = default;
        if (text.Length > characters.Length)
            return false;
        var target = new TextSpan(characters);
        target.AppendAscii(text);
        bool isTime = DateTimeOffset.TryParseExact(
            characters[..target.Length],
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset parsed
        );
        if (isTime)
            time = new Timestamp((parsed - DateTimeOffset.UnixEpoch).Ticks * 100);
        return isTime && parsed.Year is > 1700 and < 2200;
    }
}
