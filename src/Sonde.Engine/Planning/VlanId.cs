using System.Globalization;
using System.Text.Json;

namespace Sonde.Engine;

/// <summary>Reads VLAN ids: 1 to 4094 (IEEE 802.1Q, table 9-2).</summary>
internal static class VlanId
{
    /// <summary>Why a text is no VLAN id, as the end of a sentence.</summary>
    public const string Problem = "is not a VLAN id from 1 to 4094";

    private const int Highest = 4094;

    /// <summary>Reads an id; false when the text is none.</summary>
    public static bool TryParse(string text, out int id) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out id) && id is >= 1 and <= Highest;

    /// <summary>The text of an id that JSON has as a string or a number.</summary>
    /// <exception cref="EngineException">It is something else.</exception>
    public static string TextOf(JsonElement json, string name) =>
        json.ValueKind switch
        {
            JsonValueKind.String => json.GetString()!.Trim(),
            JsonValueKind.Number => json.GetRawText(),
            _ => throw new EngineException(
                EngineFault.InvalidArgument,
                $"{name} must be a string or a whole number.",
                "Example: \"10\" or 10."
            ),
        };
}
