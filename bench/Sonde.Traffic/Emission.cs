namespace Sonde.Traffic;

/// <summary>One frame, when it passes the place of capture (microseconds from the start), and what it is.</summary>
internal readonly record struct Emission(long At, byte[] Octets, Kinds Kinds);
