using System.Diagnostics.CodeAnalysis;

namespace Sonde.Mcp;

/// <summary>Lets only so many questions run at once, so that a client that asks for a hundred does not get them all badly.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never asked for holds nothing.")]
internal sealed class Turns(int atOnce)
{
    private readonly SemaphoreSlim _free = new(atOnce);

    /// <summary>As many as there are processors, and enough that a download keeps nobody waiting.</summary>
    public static Turns ForThisMachine() => new(Math.Max(4, Environment.ProcessorCount));

    /// <summary>Waits for a turn, then runs the work on a thread of the pool.</summary>
    /// <exception cref="OperationCanceledException">The asker gave up, waiting or running.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        try
        {
            return await Task.Run(work, cancel);
        }
        finally
        {
            _free.Release();
        }
    }
}
