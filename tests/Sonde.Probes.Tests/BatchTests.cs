using Xunit;

namespace Sonde.Probes.Tests;

public sealed class BatchTests
{
    [Fact]
    public async Task ResultsStandInTheOrderOfTheItemsWhoeverEndsFirst()
    {
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToArray();
        Task<string?[]> batch = Batch.RunAsync(
            [0, 1, 2],
            3,
            async (item, _) =>
            {
                await gates[item].Task;
                return $"{item}";
            },
            null,
            default
        );
        gates[2].SetResult();
        gates[0].SetResult();
        gates[1].SetResult();
        string?[] results = await batch;
        string?[] inOrder = ["0", "1", "2"];
        Assert.Equal(inOrder, results);
    }

    [Fact]
    public async Task NoMoreThanSoManyAreUnderWayAtOnce()
    {
        int running = 0;
        int most = 0;
        await Batch.RunAsync(
            Enumerable.Range(0, 100).ToArray(),
            7,
            async (_, _) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return "";
            },
            null,
            default
        );
        Assert.InRange(most, 1, 7);
    }

    [Fact]
    public async Task ACancelledBatchKeepsWhatIsFinished()
    {
        using var stop = new CancellationTokenSource();
        string?[] results = await Batch.RunAsync(
            [0, 1, 2],
            1,
            async (item, cancel) =>
            {
                if (item == 1)
                    await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                return $"{item}";
            },
            null,
            stop.Token
        );
        string?[] finished = ["0", null, null];
        Assert.Equal(finished, results);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; )
        {
            int before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
