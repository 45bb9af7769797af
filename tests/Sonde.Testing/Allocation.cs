namespace Sonde.Testing;

/// <summary>Measures what code allocates once it has settled: the runtime allocates too, when it compiles what runs often.</summary>
public static class Allocation
{
    private const int MostRounds = 20;

    /// <summary>Octets that a round allocates on this thread: the least of several, or 0 as soon as one has none.</summary>
    public static long Of(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < MostRounds && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
