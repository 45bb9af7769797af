namespace Sonde.Engine;

/// <summary>No arguments.</summary>
public sealed record CapabilitiesArguments;
