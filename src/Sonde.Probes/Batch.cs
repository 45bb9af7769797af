namespace Sonde.Probes;

/// <summary>Does one thing for many items, several at a time.</summary>
public static class Batch
{
    /// <summary>Runs the work for every item.</summary>
    /// <param name="items">What to work on; one result each, in this order.</param>
    /// <param name="atOnce">How many may be under way at once, from 1.</param>
    /// <param name="run">The work for one item. Failures that belong to the item are results, not exceptions.</param>
    /// <param name="progress">Hears how many items are done.</param>
    /// <param name="cancel">Ends the batch: no further item is begun, and those under way are broken off.</param>
    /// <returns>The results by item; the default where an item was not begun or not finished when the batch was ended.</returns>
    public static async Task<TResult?[]> RunAsync<TItem, TResult>(
        IReadOnlyList<TItem> items,
        int atOnce,
        Func<TItem, CancellationToken, Task<TResult>> run,
        IProgress<int>? progress,
        CancellationToken cancel
    )
        where TResult : class
    {
        var results = new TResult?[items.Count];
        int next = -1;
        int done = 0;
        var workers = new Task[Math.Min(atOnce, items.Count)];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = Task.Run(WorkAsync, CancellationToken.None);
        await Task.WhenAll(workers);
        return results;

        async Task WorkAsync()
        {
            while (
                !cancel.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < items.Count
            )
            {
                try
                {
                    results[index] = await run(items[index], cancel);
                    progress?.Report(Interlocked.Increment(ref done));
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }
}
