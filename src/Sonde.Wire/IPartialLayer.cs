namespace Sonde.Wire;

/// <summary>A layer of which something can be said when its header is not whole, as in the eight octets that an ICMP error quotes.</summary>
public interface IPartialLayer<TSelf> : ILayer<TSelf>
    where TSelf : struct, IPartialLayer<TSelf>, allows ref struct
{
    /// <summary>Names the fields that are there, of octets that <see cref="ILayer{TSelf}.TryRead"/> refuses.</summary>
    static abstract void DescribePart(ReadOnlySpan<byte> octets, FieldSink sink);
}
