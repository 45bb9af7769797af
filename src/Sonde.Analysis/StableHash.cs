namespace Sonde.Analysis;

/// <summary>FNV-1a in 64 bits: the same in every process, so that what is told apart by it is as well.</summary>
internal static class StableHash
{
    private const ulong Begin = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>Of octets.</summary>
    public static ulong Of(ReadOnlySpan<byte> octets)
    {
        ulong hash = Begin;
        foreach (byte octet in octets)
            hash = (hash ^ octet) * Prime;
        return hash;
    }

    /// <summary>Of letters, each as one step.</summary>
    public static ulong Of(ReadOnlySpan<char> letters)
    {
        ulong hash = Begin;
        foreach (char letter in letters)
            hash = (hash ^ letter) * Prime;
        return hash;
    }
}
