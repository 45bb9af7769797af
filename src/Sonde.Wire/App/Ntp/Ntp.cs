using static System.Buffers.Binary.BinaryPrimitives;
using static Sonde.Wire.NtpFields;

namespace Sonde.Wire;

/// <summary>Network Time Protocol, RFC 5905 §7.3: 48 octets, extension fields, key id and MAC; control (RFC 9327) and private packets.</summary>
/// <remarks>
/// | leap 2 bits, version 3, mode 3 | stratum 1 | poll 1 | precision 1 | root delay 4 | root dispersion 4 | reference id 4 |
/// reference 8 | origin 8 | receive 8 | transmit 8 |
/// </remarks>
public readonly ref struct Ntp : ILayer<Ntp>
{
    /// <summary>Mode of control packets.</summary>
    public const int ControlMode = 6;

    /// <summary>Mode of the private packets of ntpd.</summary>
    public const int PrivateMode = 7;

    private const int Size = 48; // octets of a time packet without extensions
    private const int ControlSize = 12;
    private const int PrivateSize = 8;
    private const int LongestMac = 24; // octets, key id included (RFC 7822 §3)
    private const int ShortestExtension = 16;

    private readonly ReadOnlySpan<byte> _octets;

    private Ntp(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <inheritdoc/>
    public static string Name => "ntp";

    /// <inheritdoc/>
    public static IReadOnlyList<Field> Fields => All;

    /// <inheritdoc/>
    public int HeaderLength => _octets.Length;

    /// <inheritdoc/>
    public int PayloadLength => 0;

    /// <inheritdoc/>
    public NextLayer NextLayer => NextLayer.None;

    /// <summary>Version of the protocol.</summary>
    public int Version => _octets[0] >> 3 & 7;

    /// <summary>1 and 2 between peers, 3 from clients, 4 from servers, 5 to everyone, 6 control, 7 private.</summary>
    public int Mode => _octets[0] & 7;

    /// <summary>3 when the clock is not synchronized.</summary>
    public int Leap => _octets[0] >> 6;

    /// <summary>It carries time: the members below hold.</summary>
    public bool IsTime => Mode < ControlMode;

    /// <summary>Steps from a reference clock; 0 means a refusal, 16 not synchronized. Meaningful when <see cref="IsTime"/>.</summary>
    public byte Stratum => _octets[1];

    /// <summary>The sender's clock source: four letters, or an address, four octets. Meaningful when <see cref="IsTime"/>.</summary>
    public ReadOnlySpan<byte> ReferenceId => _octets.Slice(12, 4);

    /// <summary>When the client sent, as the server repeats it; null when not set. Meaningful when <see cref="IsTime"/>.</summary>
    public Timestamp? Origin => At(24);

    /// <summary>When the server received. Meaningful when <see cref="IsTime"/>.</summary>
    public Timestamp? Receive => At(32);

    /// <summary>When the sender sent. Meaningful when <see cref="IsTime"/>.</summary>
    public Timestamp? Transmit => At(40);

    /// <inheritdoc/>
    public static ReadStatus TryRead(ReadOnlySpan<byte> octets, out Ntp layer)
    {
        layer = default;
        if (octets.IsEmpty)
            return ReadStatus.TooShort;
        int needed = (octets[0] & 7) switch
        {
            ControlMode => ControlSize,
            PrivateMode => PrivateSize,
            _ => Size,
        };
        if (octets.Length < needed)
            return ReadStatus.TooShort;
        layer = new Ntp(octets);
        return ReadStatus.Ok;
    }

    /// <summary>A timestamp of 8 octets; null when it is zero. Seconds count from 1900, and from 2036 where the top bit is clear (RFC 4330 §3).</summary>
    public static Timestamp? ReadTimestamp(ReadOnlySpan<byte> octets)
    {
        const long secondsFrom1900 = 2_208_988_800; // to 1970
        const long secondsTo2036 = 2_085_978_496; // from 1970
        uint seconds = ReadUInt32BigEndian(octets);
        uint fraction = ReadUInt32BigEndian(octets[4..]);
        if (seconds == 0 && fraction == 0)
            return null;
        long since1970 = (seconds & 0x8000_0000) != 0 ? seconds - secondsFrom1900 : seconds + secondsTo2036;
        return new Timestamp(since1970 * Timestamp.PerSecond + (long)((ulong)fraction * Timestamp.PerSecond >> 32));
    }

    /// <inheritdoc/>
    public void Describe(FieldSink sink)
    {
        byte first = _octets[0];
        sink.Add(Flags, 0, 1, first);
        if (Mode == PrivateMode)
        {
            sink.Add(PrivFlagsR, 0, 1, (ulong)(first >> 7));
            sink.Add(PrivFlagsMore, 0, 1, (ulong)(first >> 6 & 1));
        }
        else
        {
            sink.Add(FlagsLi, 0, 1, (ulong)Leap);
        }
        sink.Add(FlagsVn, 0, 1, (ulong)Version);
        sink.Add(FlagsMode, 0, 1, (ulong)Mode);
        var data = new FieldCursor(_octets, 1, _octets.Length, sink);
        if (Mode == ControlMode)
            DescribeControl(ref data);
        else if (Mode == PrivateMode)
            DescribePrivate(ref data);
        else
            DescribeTime(ref data);
    }

    private Timestamp? At(int position) => IsTime ? ReadTimestamp(_octets[position..]) : null;

    private static void DescribeTime(ref FieldCursor data)
    {
        data.Number(NtpFields.Stratum, 1);
        data.Number(Ppoll, 1);
        data.Number(Precision, 1);
        data.Number(Rootdelay, 4);
        data.Number(Rootdispersion, 4);
        data.Octets(Refid, 4);
        AddTime(Reftime, ref data);
        AddTime(Org, ref data);
        AddTime(Rec, ref data);
        AddTime(Xmt, ref data);
        while (data.Left > LongestMac)
        {
            int length = ReadUInt16BigEndian(data.Rest[2..]);
            if (length < ShortestExtension || length > data.Left)
                break;
            data.Sink.Open(Ext, data.At, length);
            data.Number(ExtType, 2);
            data.Number(ExtLength, 2);
            data.Octets(ExtValue, length - 4);
            data.Sink.Close();
        }
        if (data.Left >= 4)
        {
            data.Octets(Keyid, 4);
            data.RestAsOctets(Mac);
        }
    }

    private static void AddTime(Field field, ref FieldCursor data)
    {
        if (ReadTimestamp(data.Rest) is { } time)
            data.Sink.Add(field, data.At, 8, unchecked((ulong)time.Nanoseconds));
        data.Skip(8);
    }

    private static void DescribeControl(ref FieldCursor data)
    {
        data.Number(CtrlFlags2, 1, out int flags);
        data.Sink.Add(CtrlFlags2R, 1, 1, (ulong)(flags >> 7));
        data.Sink.Add(CtrlFlags2Error, 1, 1, (ulong)(flags >> 6 & 1));
        data.Sink.Add(CtrlFlags2More, 1, 1, (ulong)(flags >> 5 & 1));
        data.Sink.Add(CtrlFlags2Opcode, 1, 1, (ulong)(flags & 31));
        data.Number(CtrlSequence, 2);
        data.Number(CtrlStatus, 2);
        data.Number(CtrlAssocid, 2);
        data.Number(CtrlOffset, 2);
        data.Number(CtrlCount, 2);
    }

    private static void DescribePrivate(ref FieldCursor data)
    {
        data.Number(PrivAuthSeq, 1, out int sequence);
        data.Sink.Add(PrivAuth, 1, 1, (ulong)(sequence >> 7));
        data.Sink.Add(PrivSeq, 1, 1, (ulong)(sequence & 127));
        data.Number(PrivImpl, 1);
        data.Number(PrivReqcode, 1);
        int counts = ReadUInt16BigEndian(data.Rest);
        int sizes = ReadUInt16BigEndian(data.Rest[2..]);
        data.Sink.Add(PrivErr, data.At, 1, (ulong)(counts >> 12));
        data.Sink.Add(PrivNumitems, data.At, 2, (ulong)(counts & 0xfff));
        data.Sink.Add(PrivReserved, data.At + 2, 1, (ulong)(sizes >> 12));
        data.Sink.Add(PrivItemsize, data.At + 2, 2, (ulong)(sizes & 0xfff));
    }
}
