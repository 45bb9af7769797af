using Sonde.Capture;

namespace Sonde.Engine;

/// <summary>What passes through the kernel now: rates, connections, failures, retransmissions, resets, drops.</summary>
public static class NetworkMonitorQuestion
{
    /// <summary>Watches for as long as was asked; one who breaks it off gets what was seen until then.</summary>
    /// <exception cref="EngineException">An argument is wrong, the interface is not there or taken, or the system says nothing.</exception>
    public static NetworkMonitor Ask(CaptureEngine engine, NetworkMonitorArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        if (!OperatingSystem.IsLinux())
            throw new EngineException(EngineFault.MissingCapability, "Only Linux can be watched like this.");
        MonitorPlan plan = MonitorPlan.Of(arguments, engine.Live.Config);
        (IKernelSession session, string? why) = Opened(plan, engine);
        using (session)
        {
            var run = new MonitorRun(plan, session);
            try
            {
                run.Watch(context);
            }
            catch (KernelException lost)
            {
                throw MonitorFaults.Explained(lost, plan);
            }
            return MonitorAnswer.Of(plan, run, session, why);
        }
    }

    // What eBPF cannot do here the tables do, and the answer says why and what is lost by it.
    private static (IKernelSession Session, string? Why) Opened(MonitorPlan plan, CaptureEngine engine)
    {
        if (!plan.MayTrace)
            return (TablesSession.Open(plan.Request), null);
        try
        {
            return (new Daemon(engine.Live.Config).OpenKernel(engine.Kernel, plan.Request), null);
        }
        catch (KernelException refused)
        {
            // somebody else's program may well be the reason for asking: that is said, not worked around
            if (!plan.MayFallBack || refused.Fault is KernelFault.Occupied or KernelFault.NoSuchDevice)
                throw MonitorFaults.Explained(refused, plan);
            string why = MonitorFaults.Sentence(refused, plan.Operation);
            return (
                PacketSession.TryOpen(plan, engine.Protocols) ?? (IKernelSession)TablesSession.Open(plan.Request),
                why
            );
        }
    }
}
