using System.Buffers.Binary;
using Sonde.Native;

namespace Sonde.Capture;

/// <summary>Follows sockets and packets by the kernel's tracepoints.</summary>
internal sealed class TraceSession : IKernelSession
{
    private const int NoEntry = 2; // ENOENT: no such tracepoint
    private const int Invalid = 22; // EINVAL: it hands over less than the program reads
    private const int MostFlows = 32_768; // as in tcp.bpf.c
    private const int MostRoundTrips = 8192;
    private const int MostTraffic = 8192;
    private const int MostDrops = 4096;
    private readonly BpfObject _object;
    private readonly BpfRing _ring;
    private readonly KernelNames _names;
    private readonly KernelOperation _operation;
    private Action<KernelRecord>? _take;

    private TraceSession(
        BpfObject loaded,
        KernelNames names,
        KernelOperation operation,
        IReadOnlyList<string> places,
        IReadOnlyList<string> missing
    )
    {
        _object = loaded;
        _names = names;
        _operation = operation;
        Places = places;
        Missing = missing;
        _ring = new BpfRing(loaded.Map("records"), Take);
    }

    /// <inheritdoc/>
    public string Method => "tracepoints";

    /// <inheritdoc/>
    public IReadOnlyList<string> Places { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Loads what the request needs and what this kernel has.</summary>
    public static TraceSession Open(KernelRequest request)
    {
        IReadOnlyList<KernelPlace> places = KernelPlan.Places(request.Operation);
        byte[] octets = KernelSource.Object("tcp.bpf.o");
        BpfObject? opened = null;
        List<string> missing = [];
        var names = new KernelNames();
        if (request.Operation == KernelOperation.Drops)
            names.Prepare();
        try
        {
            opened = Loaded(octets, request, places);
        }
        catch (BpfException refused)
            when (refused.Error is not (1 or 13) && places.Any(place => place.Loss is not null))
        {
            // one program that an old kernel does not take refuses them all: without the ones that can be done without
            places = [.. places.Where(place => place.Loss is null)];
            missing.Add($"This kernel does not load all programs ({refused.Message}); only the necessary ones run.");
            opened = Loaded(octets, request, places);
        }
        try
        {
            List<string> attached = [];
            foreach (KernelPlace place in places)
            {
                if (IsAttached(opened, place))
                    attached.Add(place.Tracepoint);
                else if (place.Loss is { } loss)
                    missing.Add($"This kernel has no tracepoint {place.Tracepoint}: {loss}.");
                else
                    throw Lacks(place);
            }
            return attached.Count > 0
                ? new TraceSession(opened, names, request.Operation, attached, missing)
                : throw Lacks(places[0]);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Poll(TimeSpan longest, Action<KernelRecord> take)
    {
        _take = take;
        _ring.Poll(longest);
    }

    /// <inheritdoc/>
    public KernelTables Read()
    {
        List<KernelRoundTrips> roundTrips = [];
        List<KernelTraffic> traffic = [];
        List<KernelDrops> drops = [];
        List<KernelOpen> open = [];
        long[] histogram = [];
        switch (_operation)
        {
            case KernelOperation.RoundTrips:
                _object
                    .Map("round_trips")
                    .Visit(
                        8,
                        KernelRecords.RoundTripsLength,
                        MostRoundTrips,
                        (_, value) => roundTrips.Add(KernelRecords.RoundTrips(value))
                    );
                histogram = [.. Enumerable.Range(0, 32).Select(entry => Count("histogram", (uint)entry))];
                break;
            case KernelOperation.Bandwidth:
                _object
                    .Map("traffic")
                    .Visit(
                        KernelRecords.TrafficKeyLength,
                        KernelRecords.TrafficLength,
                        MostTraffic,
                        (key, value) => traffic.Add(KernelRecords.Traffic(key, value))
                    );
                break;
            case KernelOperation.Drops:
                _object
                    .Map("drops")
                    .Visit(
                        KernelRecords.DropKeyLength,
                        KernelRecords.DropLength,
                        MostDrops,
                        (key, value) => drops.Add(KernelRecords.Drops(key, value, _names))
                    );
                break;
            case KernelOperation.Connections or KernelOperation.Failures or KernelOperation.Life:
                _object
                    .Map("flows")
                    .Visit(8, KernelRecords.FlowLength, MostFlows, (_, value) => open.Add(KernelRecords.Open(value)));
                break;
        }
        return new KernelTables
        {
            Counts = new KernelCounts(Count("counts", 0), Count("counts", 1), Count("counts", 2)),
            RoundTrips = roundTrips,
            Histogram = histogram,
            Traffic = traffic,
            Drops = drops,
            Open = open,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ring.Dispose();
        _object.Dispose();
    }

    private static BpfObject Loaded(byte[] octets, KernelRequest request, IReadOnlyList<KernelPlace> places)
    {
        BpfObject opened = BpfObject.Open(octets);
        try
        {
            byte[] choice = new byte[12]; // struct choice
            BinaryPrimitives.WriteUInt32LittleEndian(choice, request.Namespace);
            BinaryPrimitives.WriteUInt32LittleEndian(choice.AsSpan(4), request.Port);
            BinaryPrimitives.WriteUInt32LittleEndian(choice.AsSpan(8), KernelPlan.Kinds(request.Operation));
            opened.SetVariables(choice);
            foreach (KernelPlace place in places)
            {
                opened.Want(place.Program);
                if (place.Older is { } older)
                    opened.Want(older);
            }
            opened.Load();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static bool IsAttached(BpfObject loaded, KernelPlace place)
    {
        foreach (string? program in (ReadOnlySpan<string?>)[place.Program, place.Older])
        {
            if (program is null)
                continue;
            try
            {
                loaded.Attach(program);
                return true;
            }
            catch (BpfException refused) when (refused.Error is NoEntry or Invalid)
            {
                // the next one reads less
            }
        }
        return false;
    }

    private static KernelException Lacks(KernelPlace place) =>
        new(KernelFault.NotSupported, $"this kernel has no tracepoint {place.Tracepoint}");

    private long Count(string map, uint entry)
    {
        Span<ulong> counter = stackalloc ulong[1];
        _object.Map(map).ReadSums(entry, counter);
        return (long)counter[0];
    }

    private void Take(ReadOnlySpan<byte> octets)
    {
        if (octets.Length >= KernelRecords.RecordLength)
            _take?.Invoke(KernelRecords.Record(octets, _names));
    }
}
