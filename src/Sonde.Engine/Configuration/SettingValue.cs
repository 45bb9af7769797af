namespace Sonde.Engine;

/// <summary>One setting as it is in force.</summary>
/// <param name="Setting">Which setting.</param>
/// <param name="Value">bool, long, string, list of strings, or null for unset.</param>
/// <param name="Origin">Who gave it; for a list that adds to a built-in one, who gave the addition.</param>
public sealed record SettingValue(SettingDefinition Setting, object? Value, SettingOrigin Origin);
