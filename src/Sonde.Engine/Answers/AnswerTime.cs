using System.Globalization;

namespace Sonde.Engine;

/// <summary>When an answer was given, as answers print it.</summary>
internal static class AnswerTime
{
    /// <summary>Now, ISO 8601 UTC with milliseconds.</summary>
    public static string Now => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
