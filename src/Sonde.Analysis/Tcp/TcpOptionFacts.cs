using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Analysis;

/// <summary>What the options of a segment say, as far as the analysis needs it.</summary>
internal ref struct TcpOptionFacts
{
    /// <summary>Shift of the window scale option (RFC 7323 §2.2); -1 without it.</summary>
    public sbyte Shift;

    /// <summary>Maximum segment size; 0 without it.</summary>
    public ushort SegmentSize;

    /// <summary>SACK permitted (RFC 2018 §2).</summary>
    public bool SackPermitted;

    /// <summary>Octets of SACK blocks: pairs of edges.</summary>
    public ReadOnlySpan<byte> Sack;

    /// <summary>There is a timestamp (RFC 7323 §3).</summary>
    public bool HasTimestamp;

    /// <summary>The sender's clock.</summary>
    public uint TimestampValue;

    /// <summary>The other end's clock, echoed.</summary>
    public uint TimestampEcho;

    /// <summary>A Fast Open cookie or the request of one (RFC 7413 §4.1).</summary>
    public bool FastOpen;

    /// <summary>A Fast Open cookie, not only the request of one.</summary>
    public bool FastOpenCookie;

    /// <summary>Reads what is well-formed.</summary>
    public static TcpOptionFacts Read(ReadOnlySpan<byte> options)
    {
        var facts = new TcpOptionFacts { Shift = -1 };
        if (IsTimestampOnly(options))
        {
            facts.Take(8, options[4..]);
            return facts;
        }
        while (!options.IsEmpty && options[0] != 0)
        {
            if (options[0] == 1)
            {
                options = options[1..];
                continue;
            }
            if (options.Length < 2 || options[1] < 2 || options[1] > options.Length)
                break;
            facts.Take(options[0], options[2..options[1]]);
            options = options[options[1]..];
        }
        return facts;
    }

    /// <summary>Whether the options are what nearly every segment of most connections carries: RFC 7323 appendix A's layout of the timestamps.</summary>
    public static bool IsTimestampOnly(ReadOnlySpan<byte> options) =>
        options.Length == 12 && ReadUInt32BigEndian(options) == 0x0101080a;

    /// <summary>Octets in the first three SACK blocks as Wireshark counts them: also those received twice (RFC 2883).</summary>
    public readonly uint SackedOctets()
    {
        const int counted = 3;
        uint octets = 0;
        for (int i = 0; i < counted && Sack.Length >= 8 * (i + 1); i++)
        {
            uint left = ReadUInt32BigEndian(Sack[(8 * i)..]);
            uint right = ReadUInt32BigEndian(Sack[(8 * i + 4)..]);
            if (TcpSequence.IsAfter(right, left))
                octets += right - left;
        }
        return octets;
    }

    private void Take(byte kind, ReadOnlySpan<byte> data)
    {
        switch (kind, data.Length)
        {
            case (2, 2):
                SegmentSize = ReadUInt16BigEndian(data);
                break;
            case (3, 1):
                Shift = (sbyte)Math.Min((int)data[0], 14); // RFC 7323 §2.3: more counts as 14
                break;
            case (4, 0):
                SackPermitted = true;
                break;
            case (5, >= 8):
                Sack = data[..(data.Length / 8 * 8)];
                break;
            case (8, 8):
                (HasTimestamp, TimestampValue, TimestampEcho) = (
                    true,
                    ReadUInt32BigEndian(data),
                    ReadUInt32BigEndian(data[4..])
                );
                break;
            case (254, > 2) when ReadUInt16BigEndian(data) == 0xf989: // before the option had its number, RFC 7413 appendix
                FastOpen = true;
                FastOpenCookie = data.Length > 2;
                break;
            case (34, _):
                FastOpen = true;
                FastOpenCookie = data.Length > 0;
                break;
            default:
                break;
        }
    }
}
