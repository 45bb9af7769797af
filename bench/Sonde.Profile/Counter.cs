namespace Sonde.Profile;

/// <summary>
/// What the runtime counted at one place of a method: how often an edge between two blocks was taken, or which types were
/// seen at a call. Its numbers are those of the runtime's own schema.
/// </summary>
/// <param name="Kind">What was counted, in how many octets.</param>
/// <param name="Offset">The place in the method's intermediate language.</param>
/// <param name="Length">How many values there are.</param>
/// <param name="Other">Where an edge leads, or flags.</param>
internal sealed record Counter(int Kind, int Offset, int Length, int Other)
{
    /// <summary>Stands for no type where one may be.</summary>
    public const long NoType = 0;

    /// <summary>Stands for a type that cannot be named.</summary>
    public const long UnknownType = 1;

    private const int OctetsOfAValue = 0x0F;
    private const int FourOctets = 1;
    private const int EightOctets = 2;

    /// <summary>Numbers (long), or types and what stands for them.</summary>
    public List<object> Values { get; } = [];

    /// <summary>Whether it counts, and does not list what was seen.</summary>
    public bool IsCount => (Kind & OctetsOfAValue) is FourOctets or EightOctets && Length == 1;

    public bool IsAtTheSamePlaceAs(Counter other) =>
        Kind == other.Kind && Offset == other.Offset && Length == other.Length && Other == other.Other;

    public void Add(long more)
    {
        long most = (Kind & OctetsOfAValue) == FourOctets ? int.MaxValue : long.MaxValue;
        Values[0] = Math.Min(most, (long)Values[0] + more);
    }
}
