namespace Sonde.Analysis;

/// <summary>Connections that others announced, as the data connections of FTP.</summary>
internal interface IExpectedStreams
{
    /// <summary>The application of a connection that was announced; null for others.</summary>
    /// <param name="flow">The connection, with its first octets at hand.</param>
    /// <param name="clientIsResponder">The end that opened it is the server.</param>
    IApplication? Take(Flow flow, out bool clientIsResponder);
}
