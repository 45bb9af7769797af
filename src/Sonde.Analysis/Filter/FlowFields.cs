using Sonde.Wire;

namespace Sonde.Analysis;

/// <summary>Wireshark's numbers of the conversations that a packet belongs to.</summary>
public sealed class FlowFields : IPacketFields
{
    private static readonly Field TcpField = new("tcp.stream", "Stream index");
    private static readonly Field UdpField = new("udp.stream", "Stream index");

    /// <inheritdoc/>
    public string Name => "";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } = [TcpField, UdpField];

    /// <inheritdoc/>
    public void Describe(in Packet packet, FieldSink sink)
    {
        foreach (ref readonly FlowMark mark in packet.Flows)
        {
            Field? field = mark.Flow.Key.Protocol switch
            {
                IpProtocols.Tcp => TcpField,
                IpProtocols.Udp => UdpField,
                _ => null,
            };
            if (field is not null && mark.Flow.HasPorts)
                sink.Add(field, 0, 0, (ulong)mark.Flow.Stream);
        }
    }
}
