namespace Sonde.Analysis;

/// <summary>Reads the application of every TCP connection.</summary>
/// <remarks>Memory: what the reassembler and the readers of open connections keep; a connection that nobody reads costs an entry.</remarks>
public sealed class ApplicationStreams : ITcpObserver
{
    private readonly StreamReassembler _reassembler;

    /// <summary>Readers for the applications of a table.</summary>
    /// <param name="table">The applications.</param>
    /// <param name="takes">Which connections are read; null for all.</param>
    /// <param name="opened">Told of every connection that is read, at its first segment.</param>
    public ApplicationStreams(
        ApplicationTable table,
        Func<Flow, bool>? takes = null,
        Action<ApplicationStream>? opened = null
    )
    {
        _reassembler = new StreamReassembler(
            flow => takes is null || takes(flow) ? new Connection(Open(flow)) : null,
            endsWhenClosed: true
        );

        ApplicationStream Open(Flow flow)
        {
            var stream = new ApplicationStream(table, flow, flow.OpeningSeen);
            opened?.Invoke(stream);
            return stream;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> StreamProtocols => [];

    /// <inheritdoc/>
    public IReadOnlyCollection<string> PacketProtocols => [];

    /// <inheritdoc/>
    public void OnSegment(in TcpSegment segment, in Packet packet) => _reassembler.OnSegment(segment, packet);

    /// <inheritdoc/>
    public void OnConnectionEnd(Flow flow, TcpConnection connection) => _reassembler.OnConnectionEnd(flow, connection);

    private sealed class Connection(ApplicationStream stream) : IStreamReader
    {
        public bool IsDone => stream.IsDone;

        public void OnOctets(in StreamOctets octets) =>
            stream.FeedFrom(octets.FromInitiator, octets.Octets, octets.Place);

        public void OnGap(in StreamGap gap) => stream.SkipFrom(gap.FromInitiator, gap.Length, gap.Place);

        public void OnEnd(Flow flow) => stream.End();
    }
}
