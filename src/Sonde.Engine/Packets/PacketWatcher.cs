using Sonde.Analysis;
using Sonde.Wire;

namespace Sonde.Engine;

/// <summary>Waits for one frame, and keeps the rows of its neighbours.</summary>
internal sealed class PacketWatcher(FieldCatalog catalog, PacketArguments arguments) : IObserver
{
    private const int DefaultContext = 3;
    private const int DefaultHex = 512;

    private readonly int _context = arguments.Context ?? DefaultContext;
    private readonly List<PacketRow> _before = [];
    private readonly List<PacketRow> _after = [];

    /// <summary>The frame was seen, and all the neighbours wanted.</summary>
    public bool IsDone => Layers is not null && _after.Count == _context;

    public IReadOnlyList<PacketRow> Before => _before;

    public IReadOnlyList<PacketRow> After => _after;

    public PacketRow? Row { get; private set; }

    public IReadOnlyList<LayerDetail>? Layers { get; private set; }

    public int CapturedLength { get; private set; }

    public IReadOnlyList<string>? Hex { get; private set; }

    public int? HexOmitted { get; private set; }

    public void OnPacket(in Packet packet)
    {
        long away = packet.Frame.Number - arguments.Frame;
        if (away < -_context || away > _context)
            return;
        if (away < 0)
            _before.Add(PacketInfo.Row(packet));
        else if (away > 0)
            _after.Add(PacketInfo.Row(packet));
        else
            Look(packet);
    }

    private void Look(in Packet packet)
    {
        Row = PacketInfo.Row(packet);
        CapturedLength = packet.Frame.Octets.Length;
        List<LayerDetail> layers = [FrameLayer(packet)];
        foreach (ref readonly LayerSpan layer in packet.Layers)
        {
            var tree = new FieldTree(layer.Start);
            layer.Reader.Describe(packet.GivenTo(layer), tree);
            layers.Add(
                new LayerDetail(
                    layer.Reader.Name,
                    layer.Start,
                    layer.End - layer.Start,
                    layer.Payload - layer.Start,
                    StatusName(layer.Status),
                    tree.Fields,
                    layer.Source == 0 ? null : "reassembled"
                )
            );
        }
        Layers = layers;
        Dump(packet.Frame.Octets);
    }

    private LayerDetail FrameLayer(in Packet packet)
    {
        var tree = new FieldTree(0);
        catalog.DescribeFrame(packet, tree);
        int length = packet.Frame.Octets.Length;
        return new LayerDetail("frame", 0, length, 0, packet.Frame.IsCut ? "cut" : "ok", tree.Fields);
    }

    private void Dump(ReadOnlySpan<byte> octets)
    {
        int most = arguments.HexLimit ?? DefaultHex;
        if (most == 0)
            return;
        Hex = HexDump.Lines(octets.Length > most ? octets[..most] : octets);
        HexOmitted = octets.Length > most ? octets.Length - most : null;
    }

    private static string StatusName(ReadStatus status) =>
        status switch
        {
            ReadStatus.Ok => "ok",
            ReadStatus.Cut => "cut",
            ReadStatus.TooShort => "too_short",
            _ => "malformed",
        };
}
