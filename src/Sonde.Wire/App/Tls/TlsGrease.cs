namespace Sonde.Wire;

/// <summary>Values that mean nothing and keep servers tolerant, RFC 8701: 0x0A0A, 0x1A1A … 0xFAFA.</summary>
public static class TlsGrease
{
    /// <summary>What such a value is called.</summary>
    public const string Name = "Reserved (GREASE)";

    /// <summary>Whether a value is one of them.</summary>
    public static bool Is(ushort value) => (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
}
