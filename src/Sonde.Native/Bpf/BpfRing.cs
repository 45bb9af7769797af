using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sonde.Native;

/// <summary>Takes a record that a program left; it lives until the method returns.</summary>
public delegate void BpfRecordTaker(ReadOnlySpan<byte> record);

/// <summary>The records that the kernel's programs leave, in their order.</summary>
/// <remarks>Belongs to one thread; dispose of it before its object.</remarks>
public sealed unsafe class BpfRing : IDisposable
{
    private const int Cancelled = -125; // ECANCELED
    private const int Interrupted = -4; // EINTR

    // Where records come faster than they are taken a reading would never end.
    private const int MostAtOnce = 10_000;

    private readonly BpfRecordTaker _take;
    private GCHandle _self;
    private nint _ring;
    private Exception? _failed;
    private int _taken;

    /// <summary>Reads a ring.</summary>
    /// <exception cref="BpfException">It cannot be mapped.</exception>
    public BpfRing(BpfMap map, BpfRecordTaker take)
    {
        _take = take;
        _self = GCHandle.Alloc(this);
        _ring = BpfLibrary.NewRing(map.Descriptor, &Take, GCHandle.ToIntPtr(_self), 0);
        if (_ring != 0)
            return;
        int error = Marshal.GetLastPInvokeError();
        _self.Free();
        throw new BpfException(error, "Mapping the ring of records");
    }

    /// <summary>Takes what is there, or waits for it.</summary>
    /// <param name="longest">How long to wait at most.</param>
    public void Poll(TimeSpan longest)
    {
        _taken = 0;
        int result = BpfLibrary.PollRing(_ring, (int)Math.Max(0, longest.TotalMilliseconds));
        if (_failed is not null)
            throw _failed;
        if (result < 0 && result is not (Cancelled or Interrupted))
            throw new BpfException(-result, "Reading the ring of records");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ring != 0)
            BpfLibrary.FreeRing(_ring);
        _ring = 0;
        if (_self.IsAllocated)
            _self.Free();
    }

    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "An exception may not pass through native frames: it is kept."
    )]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Take(nint context, byte* octets, nuint length)
    {
        var ring = (BpfRing)GCHandle.FromIntPtr(context).Target!;
        try
        {
            ring._take(new ReadOnlySpan<byte>(octets, (int)length));
            return ++ring._taken < MostAtOnce ? 0 : Cancelled;
        }
        catch (Exception failed)
        {
            ring._failed = failed;
            return Cancelled;
        }
    }
}
