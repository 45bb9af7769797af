using System.Net;
using System.Net.Sockets;

namespace Sonde.Engine;

/// <summary>What the probes of services have in common: a checked target, its addresses of one family, a time limit.</summary>
internal static class ServiceTarget
{
    /// <summary>Checks a target and keeps the addresses of the family that was asked for.</summary>
    /// <exception cref="EngineException">Refused, without address, or without one of this family.</exception>
    public static async Task<CheckedTarget> CheckAsync(
        ProbeGate gate,
        string typed,
        int? version,
        CancellationToken cancel
    )
    {
        RefuseVersion(version);
        return Of(await gate.CheckAsync(typed, cancel), version);
    }

    /// <summary>The target with its addresses of one family only.</summary>
    /// <exception cref="EngineException">It has none.</exception>
    public static CheckedTarget Of(CheckedTarget target, int? version)
    {
        if (version is null)
            return target;
        AddressFamily wanted = version == 6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        IPAddress[] kept = [.. target.Addresses.Where(address => address.AddressFamily == wanted)];
        return kept.Length > 0
            ? target with
            {
                Addresses = kept,
            }
            : throw new EngineException(
                EngineFault.LookupFailed,
                $"The target {Quote.Text(target.Typed)} has no IPv{version} address.",
                $"Leave ip_version out; it has {string.Join(", ", target.Addresses)}."
            );
    }

    /// <summary>Refuses what is no version of IP.</summary>
    /// <exception cref="EngineException">Neither 4 nor 6.</exception>
    public static void RefuseVersion(int? version)
    {
        if (version is not (null or 4 or 6))
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"There is no IP version {version}.",
                "Leave ip_version out for both.",
                ["4", "6"]
            );
    }

    /// <summary>A port.</summary>
    /// <exception cref="EngineException">Not from 1 to 65535.</exception>
    public static int Port(int port) =>
        port is >= 1 and <= 65_535
            ? port
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"There is no port {port}.",
                "Ports go from 1 to 65535."
            );

    /// <summary>Milliseconds as answers print them.</summary>
    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
