using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>Runs sweeps on a thread of their own.</summary>
internal static class Sweeping
{
    public static Task<SweepResult> RunAsync(
        SweepPlan plan,
        ProbesConfig budget,
        IProgress<int>? progress,
        CancellationToken cancel
    ) =>
        Task.Factory.StartNew(
            () =>
            {
                using IConnector connector = PortSweep.Connector(plan.Count);
                var pace = new Pace(budget.PacketsPerSecond, TimeProvider.System);
                return new PortSweep(plan, connector, pace, TimeProvider.System).Run(progress, cancel);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
