using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Connections that are asked about: all, or those with an end at this address and port.</summary>
/// <param name="Address">Address of one end; null for any.</param>
/// <param name="Port">Port of that end; null for any.</param>
public readonly record struct TcpSelection(Address? Address, ushort? Port)
{
    /// <summary>Every connection is meant.</summary>
    public bool IsAll => Address is null && Port is null;

    /// <summary>Whether a connection is meant.</summary>
    public bool Selects(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return IsAll || Matches(flow.Ends.Low) || Matches(flow.Ends.High);
    }

    /// <summary>Whether an end is the one that is meant.</summary>
    public bool Matches(in Endpoint end) =>
        (Address is not { } address || end.Address.Equals(address)) && (Port is not { } port || end.Port == port);

    /// <inheritdoc/>
    public override string ToString() =>
        (Address, Port) switch
        {
            ({ Version: 6 } address, { } port) => $"[{address}]:{port}",
            ({ } address, { } port) => $"{address}:{port}",
            ({ } address, null) => $"{address}",
            (null, { } port) => $"port {port}",
            _ => "any server",
        };
}
