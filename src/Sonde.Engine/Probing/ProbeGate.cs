using System.Numerics;
using Sonde.Probes;

namespace Sonde.Engine;

/// <summary>What every question to the network passes: the policy on targets and the budgets.</summary>
/// <remarks>Safe for use by several questions at once.</remarks>
public sealed class ProbeGate
{
    /// <summary>The gate of a configuration.</summary>
    /// <param name="config">The configuration in force.</param>
    /// <param name="resolver">What turns names into addresses; by default this machine's resolver.</param>
    /// <exception cref="EngineException">A pattern of the lists of targets cannot be read.</exception>
    public ProbeGate(SondeConfig config, INameResolver? resolver = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        Budget = config.Probes;
        Sockets = new Daemon(config.Capture).Sockets;
        Policy = new TargetPolicy(config.Security, resolver ?? new SystemResolver());
    }

    /// <summary>Who may be contacted.</summary>
    public TargetPolicy Policy { get; }

    /// <summary>How much may be sent, and for how long.</summary>
    public ProbesConfig Budget { get; }

    /// <summary>Who opens sockets that this user may not; null for nobody.</summary>
    internal ISocketSource? Sockets { get; }

    /// <summary>Checks a target and gives the addresses to contact.</summary>
    /// <exception cref="EngineException">Not a host name, refused, or without address.</exception>
    public Task<CheckedTarget> CheckAsync(string typed, CancellationToken cancel) =>
        Policy.CheckAsync(typed, TargetUse.Probe, cancel);

    /// <summary>Refuses a question that asks about more than one question may.</summary>
    /// <param name="count">How many it asks about.</param>
    /// <param name="what">What they are, in the plural: "hosts".</param>
    /// <exception cref="EngineException">There are too many.</exception>
    public void RefuseTooMany(BigInteger count, string what)
    {
        if (count > Budget.MaxTargets)
            throw new EngineException(
                EngineFault.LimitExceeded,
                $"{count} {what} are more than the {Budget.MaxTargets} that one question may ask about ({ProbeSettings.MaxTargets.Key}).",
                "Ask about fewer at once, or let the person who runs Sonde raise the limit."
            );
    }
}
