using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The packet that LCP and the network control protocols share, RFC 1661 §5: | code 1 | identifier 1 | length 2 | data … |.</summary>
internal static class PppControl
{
    /// <summary>Octets of the common header.</summary>
    public const int Size = 4;

    /// <summary>The code.</summary>
    public static readonly Field CodeField = new("ppp.code", "Code", names: CodeName);

    /// <summary>The identifier, which matches answers to requests.</summary>
    public static readonly Field IdentifierField = new("ppp.identifier", "Identifier");

    /// <summary>The length.</summary>
    public static readonly Field LengthField = new("ppp.length", "Length");

    /// <summary>Hands out as many octets as the packet claims and the capture has.</summary>
    public static ReadStatus Check(ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> packet)
    {
        packet = default;
        if (octets.Length < Size)
            return ReadStatus.TooShort;
        int claimed = ReadUInt16BigEndian(octets[2..]);
        if (claimed < Size)
            return ReadStatus.Malformed;
        packet = octets[..Math.Min(claimed, octets.Length)];
        return claimed > octets.Length ? ReadStatus.Cut : ReadStatus.Ok;
    }

    /// <summary>Adds the common header.</summary>
    public static void DescribeHeader(ReadOnlySpan<byte> packet, FieldSink sink)
    {
        sink.Add(CodeField, 0, 1, packet[0]);
        sink.Add(IdentifierField, 1, 1, packet[1]);
        sink.Add(LengthField, 2, 2, ReadUInt16BigEndian(packet[2..]));
    }

    /// <summary>Whether the data is a list of options: the configure codes.</summary>
    public static bool HasOptions(ReadOnlySpan<byte> packet) => packet[0] is >= 1 and <= 4;

    /// <summary>The option at a position: octets that it takes, or 0 where the list ends or breaks.</summary>
    public static int OptionLength(ReadOnlySpan<byte> packet, int at)
    {
        if (at + 2 > packet.Length)
            return 0;
        int length = packet[at + 1];
        return length < 2 || at + length > packet.Length ? 0 : length;
    }

    private static string? CodeName(ulong code) =>
        code switch
        {
            0 => "Vendor Specific",
            1 => "Configuration Request",
            2 => "Configuration Ack",
            3 => "Configuration Nak",
            4 => "Configuration Reject",
            5 => "Termination Request",
            6 => "Termination Ack",
            7 => "Code Reject",
            8 => "Protocol Reject",
            9 => "Echo Request",
            10 => "Echo Reply",
            11 => "Discard Request",
            12 => "Identification",
            13 => "Time Remaining",
            14 => "Reset-Request",
            15 => "Reset-Ack",
            _ => null,
        };
}
