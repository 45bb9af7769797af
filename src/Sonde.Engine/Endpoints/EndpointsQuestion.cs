using Sonde.Analysis;

namespace Sonde.Engine;

/// <summary>Which addresses there are, and what each sent and received.</summary>
public static class EndpointsQuestion
{
    private const int DefaultLimit = 100;

    /// <summary>Reads the capture and lists its addresses.</summary>
    /// <exception cref="EngineException">The capture cannot be read, or the page lies beyond the end.</exception>
    public static EndpointList Ask(CaptureEngine engine, EndpointsArguments arguments, AskContext context)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arguments);
        var talkers = new Talkers();
        var inner = new TunnelTalkers();
        var book = new NameBook(engine.Protocols);
        CaptureReading reading = engine.Read(arguments, [talkers, inner, book], context);
        var names = new AddressNames(book, reading);
        TalkerSum sum = inner.Plus(talkers.Sum(reading.Pass.Flows));
        Page<Talker> page = Page.Of(
            sum.By(Size(arguments.SortBy)),
            arguments.Limit ?? DefaultLimit,
            arguments.Offset ?? 0
        );
        return new EndpointList
        {
            Summary = $"{page.Total} addresses, {page.Items.Count} shown.{reading.Shortfall}",
            FilePath = reading.Name,
            Total = page.Total,
            Returned = page.Items.Count,
            NextOffset = page.NextOffset,
            PacketsNotCounted = sum.NotKept > 0 ? sum.NotKept : null,
            Endpoints = [.. page.Items.Select(talker => EndpointRow.Of(talker, names.Of(talker.Address)))],
            Coverage = names
                .Covered(reading.Coverage)
                .With((sum.NotKept > 0, "addresses_in_memory", Talkers.AddressLimit)),
        };
    }

    private static Func<Talker, long> Size(string? order) =>
        order switch
        {
            "packets" => talker => talker.Packets,
            "bytes_sent" => talker => talker.Sent.Octets,
            "packets_sent" => talker => talker.Sent.Packets,
            "bytes_received" => talker => talker.Received.Octets,
            "packets_received" => talker => talker.Received.Packets,
            _ => talker => talker.Octets,
        };
}
