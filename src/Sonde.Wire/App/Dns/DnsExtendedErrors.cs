namespace Sonde.Wire;

/// <summary>Extended errors, RFC 8914 §4 and IANA "Extended DNS Error Codes".</summary>
public static class DnsExtendedErrors
{
    /// <summary>The meaning, or null.</summary>
    public static string? NameOf(int code) => code < 0 ? null : DnsNames.ExtendedError((ulong)code);
}
