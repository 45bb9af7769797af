using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Tells frames of a network from those of the loopback interface, where a host talks to itself with any of its addresses.</summary>
internal static class Loopback
{
    private const ushort Hardware = 772; // ARPHRD_LOOPBACK

    /// <summary>The link header says that the frame was not captured on the loopback interface; where there is none, nobody knows.</summary>
    public static bool IsExcluded(in Packet packet)
    {
        ReadOnlySpan<byte> octets = packet.Frame.Octets;
        return packet.Frame.LinkType switch
        {
            LinkTypes.Ethernet => octets.Length >= 14 && octets[6..12].ContainsAnyExcept((byte)0),
            LinkTypes.LinuxSll => octets.Length >= 16 && (octets[2] << 8 | octets[3]) != Hardware,
            LinkTypes.LinuxSll2 => octets.Length >= 20 && (octets[8] << 8 | octets[9]) != Hardware,
            _ => false,
        };
    }
}
