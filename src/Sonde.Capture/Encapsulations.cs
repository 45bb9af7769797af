namespace Sonde.Capture;

/// <summary>What is known of LINKTYPE_ values beyond the reading of their frames.</summary>
public static class Encapsulations
{
    private const uint Usual = 256 * 1024;
    private const uint Bus = 128 * 1024 * 1024;

    /// <summary>
    /// The registry's value for a link type as found in files: systems once wrote their own numbers for raw IP and others.
    /// </summary>
    public static int Canonical(int linkType) =>
        linkType switch
        {
            12 or 14 => 101,
            _ => linkType,
        };

    /// <summary>Octets that a frame can have at most; a longer claim is damage.</summary>
    internal static uint LongestFrame(int linkType) => linkType is 189 or 220 or 249 or 231 ? Bus : Usual;
}
