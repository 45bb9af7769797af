using Sonde.Capture;
using Sonde.Wire;

namespace Sonde.Analysis.Tests.Filter;

/// <summary>Runs filters over frames and keeps the numbers of those that match.</summary>
internal sealed class FilterRun : IObserver
{
    private readonly FieldCatalog _catalog;
    private readonly Wire.Protocols _table = StandardProtocols.Create();
    private readonly List<(string Text, PacketFilter Filter, List<long> Frames)> _filters = [];

    public FilterRun() => _catalog = new FieldCatalog(_table);

    /// <summary>The layers of each frame as Wireshark lists them.</summary>
    public Dictionary<long, string> Protocols { get; } = [];

    public FieldCatalog Catalog => _catalog;

    public bool WantsSegments => _catalog.WantsSegments;

    public IEnumerable<(string Text, IReadOnlyList<long> Frames)> Results =>
        _filters.Select(filter => (filter.Text, (IReadOnlyList<long>)filter.Frames));

    public FilterError? Add(string text)
    {
        FilterResult result = DisplayFilter.Parse(text, _catalog);
        if (result.Condition is { } condition)
            Add(text, condition);
        return result.Error;
    }

    public void Add(string text, FilterNode condition) =>
        _filters.Add((text, new PacketFilter(condition, _catalog), []));

    public void Read(string path)
    {
        var pass = new Pass(_table, this);
        using CaptureReader reader = CaptureReader.Open(path);
        while (reader.TryRead(out Frame frame))
            pass.Feed(frame);
    }

    public void Read(params IEnumerable<byte[]> frames) => MadeFrames.Feed(new Pass(_table, this), frames);

    public void OnPacket(in Packet packet)
    {
        Span<char> names = stackalloc char[2048];
        Protocols[packet.Frame.Number] = names[..FrameFields.WriteProtocols(packet, names)].ToString();
        foreach ((_, PacketFilter filter, List<long> frames) in _filters)
        {
            if (filter.Matches(packet))
                frames.Add(packet.Frame.Number);
        }
    }
}
