namespace Sonde.Analysis;

/// <summary>Which layers of a protocol are meant, when a packet has several: <c>ip.addr#2</c>.</summary>
/// <param name="First">The first one, from 1; negative from the end.</param>
/// <param name="Last">The last one; <see cref="int.MaxValue"/> for all that follow.</param>
internal readonly record struct LayerRange(int First, int Last)
{
    /// <summary>Whether the layer at a position, from 1, of so many is meant.</summary>
    public bool Has(int position, int count)
    {
        int first = First < 0 ? count + 1 + First : First;
        int last = Last < 0 ? count + 1 + Last : Last;
        return position >= first && position <= last;
    }
}
