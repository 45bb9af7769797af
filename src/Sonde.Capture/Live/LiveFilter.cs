using System.Text.RegularExpressions;
using Sonde.Native;

namespace Sonde.Capture;

/// <summary>A capture filter for the frames of a packet socket: compiled by libpcap, run by the kernel where that can.</summary>
/// <remarks>For one thread.</remarks>
public sealed partial class LiveFilter : IDisposable
{
    private readonly PcapProgram? _here;

    private LiveFilter(ReadOnlyMemory<FilterInstruction> kernel, PcapProgram? here) => (Kernel, _here) = (kernel, here);

    /// <summary>What the kernel runs for each frame; also cuts it at the snap length.</summary>
    public ReadOnlyMemory<FilterInstruction> Kernel { get; }

    /// <summary>The kernel decides; else it lets every frame through, and <see cref="Selects"/> does.</summary>
    public bool RunsInKernel => _here is null;

    /// <summary>Compiles a filter; needs no right.</summary>
    /// <param name="dataLink">DLT_ value of the frames; null for those without a link-layer header.</param>
    /// <param name="options">The filter and the octets kept of each frame.</param>
    /// <exception cref="LiveException">It does not compile, or libpcap is not installed.</exception>
    public static LiveFilter Compile(int? dataLink, LiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var every = new FilterInstruction { Code = 0x06, Value = (uint)options.SnapLength };
        if (string.IsNullOrWhiteSpace(options.Filter))
            return new LiveFilter(new[] { every }, null);
        PcapProgram compiled = Compile(dataLink ?? HardwareTypes.Cooked, options.SnapLength, options.Filter);
        // the kernel has taken VLAN tags out when it filters: a filter on them has to run where they are back
        if (!VlanWord().IsMatch(options.Filter))
        {
            FilterInstruction[] program = compiled.Instructions.ToArray();
            if (dataLink is not null || CookedFilter.TryAdapt(program))
            {
                compiled.Dispose();
                return new LiveFilter(program, null);
            }
        }
        return new LiveFilter(new[] { every }, compiled);
    }

    /// <summary>Whether it selects a frame that the kernel let through.</summary>
    public bool Selects(ReadOnlySpan<byte> octets, long originalLength) =>
        _here is null || _here.Selects(octets, originalLength);

    /// <inheritdoc/>
    public void Dispose() => _here?.Dispose();

    private static PcapProgram Compile(int dataLink, int snapLength, string filter)
    {
        try
        {
            return PcapProgram.Compile(dataLink, snapLength, filter);
        }
        catch (PcapException wrong)
        {
            throw new LiveException(
                wrong.Code == PcapException.NotInstalled ? LiveFault.NotInstalled : LiveFault.BadFilter,
                wrong.Message,
                wrong
            );
        }
    }

    [GeneratedRegex(@"\bvlan\b", RegexOptions.CultureInvariant)]
    private static partial Regex VlanWord();
}
