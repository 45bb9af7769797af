namespace Sonde.Engine;

/// <summary>A file that a folder or pattern has but that cannot be read.</summary>
/// <param name="Typed">Its path as the pattern spells it.</param>
/// <param name="Fault">Why it was left out.</param>
public sealed record SkippedPath(string Typed, EngineFault Fault);

/// <summary>The files that a path, a folder or a pattern stands for.</summary>
/// <param name="Files">The files, in ordinal order of their paths.</param>
/// <param name="Skipped">What was left out: links that lead elsewhere, pipes and devices.</param>
public sealed record PathExpansion(IReadOnlyList<CheckedPath> Files, IReadOnlyList<SkippedPath> Skipped);
