namespace Sonde.Native;

/// <summary>A capture filter that libpcap compiled, for no device in particular.</summary>
/// <remarks>For one thread.</remarks>
public sealed unsafe class PcapProgram : IDisposable
{
    private const uint UnknownNetmask = uint.MaxValue; // PCAP_NETMASK_UNKNOWN

    private PcapLibrary.BpfProgram _program;

    private PcapProgram(PcapLibrary.BpfProgram program) => _program = program;

    /// <summary>Compiles a filter; needs no right.</summary>
    /// <param name="dataLink">DLT_ value of the frames.</param>
    /// <param name="snapLength">Octets kept of each frame.</param>
    /// <param name="filter">The filter (pcap-filter(7)); empty for every frame.</param>
    /// <exception cref="PcapException">It does not compile, or libpcap is not installed.</exception>
    public static PcapProgram Compile(int dataLink, int snapLength, string filter)
    {
        PcapHandle.ThrowIfNotInstalled();
        nint handle = PcapLibrary.OpenDead(dataLink, snapLength);
        if (handle == 0)
            throw new PcapException(PcapException.Other, "libpcap has no memory");
        try
        {
            PcapLibrary.BpfProgram program;
            if (PcapLibrary.Compile(handle, &program, filter, 1, UnknownNetmask) < 0)
                throw new PcapException(PcapException.Other, PcapHandle.Text(PcapLibrary.GetError(handle)));
            return new PcapProgram(program);
        }
        finally
        {
            PcapLibrary.Close(handle);
        }
    }

    /// <summary>The instructions; they live as long as this.</summary>
    public ReadOnlySpan<FilterInstruction> Instructions => new((void*)_program.Instructions, (int)_program.Length);

    /// <summary>Whether it selects a frame.</summary>
    public bool Selects(ReadOnlySpan<byte> octets, long originalLength)
    {
        ObjectDisposedException.ThrowIf(_program.Instructions == 0, this);
        var header = new PcapLibrary.PacketHeader { Captured = (uint)octets.Length, Length = (uint)originalLength };
        fixed (byte* first = octets)
        fixed (PcapLibrary.BpfProgram* program = &_program)
            return PcapLibrary.Matches(program, &header, first) != 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_program.Instructions == 0)
            return;
        fixed (PcapLibrary.BpfProgram* program = &_program)
            PcapLibrary.FreeCode(program);
        _program = default;
    }
}
