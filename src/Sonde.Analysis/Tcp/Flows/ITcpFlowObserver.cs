namespace Sonde.Analysis;

/// <summary>Watches the records of TCP connections as they end: what counts over all of them begins here.</summary>
public interface ITcpFlowObserver
{
    /// <summary>A connection ended, and its record is final. Called once for each, also where the report does not keep the record.</summary>
    void OnFlowEnd(TcpFlow flow);
}
