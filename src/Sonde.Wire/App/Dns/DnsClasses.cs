namespace Sonde.Wire;

/// <summary>Classes, IANA "DNS CLASSes".</summary>
public static class DnsClasses
{
    /// <summary>The Internet.</summary>
    public const ushort Internet = 1;

    /// <summary>Chaosnet; servers answer <c>version.bind</c> in it.</summary>
    public const ushort Chaos = 3;

    /// <summary>Hesiod.</summary>
    public const ushort Hesiod = 4;

    /// <summary>No class, in updates (RFC 2136 §2.4).</summary>
    public const ushort None = 254;

    /// <summary>Every class.</summary>
    public const ushort Any = 255;

    /// <summary>The mnemonic, such as <c>IN</c>, or null.</summary>
    public static string? NameOf(ulong value) =>
        value switch
        {
            Internet => "IN",
            2 => "CS",
            Chaos => "CH",
            Hesiod => "HS",
            None => "NONE",
            Any => "ANY",
            _ => null,
        };
}
