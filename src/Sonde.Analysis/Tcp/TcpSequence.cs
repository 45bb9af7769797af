namespace Sonde.Analysis;

/// <summary>Order of sequence numbers, which wrap (RFC 9293 §3.4).</summary>
internal static class TcpSequence
{
    public static bool IsBefore(uint left, uint right) => (int)(left - right) < 0;

    public static bool IsAfter(uint left, uint right) => (int)(left - right) > 0;
}
