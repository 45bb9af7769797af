namespace Sonde.Wire;

/// <summary>One layer of a packet: which protocol, and where its octets lie.</summary>
/// <param name="Reader">The protocol.</param>
/// <param name="Start">First octet of the header, in its source.</param>
/// <param name="Payload">First octet after the header.</param>
/// <param name="End">First octet after the payload: trailers and padding lie behind it.</param>
/// <param name="Limit">First octet that the layer outside did not hand over.</param>
/// <param name="Source">Which octets: 0 is the frame, higher numbers are datagrams and messages put together from several frames.</param>
/// <param name="Status">How the reading went.</param>
/// <param name="Following">What the payload says it is.</param>
/// <param name="BeginsPart">The layer is the first of one of several payloads of a layer before it.</param>
public readonly record struct LayerSpan(
    LayerReader Reader,
    int Start,
    int Payload,
    int End,
    int Limit,
    byte Source,
    ReadStatus Status,
    NextLayer Following,
    bool BeginsPart = false
);
