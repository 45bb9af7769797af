using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>What is in this frame.</summary>
public static class PacketQuestion
{
    /// <summary>Reads the capture up to the frame and a little further.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or has no such frame.</exception>
    public static PacketDetail Ask(CaptureEngine engine, PacketArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var catalog = new FieldCatalog(engine.Protocols);
        catalog.WantAll();
        var watcher = new PacketWatcher(catalog, arguments);
        CaptureReading reading = engine.Read(arguments, [catalog, watcher], context, () => watcher.IsDone);
        if (watcher.Layers is not { } layers)
            throw new EngineException(
                EngineFault.NotFound,
                $"There is no frame {arguments.Frame}: {reading.Pass.Totals.Packets} packets were read.{reading.Shortfall}",
                "Frames are numbered from 1; pcap_summary says how many there are."
            );
        return new PacketDetail
        {
            Summary =
                $"Frame {arguments.Frame}: {watcher.Row!.Protocol}, {watcher.Row.Length} octets. {watcher.Row.Info}",
            FilePath = reading.Name,
            Packet = watcher.Row,
            CapturedLength = watcher.CapturedLength,
            Layers = layers,
            Hex = watcher.Hex,
            HexOmitted = watcher.HexOmitted,
            Before = watcher.Before,
            After = watcher.After,
            Coverage = reading.Coverage,
        };
    }
}
