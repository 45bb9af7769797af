using Sonde.Wire;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Sonde.Capture;

/// <summary>How the frames of a link type stand in a file.</summary>
/// <param name="FrameLinkType">LINKTYPE_ value of the octets that are handed out.</param>
/// <param name="PseudoHeader">
/// Octets that the capturing system put in front and that were never on the wire: left out of the frame and of its lengths.
/// </param>
/// <param name="Longest">Octets that a frame can have at most; a longer claim is damage.</param>
internal readonly record struct LinkTypeRule(int FrameLinkType, int PseudoHeader, uint Longest)
{
    private const uint Usual = 256 * 1024;
    private const uint Bus = 128 * 1024 * 1024;

    // both are captured behind a Linux cooked header, whose protocol field must say so
    private ushort CookedProtocol =>
        FrameLinkType switch
        {
            144 => 0x0017,
            203 => 0x0030,
            _ => 0,
        };

    /// <summary>The rule for a link type as written in a file.</summary>
    public static LinkTypeRule Of(int linkType) =>
        linkType switch
        {
            // numbers that some systems wrote before the registry existed
            11 => new(100, 0, Usual),
            12 or 14 => new(LinkTypes.Raw, 0, Usual),
            13 => new(109, 0, Usual),
            112 => new(LinkTypes.CiscoHdlc, 0, Usual),
            123 => new(123, 4, Usual), // SunATM
            139 => new(140, 4, Usual), // MTP2
            144 => new(144, 16, Usual), // IrDA, behind a cooked header
            177 => new(203, 16, Usual), // LAPD, behind a cooked header
            196 => new(196, 5, Usual), // SITA
            201 => new(187, 4, Usual), // Bluetooth H4, direction
            LinkTypes.PppWithDirection => new(LinkTypes.Ppp, 1, Usual),
            209 => new(209, 5, Usual), // I2C on Linux
            245 => new(245, 2, Usual), // NFC LLCP
            254 => new(254, 4, Usual), // Bluetooth Linux monitor
            186 or 189 or 220 or 231 or 249 or 266 or 279 => new(linkType, 0, Bus), // USB, D-Bus, EBHSCR
            _ => new(linkType, 0, Usual),
        };

    /// <summary>Why a frame cannot be read whose pseudo-header is missing or wrong.</summary>
    public const string NoPseudoHeader = "a frame has no room for the pseudo-header of its link type, or a wrong one";

    /// <summary>Leaves the pseudo-header out of a frame; false when the frame has none.</summary>
    public bool TryStrip(InputBuffer input, ref FrameRecord record)
    {
        if (PseudoHeader == 0)
            return true;
        if (record.CapturedLength < PseudoHeader)
            return false;
        if (CookedProtocol != 0 && ReadUInt16BigEndian(input.At(record.Mark, 16)[14..]) != CookedProtocol)
            return false;
        record.Mark += PseudoHeader;
        record.CapturedLength -= PseudoHeader;
        record.OriginalLength = Math.Max(record.OriginalLength - PseudoHeader, 0);
        return true;
    }
}
