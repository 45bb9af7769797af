using System.Globalization;

namespace Sonde.Capture;

/// <summary>Frames that an interface or its driver dropped, by the counters that libpcap reads. Linux.</summary>
public static class InterfaceDrops
{
    /// <summary>How many since the interface is there; 0 of one that does not count.</summary>
    public static long Of(string name) => Counter(name, "rx_missed_errors") + Counter(name, "rx_fifo_errors");

    private static long Counter(string name, string counter)
    {
        try
        {
            string text = File.ReadAllText($"/sys/class/net/{name}/statistics/{counter}");
            return long.Parse(text, CultureInfo.InvariantCulture);
        }
        catch (Exception missing)
            when (missing is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return 0; // a driver without this counter has dropped nothing that it knows of
        }
    }
}
