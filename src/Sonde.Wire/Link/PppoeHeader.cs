using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Wire;

/// <summary>The header of PPP over Ethernet, RFC 2516 §4: | version 4 bits, type 4 bits | code 1 | session 2 | length 2 |, big-endian.</summary>
internal static class PppoeHeader
{
    /// <summary>Octets, fixed.</summary>
    public const int Size = 6;

    private static readonly Field VersionField = new("pppoe.version", "Version");
    private static readonly Field TypeField = new("pppoe.type", "Type");
    private static readonly Field CodeField = new("pppoe.code", "Code", @base: FieldBase.Hex, names: CodeName);
    private static readonly Field SessionField = new("pppoe.session_id", "Session ID", @base: FieldBase.Hex);
    private static readonly Field LengthField = new("pppoe.payload_length", "Payload Length");

    /// <summary>The fields of both stages.</summary>
    public static readonly Field[] AllFields = [VersionField, TypeField, CodeField, SessionField, LengthField];

    /// <summary>Octets behind the header as the sender claims.</summary>
    public static int Claimed(ReadOnlySpan<byte> octets) => ReadUInt16BigEndian(octets[4..]);

    /// <summary>Adds the header's fields.</summary>
    public static void Describe(ReadOnlySpan<byte> octets, FieldSink sink)
    {
        sink.Add(VersionField, 0, 1, (ulong)(octets[0] >> 4));
        sink.Add(TypeField, 0, 1, (ulong)(octets[0] & 0x0f));
        sink.Add(CodeField, 1, 1, octets[1]);
        sink.Add(SessionField, 2, 2, ReadUInt16BigEndian(octets[2..]));
        sink.Add(LengthField, 4, 2, ReadUInt16BigEndian(octets[4..]));
    }

    private static string? CodeName(ulong code) =>
        code switch
        {
            0x00 => "Session Data",
            0x07 => "Active Discovery Offer (PADO)",
            0x09 => "Active Discovery Initiation (PADI)",
            0x0a => "Active Discovery Session-Grant (PADG)",
            0x0b => "Active Discovery Session-Credit Response (PADC)",
            0x0c => "Active Discovery Quality (PADQ)",
            0x19 => "Active Discovery Request (PADR)",
            0x65 => "Active Discovery Session-confirmation (PADS)",
            0xa7 => "Active Discovery Terminate (PADT)",
            0xd3 => "Active Discovery Message (PADM)",
            0xd4 => "Active Discovery Network (PADN)",
            _ => null,
        };
}
