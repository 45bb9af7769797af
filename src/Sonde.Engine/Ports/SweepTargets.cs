using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Sonde.Engine;

/// <summary>The hosts of a sweep: names, addresses and blocks, each checked.</summary>
internal static class SweepTargets
{
    private const int LookUpsAtOnce = 20;

    /// <summary>A host of a sweep, or why it is none.</summary>
    public sealed record Host(string Target, IReadOnlyList<IPAddress> Addresses, string? Error)
    {
        public IPAddress? Address { get; } = Addresses.Count == 0 ? null : WithRoute(Addresses);
    }

    /// <summary>Spells out blocks and checks every host.</summary>
    /// <exception cref="EngineException">There are too many, or the only one is refused.</exception>
    public static async Task<IReadOnlyList<Host>> CheckAsync(
        ProbeGate gate,
        IReadOnlyList<string> typed,
        int portCount,
        int? version,
        CancellationToken cancel
    )
    {
        ServiceTarget.RefuseVersion(version);
        var blocks = new List<(string Typed, CidrBlock? Block)>();
        BigInteger hosts = 0;
        foreach (string one in typed)
        {
            CidrBlock? block = BlockOf(one);
            blocks.Add((one, block));
            hosts += block?.UsableHosts ?? 1;
        }
        // counted before any is made: a block may have 2^128
        gate.RefuseTooMany((long)BigInteger.Min(hosts * portCount, long.MaxValue), "ports of all hosts together");
        string[] all = [.. blocks.SelectMany(one => Spell(one.Typed, one.Block)).Distinct(StringComparer.Ordinal)];
        bool isOnly = all.Length == 1;
        Host?[] found = await Probes.Batch.RunAsync<string, Host>(
            all,
            LookUpsAtOnce,
            async (one, stop) =>
            {
                try
                {
                    CheckedTarget target = await ServiceTarget.CheckAsync(gate, one, version, stop);
                    return new Host(one, target.Addresses, null);
                }
                catch (EngineException refused) when (!isOnly)
                {
                    return new Host(one, [], refused.Message);
                }
            },
            null,
            cancel
        );
        return [.. found.Select((host, at) => host ?? new Host(all[at], [], "It was not looked up before the end."))];
    }

    // A bare address is a host like any other.
    private static CidrBlock? BlockOf(string typed)
    {
        if (!typed.Contains('/', StringComparison.Ordinal))
            return null;
        return CidrText.TryParse(typed, out WrittenCidr written, out string problem)
            ? written.Block
            : throw new EngineException(
                EngineFault.InvalidArgument,
                $"The target {Quote.Text(typed)} {problem}.",
                "Give a host name, an address, or a block such as 10.0.0.0/28."
            );
    }

    private static IEnumerable<string> Spell(string typed, CidrBlock? written)
    {
        if (written is not { } block)
            return [typed];
        UInt128 first = CidrBlock.Number(block.FirstUsable);
        int count = (int)block.UsableHosts;
        return Enumerable.Range(0, count).Select(at => block.At(first + (UInt128)at).ToString());
    }

    // The first that this machine could send to: a name may have an address of a family that is not there.
    private static IPAddress WithRoute(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses.Count == 1)
            return addresses[0];
        foreach (IPAddress address in addresses)
        {
            try
            {
                // connecting a datagram socket looks for the route and sends nothing
                using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.Connect(new IPEndPoint(address, 9));
                return address;
            }
            catch (SocketException)
            {
                // no route, or no such family here
            }
        }
        return addresses[0];
    }
}
