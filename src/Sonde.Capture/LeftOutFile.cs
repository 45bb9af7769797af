namespace Sonde.Capture;

/// <summary>A file of a folder or pattern that is not part of the reading.</summary>
/// <param name="Name">The name that its source has.</param>
/// <param name="Text">Why, in one clause.</param>
public sealed record LeftOutFile(string Name, string Text);
